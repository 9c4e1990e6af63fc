import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function PledgePage() {
  return <UnbuiltPage />;
}
