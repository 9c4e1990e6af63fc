import type { OperationResult } from "@urql/core";
import { translate } from "./i18n.ts";
import { type Locale, useLocale } from "./locale.tsx";
import { messages } from "./messages.ts";
import type { SayAmount } from "./refusal-words.ts";
import { errorCode, errorId } from "./urql-client.ts";

/**
 * What came of an action. `refused` is the server's typed answer in words; `lost` means that nothing is known to have
 * happened: the same key is sent again on retry.
 */
export type ActionOutcome =
  | { kind: "done" }
  | { kind: "refused"; text: string }
  | { kind: "lost"; code?: string; id?: string };

const REFUSALS = ["Validation", "NotFound", "Forbidden", "Conflict", "InvalidTransition"] as const;
const FINAL_CODES = { FORBIDDEN: "Forbidden", BAD_REQUEST: "BAD_REQUEST" } as const;

/** A refusal of a result union, as far as every mutation's is alike. */
export interface Refusal {
  kind: (typeof REFUSALS)[number];
  /** The stable code of the reason, when the mutation selected `... on Failure { code }`. */
  code: string | undefined;
  /** All other selected fields: `problems`, `currentVersion`, `allowed`, … */
  fields: Record<string, unknown>;
}

/** Reads a member of a result union; null when it is the success. The `Error` at the end of a name is optional. */
export function readRefusal(member: object): Refusal | null {
  const { __typename: typename, ...fields } = member as Record<string, unknown>;
  const name = String(typename ?? "").replace(/Error$/, "");
  const kind = REFUSALS.find((it) => it === name);
  const code = typeof fields["code"] === "string" ? fields["code"] : undefined;
  return kind ? { kind, code, fields } : null;
}

/** The words of a code. They are many and seldom needed, so they come with the first refusal, not with the first page. */
async function wordsOfCode(refusal: Refusal, locale: Locale, say?: SayAmount): Promise<string | undefined> {
  try {
    const { refusalWords } = await import("./refusal-words.ts");
    return refusalWords(refusal, locale, say);
  } catch {
    // Without the connection, or after an update, the general sentence still says what to do.
    return undefined;
  }
}

/**
 * Turns a mutation's result into an outcome. `pick` finds the union in the data; `words` may say a refusal better
 * than the words of its code, which come before the general sentence; `onSuccess` gets the success member; `say`
 * words the amounts that a refusal names.
 */
export async function outcomeOf<Data, Member extends object>(
  result: OperationResult<Data>,
  locale: Locale,
  pick: (data: Data) => Member | null | undefined,
  words?: (refusal: Refusal) => string | undefined,
  onSuccess?: (member: Member) => void,
  say?: SayAmount,
): Promise<ActionOutcome> {
  const t = translate(messages, locale);
  const member = result.data ? pick(result.data) : undefined;
  if (result.error || !member) {
    const code = errorCode(result.error) ?? "INTERNAL";
    const final = code === "FORBIDDEN" || code === "BAD_REQUEST" ? FINAL_CODES[code] : undefined;
    if (final) return { kind: "refused", text: t(`refused.${final}`) };
    const id = errorId(result.error);
    return { kind: "lost", code, ...(id ? { id } : {}) };
  }
  const refusal = readRefusal(member);
  if (refusal) {
    const text = words?.(refusal) ?? (await wordsOfCode(refusal, locale, say));
    return { kind: "refused", text: text ?? t(`refused.${refusal.kind}`) };
  }
  onSuccess?.(member);
  return { kind: "done" };
}

/** `outcomeOf` with the language already chosen. `say` words the amounts that a refusal names. */
export function useOutcome(say?: SayAmount) {
  const { locale } = useLocale();
  return <Data, Member extends object>(
    result: OperationResult<Data>,
    pick: (data: Data) => Member | null | undefined,
    words?: (refusal: Refusal) => string | undefined,
    onSuccess?: (member: Member) => void,
  ) => outcomeOf(result, locale, pick, words, onSuccess, say);
}
