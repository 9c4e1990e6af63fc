import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function DutyRulesPage() {
  return <UnbuiltPage />;
}
