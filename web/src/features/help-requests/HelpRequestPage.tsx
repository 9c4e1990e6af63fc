import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function HelpRequestPage() {
  return <UnbuiltPage />;
}
