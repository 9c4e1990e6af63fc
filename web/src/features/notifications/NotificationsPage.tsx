import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function NotificationsPage() {
  return <UnbuiltPage />;
}
