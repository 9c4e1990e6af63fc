import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function DivisionsPage() {
  return <UnbuiltPage />;
}
