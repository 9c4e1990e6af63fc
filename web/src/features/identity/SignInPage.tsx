import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useSearch } from "@tanstack/react-router";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { readOwnAccount, type SignInResult, signIn } from "../../lib/auth.ts";
import { formatInstant } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LanguageSwitch } from "../../ui/LanguageSwitch.tsx";
import { DemoAccounts } from "./DemoAccounts.tsx";
import { messages } from "./messages.ts";
import classes from "./SignInPage.module.css";
import { CodeStep } from "./second-factor/CodeStep.tsx";

type Failure = Exclude<SignInResult, { kind: "ok" | "code" }>;

function useFailureWords() {
  const t = useMessages(messages);
  const { locale } = useLocale();
  return (failure: Failure): string => {
    switch (failure.kind) {
      case "wrong":
        return t("signIn.wrong");
      case "locked":
        return failure.until
          ? t("signIn.lockedUntil", { until: formatInstant(failure.until, locale) })
          : t("signIn.locked");
      case "rateLimited":
        return failure.seconds === null
          ? t("signIn.rateLimited")
          : t("signIn.rateLimitedFor", { seconds: failure.seconds });
      case "offline":
        return t("signIn.offline");
      case "failed":
        return t("signIn.failed", { status: failure.status });
    }
  };
}

/** Username and password; in demo mode a tap on an account signs in as that person. */
export function SignInPage() {
  const t = useMessages(messages);
  const words = useFailureWords();
  const { next }: { next?: string } = useSearch({ strict: false });
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [pending, setPending] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [missing, setMissing] = useState(false);
  const [isCodeNeeded, setCodeNeeded] = useState(false);
  const passwordInput = useRef<HTMLInputElement>(null);
  useEffect(() => {
    document.title = t("signIn.title");
  }, [t]);

  async function enter(name: string, secret: string) {
    if (pending !== null) return;
    setPending(name);
    setFailure(null);
    const result = await signIn(name, secret);
    // A full load: nothing of the page before stays, and the password leaves the memory.
    if (result.kind === "ok")
      return window.location.assign(result.mustChangePassword ? "/me" : (next ?? "/"));
    setPending(null);
    if (result.kind === "code") {
      setPassword("");
      return setCodeNeeded(true);
    }
    setFailure(result);
    if (result.kind === "wrong") passwordInput.current?.select();
  }

  async function arrive() {
    const account = await readOwnAccount().catch(() => null);
    window.location.assign(account?.mustChangePassword ? "/me" : (next ?? "/"));
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const incomplete = username.trim() === "" || password === "";
    setMissing(incomplete);
    if (!incomplete) void enter(username, password);
  }

  return (
    <main className={classes.page}>
      <div className={classes.top}>
        <LanguageSwitch />
      </div>
      <div className={classes.sheet}>
        <div className={classes.own}>
          <header className={classes.head}>
            <img src="/favicon.svg" alt="" width={48} height={48} />
            <div>
              <h1>{t("signIn.product")}</h1>
              <p>{t("signIn.purpose")}</p>
            </div>
          </header>
          {isCodeNeeded ? (
            <CodeStep
              className={classes.form}
              onSignedIn={() => void arrive()}
              onBack={() => setCodeNeeded(false)}
            />
          ) : (
            <form className={classes.form} onSubmit={submit} noValidate aria-label={t("signIn.title")}>
              <TextInput
                label={t("signIn.username")}
                value={username}
                onChange={({ currentTarget }) => setUsername(currentTarget.value)}
                autoComplete="username"
                autoCapitalize="none"
                spellCheck={false}
                error={missing && username.trim() === "" ? t("signIn.usernameMissing") : null}
              />
              <PasswordInput
                ref={passwordInput}
                label={t("signIn.password")}
                value={password}
                onChange={({ currentTarget }) => setPassword(currentTarget.value)}
                autoComplete="current-password"
                visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword") }}
                error={missing && password === "" ? t("signIn.passwordMissing") : null}
              />
              {failure && <ErrorNotice text={words(failure)} />}
              <Button type="submit" fullWidth loading={pending !== null && pending === username}>
                {t("signIn.submit")}
              </Button>
              <p className={classes.forgotten}>{t("signIn.forgotten")}</p>
            </form>
          )}
        </div>
        {!isCodeNeeded && <DemoAccounts pending={pending} onChoose={enter} />}
      </div>
    </main>
  );
}
