import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function PartnershipsPage() {
  return <UnbuiltPage />;
}
