import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function NewHelpRequestPage() {
  return <UnbuiltPage />;
}
