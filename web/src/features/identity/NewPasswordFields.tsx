import { PasswordInput } from "@mantine/core";
import { useMessages } from "../../lib/i18n.ts";
import { messages } from "./messages.ts";

/** The least that the server takes. */
const SHORTEST = 10;

/** What still stands in the way of a new password typed twice; null when it can be sent. */
export function newPasswordProblem(chosen: string, again: string): "short" | "differ" | null {
  if ([...chosen].length < SHORTEST) return "short";
  return chosen === again ? null : "differ";
}

interface NewPasswordFieldsProps {
  chosen: string;
  again: string;
  onChosen: (password: string) => void;
  onAgain: (password: string) => void;
}

/** A new password and the same once more. */
export function NewPasswordFields({ chosen, again, onChosen, onAgain }: NewPasswordFieldsProps) {
  const t = useMessages(messages);
  const toggle = { "aria-label": t("signIn.showPassword") };
  return (
    <>
      <PasswordInput
        label={t("password.new")}
        description={t("password.hint")}
        value={chosen}
        onChange={({ currentTarget }) => onChosen(currentTarget.value)}
        autoComplete="new-password"
        visibilityToggleButtonProps={toggle}
      />
      <PasswordInput
        label={t("password.again")}
        value={again}
        onChange={({ currentTarget }) => onAgain(currentTarget.value)}
        autoComplete="new-password"
        visibilityToggleButtonProps={toggle}
      />
    </>
  );
}
