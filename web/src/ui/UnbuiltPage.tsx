import { IconTools } from "@tabler/icons-react";
import { useMessages } from "../lib/i18n.ts";
import { EmptyState } from "./EmptyState.tsx";
import { LinkButton } from "./links.tsx";
import { messages } from "./messages.ts";
import { PageHeader } from "./PageHeader.tsx";
import { Page } from "./Panel.tsx";

/** Says that a page does not exist yet, instead of pretending. */
export function UnbuiltPage() {
  const t = useMessages(messages);
  return (
    <Page>
      <PageHeader title={t("unbuilt.title")} />
      <EmptyState
        icon={IconTools}
        title={t("unbuilt.title")}
        next={t("unbuilt.next")}
        action={<LinkButton to="/">{t("toHome")}</LinkButton>}
      />
    </Page>
  );
}
