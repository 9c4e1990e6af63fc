import { Button } from "@mantine/core";
import { useState } from "react";
import { useMessages } from "../../../lib/i18n.ts";
import { removeSecondFactor, renewRecoveryCodes } from "../../../lib/second-factor.ts";
import { Panel } from "../../../ui/Panel.tsx";
import { toast } from "../../../ui/toast.ts";
import { messages } from "./messages.ts";
import { PasswordAgain } from "./PasswordAgain.tsx";
import { RecoveryCodes } from "./RecoveryCodes.tsx";
import { useRefusalWords } from "./refusals.ts";
import { SetUpSecondFactor } from "./SetUpSecondFactor.tsx";
import classes from "./second-factor.module.css";

type Doing = "setUp" | "renew" | "remove";

interface SecondFactorPanelProps {
  account: { username: string; twoFactorEnabled: boolean };
  /** Something changed: the account is read again. */
  onChanged: () => void;
}

/** Whether a code is asked for after the password, and everything to do about it. */
export function SecondFactorPanel({ account, onChanged }: SecondFactorPanelProps) {
  const t = useMessages(messages);
  const { outcome } = useRefusalWords();
  const [doing, setDoing] = useState<Doing | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const { username, twoFactorEnabled } = account;
  const close = () => {
    setDoing(null);
    setCodes(null);
    onChanged();
  };

  function body() {
    if (codes) return <RecoveryCodes codes={codes} username={username} onKept={close} />;
    if (doing === "setUp")
      return (
        <SetUpSecondFactor
          username={username}
          onCancel={close}
          onDone={() => {
            toast(t("codes.done"));
            close();
          }}
        />
      );
    if (doing === "renew")
      return (
        <PasswordAgain
          submitLabel={t("state.renew")}
          hint={t("state.renewHint")}
          onCancel={close}
          onSubmit={async (password) =>
            outcome(await renewRecoveryCodes(password), ({ recoveryCodes }) => setCodes(recoveryCodes))
          }
        />
      );
    if (doing === "remove")
      return (
        <PasswordAgain
          danger
          submitLabel={t("state.remove")}
          hint={t("state.removeHint")}
          onCancel={close}
          onSubmit={async (password) =>
            outcome(await removeSecondFactor(password), () => toast(t("state.removed")))
          }
          onDone={close}
        />
      );
    if (!twoFactorEnabled) return <Button onClick={() => setDoing("setUp")}>{t("state.setUp")}</Button>;
    return (
      <div className={classes.buttons}>
        <Button variant="default" onClick={() => setDoing("renew")}>
          {t("state.renew")}
        </Button>
        <Button variant="default" onClick={() => setDoing("remove")}>
          {t("state.remove")}
        </Button>
      </div>
    );
  }

  return (
    <Panel title={t("title")}>
      <div className={classes.steps}>
        {doing === null && <p className={classes.text}>{t(twoFactorEnabled ? "state.on" : "state.off")}</p>}
        {body()}
      </div>
    </Panel>
  );
}
