import { Button } from "@mantine/core";
import { useMessages } from "../../lib/i18n.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { messages } from "./messages.ts";

/** No row: because nothing matches, or because nobody is paired yet. */
export function BoardEmpty({ narrowed, onClear }: { narrowed: boolean; onClear: () => void }) {
  const t = useMessages(messages);
  if (narrowed)
    return (
      <EmptyState
        title={t("empty.title")}
        next={t("empty.next")}
        action={
          <Button variant="default" onClick={onClear}>
            {t("clearAll")}
          </Button>
        }
      />
    );
  return (
    <EmptyState
      title={t("empty.noneTitle")}
      next={t("empty.noneNext")}
      action={<LinkButton to="/office/assign">{t("empty.assign")}</LinkButton>}
    />
  );
}
