import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function AuditPage() {
  return <UnbuiltPage />;
}
