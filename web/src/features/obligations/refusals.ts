import { useMessages } from "../../lib/i18n.ts";
import type { Refusal } from "../../lib/outcome.ts";
import { messages } from "./messages.ts";

const CODES = [
  "NOT_LATE",
  "DATE_IN_PAST",
  "NOTHING_TO_EXTEND",
  "EXTENSION_OPEN",
  "EXTENSIONS_USED_UP",
  "DUE_NOT_LATER",
  "NOTHING_CHANGED",
  "OBLIGATION_CLOSED",
  "OBLIGATION_CLAIMED_MORE",
  "NOTHING_TO_WAIVE",
  "DUE_BEFORE_OPEN",
  "REMINDER_CAP",
  "OWN_ORGANIZATION",
  "ALREADY_ANSWERED",
  "SAME_PERSON",
  "REQUIRED",
  "TOO_LONG",
  "RULE_ENDED",
  "DATE_NOT_LATER",
  "KIND_NOT_IN_USE",
  "GOOD_REQUIRED",
  "GOOD_NOT_ALLOWED",
  "PERIOD_NOT_OVER",
  "PERIOD_NOT_OPEN",
  "PERIOD_SEALED",
  "PERIOD_EXISTS",
  "DELIVERIES_UNDECIDED",
] as const;

/** The first reason of a refusal: the code of the first wrong field, else the refusal's own. */
function codeOf({ kind, code, fields }: Refusal): string | undefined {
  if (kind !== "Validation" || !Array.isArray(fields["problems"])) return code;
  const first: unknown = fields["problems"][0];
  return typeof first === "object" && first !== null && "code" in first ? String(first.code) : code;
}

/** Refusals of this feature in words; one without words names its code. */
export function useRefusals() {
  const t = useMessages(messages);
  return (refusal: Refusal): string | undefined => {
    if (refusal.kind === "NotFound" || refusal.kind === "Conflict") return undefined;
    const code = codeOf(refusal);
    const known = CODES.find((it) => it === code);
    if (known) return t(`refused.${known}`);
    return refusal.kind === "Forbidden" || !code ? undefined : t("refusedOther", { code });
  };
}
