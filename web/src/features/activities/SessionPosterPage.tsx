import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page } from "../../ui/Panel.tsx";

export function SessionPosterPage() {
  return (
    <Page>
      <PageHeader title="" />
    </Page>
  );
}
