import { Button, type ButtonProps } from "@mantine/core";
import { useState } from "react";
import { useMessages } from "../lib/i18n.ts";
import type { ActionOutcome } from "../lib/outcome.ts";
import classes from "./ActionForm.module.css";
import { useAction } from "./ActionForm.tsx";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { messages } from "./messages.ts";

interface ConfirmButtonProps extends Pick<ButtonProps, "variant" | "leftSection" | "fullWidth"> {
  /** The first tap: "确认收到". */
  label: string;
  /** The sentence between the taps: what will happen and whether it can be undone. */
  question: string;
  /** The second tap, saying what happens: "确认收到 20,000 元". */
  confirmLabel: string;
  onConfirm: (idempotencyKey: string) => Promise<ActionOutcome>;
  onDone?: () => void;
  danger?: boolean;
}

/** Two taps for what should not happen by accident, in place, without an overlay. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const { label, question, confirmLabel, onConfirm, onDone, danger, ...button } = props;
  const t = useMessages(messages);
  const [asking, setAsking] = useState(false);
  const { act, pending, failure, clear } = useAction(onConfirm, () => {
    setAsking(false);
    onDone?.();
  });
  const color = danger ? { color: "red" } : {};
  if (!asking)
    return (
      <Button {...button} {...color} onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form.
    <div className={classes.confirm} role="group" aria-label={question}>
      <span className={classes.question}>{question}</span>
      <Button {...color} autoFocus loading={pending} onClick={() => void act()}>
        {failure?.kind === "lost" ? t("sendAgain") : confirmLabel}
      </Button>
      <Button
        variant="default"
        disabled={pending}
        onClick={() => {
          clear();
          setAsking(false);
        }}
      >
        {t("cancel")}
      </Button>
      {failure?.kind === "refused" && <ErrorNotice text={failure.text} />}
      {failure?.kind === "lost" && <ErrorNotice code={failure.code} id={failure.id} />}
    </div>
  );
}
