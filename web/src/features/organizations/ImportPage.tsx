import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function ImportPage() {
  return <UnbuiltPage />;
}
