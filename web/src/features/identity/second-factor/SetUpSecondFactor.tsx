import { Anchor } from "@mantine/core";
import { useState } from "react";
import { useMessages } from "../../../lib/i18n.ts";
import { beginSetUp, giveCode, type SetUp } from "../../../lib/second-factor.ts";
import { ActionForm } from "../../../ui/ActionForm.tsx";
import { QrCode } from "../../../ui/QrCode.tsx";
import { CodeField } from "./CodeField.tsx";
import { messages } from "./messages.ts";
import { PasswordAgain } from "./PasswordAgain.tsx";
import { RecoveryCodes } from "./RecoveryCodes.tsx";
import { useRefusalWords } from "./refusals.ts";
import classes from "./second-factor.module.css";

interface SetUpSecondFactorProps {
  username: string;
  onDone: () => void;
  onCancel?: () => void;
}

/** Three steps: the password, the picture and a first code, the recovery codes. */
export function SetUpSecondFactor({ username, onDone, onCancel }: SetUpSecondFactorProps) {
  const t = useMessages(messages);
  const { outcome } = useRefusalWords();
  const [setUp, setSetUp] = useState<SetUp | null>(null);
  const [code, setCode] = useState("");
  const [isOn, setOn] = useState(false);
  if (!setUp)
    return (
      <PasswordAgain
        submitLabel={t("password.next")}
        onSubmit={async (password) => outcome(await beginSetUp(password), setSetUp)}
        {...(onCancel ? { onCancel } : {})}
      />
    );
  if (isOn) return <RecoveryCodes codes={setUp.recoveryCodes} username={username} onKept={onDone} />;
  return (
    <ActionForm
      submitLabel={t("scan.submit")}
      blocked={code.length === 6 ? null : t("step.missing")}
      onSubmit={async () => outcome(await giveCode({ code }), () => setOn(true))}
      {...(onCancel ? { onCancel } : {})}
    >
      <p className={classes.text}>{t("scan.open")}</p>
      <QrCode text={setUp.uri} label={t("scan.picture")} />
      <Anchor href={setUp.uri} className={classes.onPhone}>
        {t("scan.onPhone")}
      </Anchor>
      <p className={classes.text}>
        {t("scan.typed")}
        <code className={classes.secret}>{setUp.secret.match(/.{1,4}/g)?.join(" ")}</code>
      </p>
      <CodeField label={t("scan.code")} value={code} onChange={setCode} autoFocus />
    </ActionForm>
  );
}
