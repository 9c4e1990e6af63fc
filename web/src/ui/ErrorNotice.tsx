import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMessages } from "../lib/i18n.ts";
import { messages } from "./messages.ts";
import classes from "./notices.module.css";

const KNOWN = ["NETWORK", "FORBIDDEN", "RATE_LIMITED", "BAD_REQUEST", "NOT_FOUND", "INTERNAL"] as const;

interface ErrorNoticeProps {
  /** The code of `errorCode(error)`; an unknown one is told as INTERNAL. */
  code?: string | undefined;
  /** A sentence that fits better than the code's. */
  text?: string;
  /** The id under which the server logged it. */
  id?: string | undefined;
  onRetry?: () => void;
}

/** What happened, what to do, and the id to tell support. */
export function ErrorNotice({ code, text, id, onRetry }: ErrorNoticeProps) {
  const t = useMessages(messages);
  const known = KNOWN.find((it) => it === code) ?? "INTERNAL";
  return (
    <div className={classes.error} role="alert">
      <IconAlertTriangle size={22} aria-hidden />
      <div className={classes.errorText}>
        <p>{text ?? t(`error.${known}`)}</p>
        {id && <p className={classes.id}>{t("error.id", { id })}</p>}
      </div>
      {onRetry && (
        <Button variant="default" onClick={onRetry}>
          {t("retry")}
        </Button>
      )}
    </div>
  );
}
