import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function LogSupportPage() {
  return <UnbuiltPage />;
}
