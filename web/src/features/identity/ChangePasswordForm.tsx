import { PasswordInput } from "@mantine/core";
import { useState } from "react";
import { changePassword } from "../../lib/auth.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import type { ActionOutcome } from "../../lib/outcome.ts";
import { refusalWords } from "../../lib/refusal-words.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import { NewPasswordFields, newPasswordProblem } from "./NewPasswordFields.tsx";

/** The old password, the new one twice. Other devices are signed out. */
export function ChangePasswordForm({ onDone }: { onDone: () => void }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const [current, setCurrent] = useState("");
  const [chosen, setChosen] = useState("");
  const [again, setAgain] = useState("");
  const problem = newPasswordProblem(chosen, again);

  async function send(): Promise<ActionOutcome> {
    const code = await changePassword(current, chosen);
    if (code === null) return { kind: "done" };
    if (code === "NETWORK" || code === "INTERNAL") return { kind: "lost", code };
    if (code === "INVALID_CREDENTIALS") return { kind: "refused", text: t("password.currentWrong") };
    if (code === "RATE_LIMITED") return { kind: "refused", text: t("signIn.rateLimited") };
    const words = refusalWords({ kind: "Validation", code, fields: {} }, locale);
    return { kind: "refused", text: words ?? t("password.refused", { code }) };
  }

  return (
    <ActionForm
      submitLabel={t("password.submit")}
      blocked={current === "" ? t("password.currentMissing") : problem && t(`password.problem.${problem}`)}
      onSubmit={send}
      onDone={() => {
        setCurrent("");
        setChosen("");
        setAgain("");
        toast(t("password.done"));
        onDone();
      }}
    >
      <PasswordInput
        label={t("password.current")}
        value={current}
        onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword") }}
      />
      <NewPasswordFields chosen={chosen} again={again} onChosen={setChosen} onAgain={setAgain} />
    </ActionForm>
  );
}
