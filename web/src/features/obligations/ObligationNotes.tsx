import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { messages } from "./messages.ts";
import classes from "./ObligationView.module.css";
import type { AskedExtension } from "./promise.ts";

interface ObligationNotesProps {
  asked: AskedExtension | null;
  /** The giver's last words on lateness. */
  explanation: { text: string; expectedOn?: string | null; by: { name: string } } | null;
  /** The last decision on a question for more time, in words. */
  decided?: { id: string; text: string } | null;
}

/** What was said about an obligation and still matters. */
export function ObligationNotes({ asked, explanation, decided }: ObligationNotesProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  return (
    <>
      {explanation && (
        <p className={classes.note}>
          {t("note.explained", { by: explanation.by.name, text: explanation.text })}
          {explanation.expectedOn && ` ${t("note.expected", { day: date(explanation.expectedOn) })}`}
        </p>
      )}
      {decided && <p className={classes.note}>{decided.text}</p>}
      {asked && (
        <p className={classes.note}>
          {t("note.asked", { by: asked.askedBy, day: date(asked.requestedDueOn), reason: asked.reason })}
        </p>
      )}
    </>
  );
}
