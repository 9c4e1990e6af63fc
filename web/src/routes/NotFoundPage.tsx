import { IconMapSearch } from "@tabler/icons-react";
import { useMessages } from "../lib/i18n.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { LinkButton } from "../ui/links.tsx";
import { PageHeader } from "../ui/PageHeader.tsx";
import { Page } from "../ui/Panel.tsx";
import { messages } from "./messages.ts";

/** For an address that leads nowhere, or to something outside the person's territory: the two look the same. */
export function NotFoundPage() {
  const t = useMessages(messages);
  return (
    <Page>
      <PageHeader title={t("notFound.title")} />
      <EmptyState
        icon={IconMapSearch}
        title={t("notFound.title")}
        next={t("notFound.next")}
        action={<LinkButton to="/">{t("notFound.home")}</LinkButton>}
      />
    </Page>
  );
}
