import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page } from "../../ui/Panel.tsx";

export function ActivityPage() {
  return (
    <Page>
      <PageHeader title="" />
    </Page>
  );
}
