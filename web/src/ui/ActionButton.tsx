import { Button, type ButtonProps } from "@mantine/core";
import { useMessages } from "../lib/i18n.ts";
import type { ActionOutcome } from "../lib/outcome.ts";
import classes from "./ActionForm.module.css";
import { useAction } from "./ActionForm.tsx";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { messages } from "./messages.ts";

interface ActionButtonProps extends Pick<ButtonProps, "variant" | "leftSection" | "fullWidth" | "size"> {
  /** Says what will happen. */
  label: string;
  /** The same with what it is about, where several stand on a page: "报名 周五创建日". */
  name?: string;
  onAct: (idempotencyKey: string) => Promise<ActionOutcome>;
  onDone?: () => void;
}

/** One tap for what is taken back as easily as it is done. */
export function ActionButton({ label, name, onAct, onDone, ...button }: ActionButtonProps) {
  const t = useMessages(messages);
  const { act, pending, failure } = useAction(onAct, onDone);
  return (
    <div className={classes.single}>
      <Button
        {...button}
        {...(name ? { "aria-label": name } : {})}
        loading={pending}
        onClick={() => void act()}
      >
        {failure?.kind === "lost" ? t("sendAgain") : label}
      </Button>
      {failure?.kind === "refused" && <ErrorNotice text={failure.text} />}
      {failure?.kind === "lost" && <ErrorNotice code={failure.code} id={failure.id} />}
    </div>
  );
}
