import type { LocalDate } from "../../kernel/clock.ts";
import { type FieldProblem, Rejection, requireText } from "../../kernel/result.ts";

/**
 * The machine of one delivery and its two signatures.
 * DRAFT → SUBMITTED → ACCEPTED (all of it) | DISPUTED (a part or all; the rest may be accepted) → SETTLED; WITHDRAWN.
 * While SUBMITTED or DISPUTED, `acceptedQuantity` + the open dispute + what nobody decided = `quantity`.
 */

export const deliveryStates = ["DRAFT", "SUBMITTED", "ACCEPTED", "DISPUTED", "SETTLED", "WITHDRAWN"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export const acceptanceKinds = ["ACCEPT", "SETTLEMENT", "REVERSAL"] as const;
export type AcceptanceKind = (typeof acceptanceKinds)[number];

/** The columns that the steps read and write. Steps keep any further field of the row. */
export type Delivery = {
  state: DeliveryState;
  quantity: bigint;
  acceptedQuantity: bigint;
  loggedById: string;
  submittedAt: Date | null;
};

/** The open dispute of a delivery. */
export type OpenDispute = { quantity: bigint; openedById: string };

/** The acceptance row that a step asks for; negative in a reversal, 0 when a settlement found that nothing arrived. */
export type AcceptanceRow = { kind: AcceptanceKind; quantity: bigint };

/** What becomes of a disputed quantity; the three sum to it. */
export type Settlement = { arrived: bigint; notArrived: bigint; writtenOff: bigint };

export type DeliveryAct = "submit" | "accept" | "dispute" | "settle" | "withdraw" | "reverse";

const acts: Readonly<Record<DeliveryState, readonly DeliveryAct[]>> = {
  DRAFT: ["submit", "withdraw"],
  SUBMITTED: ["accept", "dispute", "withdraw"],
  ACCEPTED: ["reverse"],
  DISPUTED: ["settle", "withdraw", "reverse"],
  SETTLED: [],
  WITHDRAWN: [],
};

/** The acts that a delivery allows now. A disputed one is withdrawn only while nothing of it is accepted, reversed only when something is. */
export function allowedActs(d: Pick<Delivery, "state" | "acceptedQuantity">): DeliveryAct[] {
  return acts[d.state].filter((act) => {
    if (d.state !== "DISPUTED") return true;
    return act === "settle" || (act === "withdraw") === (d.acceptedQuantity === 0n);
  });
}

function mustAllow(d: Delivery, act: DeliveryAct, code?: string): void {
  const allowed = allowedActs(d);
  if (!allowed.includes(act)) throw Rejection.invalidTransition({ from: d.state, allowed, code });
}

/** Two signatures by two persons: Forbidden SAME_PERSON when they are one. Persons are compared, not organizations. */
export function mustDiffer(personA: string, personB: string): void {
  if (personA === personB) throw Rejection.forbidden("SAME_PERSON");
}

/**
 * The day of an act: not after today (DATE_IN_FUTURE) and, for an act within a partnership, within its term
 * (DATE_OUTSIDE_TERM). Problems at `path`; empty when it is right.
 */
export function occurredOnProblems(
  occurredOn: LocalDate,
  today: LocalDate,
  term: { startsOn: LocalDate; endsOn: LocalDate } | null,
  path: string[] = ["occurredOn"],
): FieldProblem[] {
  if (occurredOn > today) return [{ path, code: "DATE_IN_FUTURE" }];
  if (term !== null && (occurredOn < term.startsOn || occurredOn > term.endsOn)) {
    return [{ path, code: "DATE_OUTSIDE_TERM", params: { startsOn: term.startsOn, endsOn: term.endsOn } }];
  }
  return [];
}

/** The giver signs: a draft waits for the other side from now on. Claim its allocations in the same command. */
export function submit<D extends Delivery>(d: D, at: Date): D {
  mustAllow(d, "submit");
  return { ...d, state: "SUBMITTED", submittedAt: at };
}

/** The receiver attests all of it. */
export function acceptWhole<D extends Delivery>(
  d: D,
  byId: string,
): { delivery: D; acceptance: AcceptanceRow } {
  mustAllow(d, "accept");
  mustDiffer(d.loggedById, byId);
  return {
    delivery: { ...d, state: "ACCEPTED", acceptedQuantity: d.quantity },
    acceptance: { kind: "ACCEPT", quantity: d.quantity },
  };
}

/**
 * The receiver attests a part and says why not the rest: DISPUTED, the rest goes to the office. The part is more than
 * nothing and less than all (PART_NOT_BETWEEN).
 */
export function acceptPart<D extends Delivery>(
  d: D,
  part: bigint,
  reason: string,
  byId: string,
): { delivery: D; acceptance: AcceptanceRow; dispute: OpenDispute } {
  mustAllow(d, "accept");
  mustDiffer(d.loggedById, byId);
  requireText(reason, "reason");
  if (part <= 0n || part >= d.quantity) {
    const params = { quantity: d.quantity.toString() };
    throw Rejection.validation([{ path: ["quantity"], code: "PART_NOT_BETWEEN", params }]);
  }
  return {
    delivery: { ...d, state: "DISPUTED", acceptedQuantity: part },
    acceptance: { kind: "ACCEPT", quantity: part },
    dispute: { quantity: d.quantity - part, openedById: byId },
  };
}

/** The receiver says that nothing arrived as stated. */
export function disputeWhole<D extends Delivery>(
  d: D,
  reason: string,
  byId: string,
): { delivery: D; dispute: OpenDispute } {
  mustAllow(d, "dispute");
  mustDiffer(d.loggedById, byId);
  requireText(reason, "reason");
  return { delivery: { ...d, state: "DISPUTED" }, dispute: { quantity: d.quantity, openedById: byId } };
}

/** The three parts are not negative and sum to the disputed quantity (SETTLEMENT_SUM). */
export function checkSettlement(settlement: Settlement, disputed: bigint): void {
  const { arrived, notArrived, writtenOff } = settlement;
  const problems: FieldProblem[] = Object.entries(settlement)
    .filter(([, part]) => part < 0n)
    .map(([field]) => ({ path: [field], code: "AMOUNT_NEGATIVE" }));
  if (problems.length === 0 && arrived + notArrived + writtenOff !== disputed) {
    problems.push({ path: ["arrived"], code: "SETTLEMENT_SUM", params: { disputed: disputed.toString() } });
  }
  if (problems.length > 0) throw Rejection.validation(problems);
}

/** An office that is neither party settles the dispute: another person than who logged and who disputed. */
export function settle<D extends Delivery>(
  d: D,
  dispute: OpenDispute,
  settlement: Settlement,
  byId: string,
): { delivery: D; acceptance: AcceptanceRow } {
  mustAllow(d, "settle");
  mustDiffer(d.loggedById, byId);
  mustDiffer(dispute.openedById, byId);
  checkSettlement(settlement, dispute.quantity);
  return {
    delivery: { ...d, state: "SETTLED", acceptedQuantity: d.acceptedQuantity + settlement.arrived },
    acceptance: { kind: "SETTLEMENT", quantity: settlement.arrived },
  };
}

/**
 * The receiver stays silent: after the city's number of working days an office may decide the whole, marked as a settlement
 * (NOT_SILENT_YET before). Nothing is ever accepted by time alone.
 */
export function settleSilent<D extends Delivery>(
  d: D,
  settlement: Settlement,
  byId: string,
  silence: { workdays: number; afterWorkdays: number },
): { delivery: D; acceptance: AcceptanceRow } {
  if (d.state !== "SUBMITTED") {
    throw Rejection.invalidTransition({ from: d.state, allowed: allowedActs(d) });
  }
  if (silence.workdays < silence.afterWorkdays) {
    throw Rejection.invalidTransition({
      from: d.state,
      allowed: allowedActs(d),
      code: "NOT_SILENT_YET",
      params: { afterWorkdays: String(silence.afterWorkdays) },
    });
  }
  mustDiffer(d.loggedById, byId);
  checkSettlement(settlement, d.quantity);
  return {
    delivery: { ...d, state: "SETTLED", acceptedQuantity: settlement.arrived },
    acceptance: { kind: "SETTLEMENT", quantity: settlement.arrived },
  };
}

/**
 * The giver takes it back before anything is accepted. An open dispute ends with it (`closesDispute`): close its row as
 * wholly not arrived; the money of a sent delivery goes back to promised (`withdrawSend`).
 */
export function withdraw<D extends Delivery>(d: D): { delivery: D; closesDispute: boolean } {
  mustAllow(d, "withdraw", d.acceptedQuantity > 0n ? "ACCEPTED_ALREADY" : undefined);
  return { delivery: { ...d, state: "WITHDRAWN" }, closesDispute: d.state === "DISPUTED" };
}

/**
 * The receiver takes its acceptance back. A wholly accepted delivery waits again (SUBMITTED); of a disputed one the
 * accepted part joins the dispute, which then covers everything. A settlement stands. PERIOD_SEALED once an obligation's
 * period, or the period of the act, is sealed.
 */
export function reverse<D extends Delivery>(
  d: D,
  periodSealed: boolean,
): { delivery: D; acceptance: AcceptanceRow; disputeQuantity: bigint | null } {
  mustAllow(d, "reverse", d.state === "SETTLED" ? "SETTLEMENT_STANDS" : undefined);
  if (periodSealed) throw Rejection.invalidTransition({ from: d.state, allowed: [], code: "PERIOD_SEALED" });
  return {
    delivery: { ...d, state: d.state === "DISPUTED" ? "DISPUTED" : "SUBMITTED", acceptedQuantity: 0n },
    acceptance: { kind: "REVERSAL", quantity: -d.acceptedQuantity },
    disputeQuantity: d.state === "DISPUTED" ? d.quantity : null,
  };
}
