import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page } from "../../ui/Panel.tsx";

export function SessionPage() {
  return (
    <Page>
      <PageHeader title="" />
    </Page>
  );
}
