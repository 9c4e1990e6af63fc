import { Button, CloseButton } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useSyncExternalStore } from "react";
import { useMessages } from "../lib/i18n.ts";
import { messages } from "./messages.ts";
import classes from "./Toasts.module.css";
import { dismissToast, toastStore } from "./toast.ts";

/** The place where toasts appear; mounted once. */
export function Toasts() {
  const t = useMessages(messages);
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.read);
  return (
    <div className={classes.place} role="status" aria-live="polite">
      {toasts.map(({ id, tone, text, action }) => (
        <div key={id} className={classes.toast} data-tone={tone}>
          {tone === "done" ? (
            <IconCheck size={20} aria-hidden />
          ) : (
            <IconAlertTriangle size={20} aria-hidden />
          )}
          <span className={classes.text}>{text}</span>
          {action && (
            <Button
              variant="subtle"
              size="compact-md"
              onClick={() => {
                action.run();
                dismissToast(id);
              }}
            >
              {action.label}
            </Button>
          )}
          <CloseButton aria-label={t("close")} onClick={() => dismissToast(id)} />
        </div>
      ))}
    </div>
  );
}
