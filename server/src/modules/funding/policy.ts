import type { Prisma } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import { ANY_ROLE, defineActions } from "../../kernel/policy.ts";
import { betweenSidesVisibleTo, withinReach } from "../organizations/policy.ts";

export const actions = defineActions({
  "pledge.read": {
    kind: "read",
    who: [
      { as: "GIVER", roles: ANY_ROLE },
      { as: "RECEIVER", roles: ANY_ROLE },
      { as: "OFFICE", over: "EITHER_SIDE", roles: ANY_ROLE },
    ],
  },
  "pledge.make": { kind: "write", who: [{ as: "GIVER", roles: ["MANAGER", "LIAISON"] }] },
  /** Raise it, move its instalments. */
  "pledge.change": { kind: "write", who: [{ as: "GIVER", roles: ["MANAGER", "LIAISON"] }] },
  "pledge.lower": { kind: "write", who: [{ as: "GIVER", roles: ["MANAGER"] }] },
  "pledge.cancel": { kind: "write", who: [{ as: "GIVER", roles: ["MANAGER"] }] },
  "expense.read": {
    kind: "read",
    who: [
      { as: "GIVER", roles: ANY_ROLE },
      { as: "RECEIVER", roles: ANY_ROLE },
      { as: "OFFICE", over: "EITHER_SIDE", roles: ANY_ROLE },
    ],
  },
  "expense.record": { kind: "write", who: [{ as: "RECEIVER", roles: ["LIAISON"] }] },
  "expense.attest": { kind: "write", who: [{ as: "RECEIVER", roles: ["MANAGER"] }] },
  "expense.query": { kind: "write", who: [{ as: "GIVER", roles: ["LIAISON"] }] },
  "expense.answer": { kind: "write", who: [{ as: "RECEIVER", roles: ["LIAISON", "MANAGER"] }] },
  "expense.evidence": { kind: "write", who: [{ as: "RECEIVER", roles: ["LIAISON", "MANAGER"] }] },
  /** A voucher that nobody attested yet; an attested one is the manager's to reverse. */
  "expense.reverse": { kind: "write", who: [{ as: "RECEIVER", roles: ["LIAISON", "MANAGER"] }] },
  "expense.reverseAttested": { kind: "write", who: [{ as: "RECEIVER", roles: ["MANAGER"] }] },
  "return.send": { kind: "write", who: [{ as: "RECEIVER", roles: ["LIAISON", "MANAGER"] }] },
  /** Confirm or refuse; never the person who sent it back. */
  "return.decide": { kind: "write", who: [{ as: "GIVER", roles: ["LIAISON", "MANAGER"] }] },
  /** The office says that returned money is owed again. */
  "return.reopen": { kind: "write", who: [{ as: "OFFICE", over: "RECEIVER", roles: ["MANAGER"] }] },
});

/** Pledges that the actor may see. */
export function visibleTo(actor: PersonActor): Prisma.PledgeWhereInput {
  return betweenSidesVisibleTo(actor);
}

/** Vouchers of receivers within reach, and those that spend what a giver within reach gave. */
export function expensesVisibleTo(actor: PersonActor): Prisma.ExpenseWhereInput {
  const reach = withinReach(actor);
  return {
    cityId: actor.cityId,
    OR: [{ receiver: reach }, { lines: { some: { pledgeLine: { pledge: { giver: reach } } } } }],
  };
}
