import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function OrganizationsPage() {
  return <UnbuiltPage />;
}
