import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { type OwnAccount, readOwnAccount, signOut } from "../../../lib/auth.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { LanguageSwitch } from "../../../ui/LanguageSwitch.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { PageSkeleton } from "../../../ui/Skeletons.tsx";
import { toast } from "../../../ui/toast.ts";
import { messages } from "./messages.ts";
import { SetUpSecondFactor } from "./SetUpSecondFactor.tsx";
import classes from "./second-factor.module.css";

/** Where a member of an office is led whose city asks for a second factor: set it up, or sign out. */
export function SecondFactorPage() {
  const t = useMessages(messages);
  const [account, setAccount] = useState<OwnAccount | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    document.title = t("due.title");
  }, [t]);
  const load = () => {
    setFailed(false);
    readOwnAccount().then(
      (own) => (own ? setAccount(own) : window.location.assign("/sign-in")),
      () => setFailed(true),
    );
  };
  useEffect(load, []);
  // A full load: who the person is, is asked anew.
  const enter = () => window.location.assign(account?.mustChangePassword ? "/me" : "/");
  const isDone = account?.twoFactorEnabled === true;
  useEffect(() => {
    if (isDone) window.location.assign("/");
  }, [isDone]);
  return (
    <main className={classes.page}>
      <div className={classes.top}>
        <Button
          variant="subtle"
          onClick={() =>
            void signOut().then(
              () => window.location.assign("/sign-in"),
              () => toast(t("due.leaveFailed"), { tone: "failed" }),
            )
          }
        >
          {t("due.leave")}
        </Button>
        <LanguageSwitch />
      </div>
      <h1 className={classes.pageTitle}>{t("due.title")}</h1>
      <p className={classes.text}>{t("due.why")}</p>
      {failed && <ErrorNotice code="NETWORK" onRetry={load} />}
      {!failed && !account && <PageSkeleton />}
      {account && !isDone && (
        <Panel title={t("title")}>
          <SetUpSecondFactor username={account.username} onDone={enter} />
        </Panel>
      )}
    </main>
  );
}
