import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function HelpRequestsPage() {
  return <UnbuiltPage />;
}
