import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function PartnershipPage() {
  return <UnbuiltPage />;
}
