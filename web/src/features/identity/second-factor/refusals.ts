import { formatInstant } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useLocale } from "../../../lib/locale.tsx";
import type { ActionOutcome } from "../../../lib/outcome.ts";
import type { Answered } from "../../../lib/second-factor.ts";
import { messages } from "./messages.ts";

type Refused = { code: string; until: string | null };

const KNOWN = [
  "INVALID_CODE",
  "LOCKED",
  "RATE_LIMITED",
  "SIGN_IN_EXPIRED",
  "SECOND_FACTOR_EXISTS",
  "NO_SECOND_FACTOR",
] as const;

/** Says why a step of two-step sign-in was refused, and turns its answer into an outcome of a form. */
export function useRefusalWords() {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const words = ({ code, until }: Refused, isRecoveryCode = false): string => {
    if (code === "INVALID_CODE" && isRecoveryCode) return t("refused.INVALID_RECOVERY");
    if (code === "INVALID_CREDENTIALS") return t("password.wrong");
    if (code === "LOCKED" && until) return t("refused.LOCKED_UNTIL", { until: formatInstant(until, locale) });
    const known = KNOWN.find((it) => it === code);
    return known ? t(`refused.${known}`) : t("refused.OTHER", { code });
  };
  const outcome = <Value>(answered: Answered<Value>, onValue: (value: Value) => void): ActionOutcome => {
    if ("value" in answered) {
      onValue(answered.value);
      return { kind: "done" };
    }
    if (answered.code === "NETWORK" || answered.code === "INTERNAL")
      return { kind: "lost", code: answered.code };
    return { kind: "refused", text: words(answered) };
  };
  return { words, outcome };
}
