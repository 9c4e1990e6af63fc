import { UnbuiltPage } from "../../ui/UnbuiltPage.tsx";

export function CalendarPage() {
  return <UnbuiltPage />;
}
