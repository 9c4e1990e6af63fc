import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function ObligationsPage() {
  return <UnbuiltPage />;
}
