import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function AssignPartnershipsPage() {
  return <UnbuiltPage />;
}
