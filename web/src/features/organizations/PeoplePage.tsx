import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function PeoplePage() {
  return <UnbuiltPage />;
}
