import type { LocalDate } from "../../kernel/clock.ts";
import type { FieldProblem } from "../../kernel/result.ts";
import type { Measure } from "../cities/model.ts";

/** What a unit says it can give: what may be said, as pure functions. Nothing of it is a promise. */

export type CapabilityPer = "ONCE" | "WEEK" | "MONTH" | "QUARTER" | "YEAR";

export type CapabilityFields = {
  description: string;
  /** The named good, of a kind that counts goods. */
  good: string | null;
  /** What its people can do, of any other kind. */
  skill: string | null;
  /** In minor units of the kind's measure; null: open. */
  quantity: bigint | null;
  per: CapabilityPer;
  validFrom: LocalDate;
  /** Last day; null while it goes on. */
  validTo: LocalDate | null;
};

const LONGEST = { description: 200, good: 40, skill: 40 } as const;

/** What is wrong with a capability of a kind that is measured so, by field. */
export function checkCapability(fields: CapabilityFields, measure: Measure): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const say = (field: string, code: string, params?: Record<string, string>) =>
    problems.push({ path: [field], code, ...(params ? { params } : {}) });
  if (fields.description === "") say("description", "REQUIRED");
  for (const field of ["description", "good", "skill"] as const)
    if ([...(fields[field] ?? "")].length > LONGEST[field])
      say(field, "TOO_LONG", { max: String(LONGEST[field]) });
  if (measure === "GOODS" && fields.good === null) say("good", "GOOD_REQUIRED");
  if (measure !== "GOODS" && fields.good !== null) say("good", "GOOD_NOT_ALLOWED");
  if (measure === "GOODS" && fields.skill !== null) say("skill", "SKILL_NOT_ALLOWED");
  if (fields.quantity !== null && fields.quantity <= 0n) say("quantity", "AMOUNT_ZERO");
  if (fields.validTo !== null && fields.validTo < fields.validFrom) say("validTo", "BEFORE_START");
  return problems;
}
