import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function PeriodsPage() {
  return <UnbuiltPage />;
}
