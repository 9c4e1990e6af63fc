import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useMessages } from "../../lib/i18n.ts";
import { StateMark } from "../../ui/StateWord.tsx";
import classes from "./board.module.css";
import { type BoardRow, nameOf } from "./board-row.ts";
import { messages } from "./messages.ts";

const CODES = [
  "REMINDER_CAP",
  "OWN_ORGANIZATION",
  "NOT_ALLOWED",
  "NOT_FOUND",
  "NOT_LATE",
  "DUE_NOT_LATER",
  "OBLIGATION_CLOSED",
  "OWN_PROMISE",
  "PERIOD_SEALED",
] as const;

/** What became of one row: done, with what to say of it; or the code of what stood in its way. */
export interface RowOutcome {
  key: string;
  row: BoardRow | undefined;
  done: string | null;
  code: string | null;
}

interface BulkOutcomesProps {
  outcomes: readonly RowOutcome[];
  onClose: () => void;
}

/** What came of an act on many rows: what did not succeed first, each in words. */
export function BulkOutcomes({ outcomes, onClose }: BulkOutcomesProps) {
  const t = useMessages(messages);
  const why = (code: string) => {
    const known = CODES.find((it) => it === code);
    return known ? t(`outcome.code.${known}`) : t("outcome.code.OTHER", { code });
  };
  const names = (row: BoardRow | undefined) => ({
    giver: row ? nameOf(row.partnership.giver) : "–",
    receiver: row ? nameOf(row.partnership.receiver) : "–",
  });
  const refused = outcomes.filter(({ code }) => code !== null);
  const done = outcomes.filter(({ code }) => code === null);
  return (
    <div className={classes.section} role="status">
      {refused.length > 0 && (
        <>
          <StateMark icon={IconAlertTriangle} tone="warn">
            {t("outcome.refused", { count: refused.length })}
          </StateMark>
          <ul className={classes.outcomes}>
            {refused.map(({ key, row, code }) => (
              <li key={key}>{t("outcome.row", { ...names(row), why: why(code ?? "") })}</li>
            ))}
          </ul>
        </>
      )}
      {done.length > 0 && (
        <>
          <StateMark icon={IconCircleCheck} tone="accent">
            {t("outcome.done", { count: done.length })}
          </StateMark>
          <ul className={classes.outcomes}>
            {done.map(({ key, row, done: said }) => (
              <li key={key}>{t("outcome.row", { ...names(row), why: said ?? "" })}</li>
            ))}
          </ul>
        </>
      )}
      <Button autoFocus onClick={onClose}>
        {t("outcome.close")}
      </Button>
    </div>
  );
}
