import type { Prisma, PrismaClient } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { ANY_ROLE, defineActions } from "../../kernel/policy.ts";
import { betweenSidesVisibleTo } from "../organizations/policy.ts";

const CITY_MANAGER = [{ as: "OFFICE" as const, over: "CITY" as const, roles: ["MANAGER" as const] }];
const DECIDING_OFFICE = [{ as: "OFFICE" as const, over: "RECEIVER" as const, roles: ["MANAGER" as const] }];
const GIVER_WORKERS = [{ as: "GIVER" as const, roles: ["LIAISON" as const, "MANAGER" as const] }];

export const actions = defineActions({
  "obligation.read": {
    kind: "read",
    who: [
      { as: "GIVER", roles: ANY_ROLE },
      { as: "RECEIVER", roles: ANY_ROLE },
      { as: "OFFICE", over: "EITHER_SIDE", roles: ANY_ROLE },
    ],
  },
  "rule.read": { kind: "read", who: [{ as: "SIGNED_IN" }] },
  /** Create, supersede and end duty rules. */
  "rule.manage": { kind: "write", who: CITY_MANAGER },
  /** Open the duties of a period. */
  "duties.open": { kind: "write", who: CITY_MANAGER },
  "period.seal": { kind: "write", who: CITY_MANAGER },
  "obligation.amend": { kind: "write", who: DECIDING_OFFICE },
  "obligation.waive": { kind: "write", who: DECIDING_OFFICE },
  /** Extend by decision, and decide what a giver asked for. */
  "obligation.extend": { kind: "write", who: DECIDING_OFFICE },
  "obligation.explain": { kind: "write", who: GIVER_WORKERS },
  /** Ask for an extension and take the question back. */
  "extension.ask": { kind: "write", who: GIVER_WORKERS },
  "reminder.send": {
    kind: "write",
    who: [
      { as: "RECEIVER", roles: ["MANAGER"] },
      { as: "OFFICE", over: "RECEIVER", roles: ["LEADER", "MANAGER", "COORDINATOR"] },
    ],
  },
  /** The reminded organization has seen it, or answers. */
  "reminder.answer": {
    kind: "write",
    who: [{ as: "ORGANIZATION", roles: ["LEADER", "MANAGER", "LIAISON"] }],
  },
});

/** Obligations that the actor may see. */
export function visibleTo(actor: PersonActor): Prisma.ObligationWhereInput {
  return betweenSidesVisibleTo(actor);
}

/** Reminders that the actor may see: those about partnerships that it may see. */
export function remindersVisibleTo(actor: PersonActor): Prisma.ReminderWhereInput {
  return { cityId: actor.cityId, partnership: betweenSidesVisibleTo(actor) };
}

/** A city's rules are known to everyone in it. */
export function rulesVisibleTo(actor: PersonActor): Prisma.DutyRuleWhereInput {
  return { cityId: actor.cityId };
}

/** The columns that are compared with one another: `prisma.obligation.fields`. */
export type ObligationColumns = Pick<PrismaClient["obligation"]["fields"], "dueOn">;

/**
 * Late on a day: past due, something unclaimed, and the clock runs or stopped only after it fell due. The same words as the derived
 * state, as a filter.
 */
export function lateOn(day: LocalDate, columns: ObligationColumns): Prisma.ObligationWhereInput {
  return {
    closure: null,
    dueOn: { lt: toDbDate(day) },
    unclaimed: { gt: 0n },
    OR: [{ suspendedOn: null }, { suspendedOn: { gt: columns.dueOn } }],
  };
}
