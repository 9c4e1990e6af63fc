import { Button } from "@mantine/core";
import { useMessages } from "../../lib/i18n.ts";
import classes from "./board.module.css";
import { messages } from "./messages.ts";

interface BoardCountsProps {
  matching: number;
  hidden: number;
  narrowed: boolean;
  busy: boolean;
  onClear: () => void;
}

/** How many match and how many the filters hide, said aloud when it changes; and the way back to all. */
export function BoardCounts({ matching, hidden, narrowed, busy, onClear }: BoardCountsProps) {
  const t = useMessages(messages);
  return (
    <div className={classes.counts}>
      <p role="status" aria-busy={busy || undefined}>
        <b>{t("count", { matching })}</b>
        {hidden > 0 && ` · ${t("hidden", { hidden })}`}
      </p>
      {narrowed && (
        <Button size="sm" variant="subtle" onClick={onClear}>
          {t("clearAll")}
        </Button>
      )}
    </div>
  );
}
