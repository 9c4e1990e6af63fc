import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function MePage() {
  return <UnbuiltPage />;
}
