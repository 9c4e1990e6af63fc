import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function ExpensesPage() {
  return <UnbuiltPage />;
}
