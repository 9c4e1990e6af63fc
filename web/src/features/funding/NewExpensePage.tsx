import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function NewExpensePage() {
  return <UnbuiltPage />;
}
