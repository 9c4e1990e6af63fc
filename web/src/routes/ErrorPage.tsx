import { Button } from "@mantine/core";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { useMessages } from "../lib/i18n.ts";
import { ErrorNotice } from "../ui/ErrorNotice.tsx";
import { PageHeader } from "../ui/PageHeader.tsx";
import { Page } from "../ui/Panel.tsx";
import { messages } from "./messages.ts";

/** A page's code is loaded on demand; after an update of the server the old files are gone. */
function isMissingPage(message: string): boolean {
  return /dynamically imported module|Importing a module script failed|error loading/i.test(message);
}

/** When a page broke: says whether the connection, an update or our own fault is the cause. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const t = useMessages(messages);
  const message = error instanceof Error ? error.message : String(error);
  const missing = isMissingPage(message);
  return (
    <Page>
      <PageHeader title={t("broken.title")} />
      <ErrorNotice text={missing ? t("broken.update") : t("broken.fault", { message })} />
      <div>
        <Button onClick={() => (missing ? window.location.reload() : reset())}>{t("broken.again")}</Button>
      </div>
    </Page>
  );
}
