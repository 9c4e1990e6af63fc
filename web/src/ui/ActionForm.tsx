import { Button } from "@mantine/core";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useMessages } from "../lib/i18n.ts";
import type { ActionOutcome } from "../lib/outcome.ts";
import classes from "./ActionForm.module.css";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { messages } from "./messages.ts";
import { toast } from "./toast.ts";
import { useIdempotencyKey } from "./useIdempotencyKey.ts";

/** For so long a refusal counts as just said. */
const JUST_SAID_MS = 5_000;

/**
 * When somebody else was faster, the page changes and takes the form along that was just told so: then a toast says it.
 */
function useLastWord() {
  const refusal = useRef<{ text: string; at: number } | null>(null);
  useEffect(
    () => () => {
      const last = refusal.current;
      if (last && Date.now() - last.at < JUST_SAID_MS) toast(last.text, { tone: "failed" });
    },
    [],
  );
  return refusal;
}

/** Runs an action with its key, one at a time, and remembers how it failed. */
export function useAction(run: (idempotencyKey: string) => Promise<ActionOutcome>, onDone?: () => void) {
  const { key, renew } = useIdempotencyKey();
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<Exclude<ActionOutcome, { kind: "done" }> | null>(null);
  const running = useRef(false);
  const lastWord = useLastWord();
  async function act() {
    if (running.current) return;
    running.current = true;
    setPending(true);
    setFailure(null);
    lastWord.current = null;
    try {
      const outcome = await run(key());
      if (outcome.kind === "done") {
        renew();
        onDone?.();
      } else {
        setFailure(outcome);
        if (outcome.kind === "refused") lastWord.current = { text: outcome.text, at: Date.now() };
      }
    } catch {
      setFailure({ kind: "lost", code: "NETWORK" });
    } finally {
      running.current = false;
      setPending(false);
    }
  }
  const clear = () => {
    lastWord.current = null;
    setFailure(null);
  };
  return { act, pending, failure, clear };
}

interface ActionFormProps {
  /** Sends the action with this key and tells what came of it. */
  onSubmit: (idempotencyKey: string) => Promise<ActionOutcome>;
  onDone?: () => void;
  /** Says what will happen: "确认收到 20,000 元". */
  submitLabel: string;
  /** Why it can't be sent yet; shown under the disabled button. */
  blocked?: string | null;
  danger?: boolean;
  onCancel?: () => void;
  children: ReactNode;
}

/** One column of fields, the failure in words above the button, the button within the thumb's reach. */
export function ActionForm(props: ActionFormProps) {
  const { onSubmit, onDone, submitLabel, blocked, danger, onCancel, children } = props;
  const t = useMessages(messages);
  const { act, pending, failure } = useAction(onSubmit, onDone);
  const said = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a phone the button is always in sight, what was wrong may not be.
    if (failure) said.current?.scrollIntoView({ block: "center" });
  }, [failure]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!blocked) void act();
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      {children}
      {failure && (
        <div ref={said}>
          {failure.kind === "refused" ? (
            <ErrorNotice text={failure.text} />
          ) : (
            <ErrorNotice code={failure.code} id={failure.id} />
          )}
        </div>
      )}
      <div className={classes.buttons}>
        <Button
          type="submit"
          loading={pending}
          disabled={Boolean(blocked)}
          {...(danger ? { color: "red" } : {})}
        >
          {failure?.kind === "lost" ? t("sendAgain") : submitLabel}
        </Button>
        {onCancel && (
          <Button variant="default" onClick={onCancel} disabled={pending}>
            {t("cancel")}
          </Button>
        )}
        {blocked && <span className={classes.blocked}>{blocked}</span>}
      </div>
    </form>
  );
}
