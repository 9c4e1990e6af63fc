import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function HomePage() {
  return <UnbuiltPage />;
}
