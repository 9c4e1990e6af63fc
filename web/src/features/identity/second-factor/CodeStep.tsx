import { Button, Checkbox, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useMessages } from "../../../lib/i18n.ts";
import { giveCode } from "../../../lib/second-factor.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { CodeField } from "./CodeField.tsx";
import { messages } from "./messages.ts";
import { useRefusalWords } from "./refusals.ts";
import classes from "./second-factor.module.css";

interface CodeStepProps {
  className?: string | undefined;
  onSignedIn: () => void;
  /** Back to the password, which the server asks for again. */
  onBack: () => void;
}

/** The second step of signing in: the app's code, or a recovery code. */
export function CodeStep({ className, onSignedIn, onBack }: CodeStepProps) {
  const t = useMessages(messages);
  const { words } = useRefusalWords();
  const [isRecoveryCode, setRecovery] = useState(false);
  const [code, setCode] = useState("");
  const [trustDevice, setTrust] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<{ code: string; text: string } | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    if (code.trim() === "") return setFailure({ code: "", text: t("step.missing") });
    setPending(true);
    setFailure(null);
    const answered = await giveCode({ code, isRecoveryCode, trustDevice });
    if ("value" in answered) return onSignedIn();
    setPending(false);
    setCode("");
    setFailure({ code: answered.code, text: words(answered, isRecoveryCode) });
  }
  const change = () => {
    setRecovery(!isRecoveryCode);
    setCode("");
    setFailure(null);
  };
  const isOver = failure?.code === "SIGN_IN_EXPIRED";

  return (
    <form
      className={className}
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-label={t("step.title")}
    >
      <h2 className={classes.heading}>{t("step.title")}</h2>
      <p className={classes.text}>{t(isRecoveryCode ? "step.recoveryHint" : "step.hint")}</p>
      {isRecoveryCode ? (
        <TextInput
          label={t("step.recovery")}
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
        />
      ) : (
        <CodeField label={t("step.code")} value={code} onChange={setCode} autoFocus />
      )}
      <Checkbox
        label={t("step.trust")}
        checked={trustDevice}
        onChange={({ currentTarget }) => setTrust(currentTarget.checked)}
      />
      {failure &&
        (failure.code === "NETWORK" ? <ErrorNotice code="NETWORK" /> : <ErrorNotice text={failure.text} />)}
      {isOver ? (
        <Button type="button" fullWidth onClick={onBack}>
          {t("step.back")}
        </Button>
      ) : (
        <>
          <Button type="submit" fullWidth loading={pending}>
            {t("step.submit")}
          </Button>
          <Button type="button" variant="subtle" onClick={change}>
            {t(isRecoveryCode ? "step.toCode" : "step.toRecovery")}
          </Button>
          <Button type="button" variant="subtle" onClick={onBack}>
            {t("step.back")}
          </Button>
        </>
      )}
      {isRecoveryCode && <p className={classes.quiet}>{t("step.lost")}</p>}
    </form>
  );
}
