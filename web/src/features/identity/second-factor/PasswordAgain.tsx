import { PasswordInput } from "@mantine/core";
import { useState } from "react";
import { useMessages } from "../../../lib/i18n.ts";
import type { ActionOutcome } from "../../../lib/outcome.ts";
import { ActionForm } from "../../../ui/ActionForm.tsx";
import { messages } from "./messages.ts";

interface PasswordAgainProps {
  submitLabel: string;
  hint?: string;
  danger?: boolean;
  onSubmit: (password: string) => Promise<ActionOutcome>;
  onDone?: () => void;
  onCancel?: () => void;
}

/** The person's own password once more, before something about signing in changes. */
export function PasswordAgain({ submitLabel, hint, danger, onSubmit, onDone, onCancel }: PasswordAgainProps) {
  const t = useMessages(messages);
  const [password, setPassword] = useState("");
  return (
    <ActionForm
      submitLabel={submitLabel}
      blocked={password === "" ? t("password.missing") : null}
      onSubmit={() => onSubmit(password)}
      {...(danger ? { danger } : {})}
      {...(onDone ? { onDone } : {})}
      {...(onCancel ? { onCancel } : {})}
    >
      <PasswordInput
        label={t("password.label")}
        description={hint}
        value={password}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ "aria-label": t("password.show") }}
      />
    </ActionForm>
  );
}
