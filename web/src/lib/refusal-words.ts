import { activityRefusalMessages } from "./activity-refusal-messages.ts";
import { formatDate } from "./format.ts";
import { type Messages, translate } from "./i18n.ts";
import type { Locale } from "./locale.tsx";
import type { Refusal } from "./outcome.ts";
import { refusalMessages } from "./refusal-messages.ts";
import { registerRefusalMessages } from "./register-refusal-messages.ts";
import { sessionRefusalMessages } from "./session-refusal-messages.ts";

/** All texts as one flat tree: the key is a code that came over the wire, so its type says nothing more. */
const TEXTS: readonly Messages<Record<string, string>>[] = [
  activityRefusalMessages,
  refusalMessages,
  registerRefusalMessages,
  sessionRefusalMessages,
];

/** Says an amount in minor units in words; a form knows the measure, a refusal does not. */
export type SayAmount = (minor: string) => string;

/** The parameters that are amounts: they are said only by someone who knows their measure. */
const AMOUNTS = [
  "free",
  "claimed",
  "unclaimed",
  "available",
  "unsent",
  "disputed",
  "quantity",
  "total",
  "left",
  "accepted",
];

interface Reason {
  code: string;
  params: ReadonlyMap<string, string>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function readParams(value: unknown): Map<string, string> {
  const params = new Map<string, string>();
  if (Array.isArray(value))
    for (const one of value) if (isRecord(one)) params.set(String(one["name"]), String(one["value"]));
  return params;
}

/** Why it was refused: of an invalid input the first problem, else the failure itself. */
function reasonOf({ code, fields }: Refusal): Reason | null {
  const problems = fields["problems"];
  const first: unknown = Array.isArray(problems) ? problems[0] : undefined;
  if (isRecord(first) && typeof first["code"] === "string")
    return { code: first["code"], params: readParams(first["params"]) };
  return code === undefined ? null : { code, params: readParams(fields["params"]) };
}

/** The limit that the server named, in words; `none` when it named none or its measure is not known. */
function limitOf({ code, params }: Reason, locale: Locale, say: SayAmount | undefined): string {
  const date = params.get("until") ?? params.get("dueOn");
  if (date) return formatDate(date, locale);
  const day = params.get("date");
  const [from, to] = [params.get("from"), params.get("to")];
  if (day) return `${formatDate(day, locale)}${from && to ? ` ${from}–${to}` : ""}`;
  const max = params.get("max");
  if (max !== undefined && code !== "AMOUNT_TOO_LARGE") return max;
  const amount = max ?? AMOUNTS.map((name) => params.get(name)).find((value) => value !== undefined);
  return amount !== undefined && say ? say(amount) : "none";
}

/** The sentence for a refusal's own code or for its first problem's; undefined when neither has words. */
export function refusalWords(refusal: Refusal, locale: Locale, say?: SayAmount): string | undefined {
  const reason = reasonOf(refusal);
  if (!reason) return undefined;
  const limit = limitOf(reason, locale, say);
  const { code } = reason;
  const texts = TEXTS.find(({ zh }) => Object.hasOwn(zh, code));
  return texts && translate(texts, locale)(code, { limit });
}
