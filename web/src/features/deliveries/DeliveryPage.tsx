import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function DeliveryPage() {
  return <UnbuiltPage />;
}
