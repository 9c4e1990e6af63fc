import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function InvitationPage() {
  return <UnbuiltPage />;
}
