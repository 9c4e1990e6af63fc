import type { LocalDate } from "../../kernel/clock.ts";
import { Rejection } from "../../kernel/result.ts";
import { type MetDay, metOn } from "./met-day.ts";

/**
 * The steps of one obligation. Quantities are minor units of the kind's measure. At every moment
 * `0 ≤ accepted ≤ claimed ≤ quantity`, `answered ≥ 0`, and an obligation has a closure exactly when it has
 * `closedAt`. What it is called today (late, awaiting …) is derived in `state.ts`, never stored.
 */

export const obligationSources = [
  "RULE",
  "AGREEMENT",
  "PLEDGE",
  "CLAIM",
  "COMMITMENT",
  "RECTIFICATION",
] as const;
export type ObligationSource = (typeof obligationSources)[number];

export const obligationClosures = ["MET", "WAIVED", "CANCELLED", "UNMET"] as const;
export type ObligationClosure = (typeof obligationClosures)[number];

export const amendmentKinds = ["AMEND", "EXTEND", "WAIVE", "CANCEL", "WRITE_OFF", "REOPEN"] as const;
export type AmendmentKind = (typeof amendmentKinds)[number];

/** The columns that the steps read and write. Steps keep any further field of the row. */
export type Obligation = {
  source: ObligationSource;
  quantity: bigint;
  /** Claimed by deliveries that stand (submitted and not refused). */
  claimed: bigint;
  /** Accepted by the other side; a part of `claimed`. */
  accepted: bigint;
  /** Sum of the obligations that answer this one (`answeredSum`). May be more than the quantity. */
  answered: bigint;
  opensOn: LocalDate;
  dueOn: LocalDate;
  originalDueOn: LocalDate;
  metOn: LocalDate | null;
  closure: ObligationClosure | null;
  closedAt: Date | null;
};

export type StepContext = {
  at: Date;
  /** All accepted parts after the step: own allocations and, for an answered obligation, its answers' too. */
  metDays: readonly MetDay[];
  /** Accepted on the obligations that answer this one; 0 for a leaf. */
  acceptedByAnswers?: bigint;
  /** The period of the obligation is sealed: what reopens then is UNMET at once. */
  periodSealed?: boolean;
};

/** A decision on an obligation, as the amendment row records it. */
export type Amendment = {
  kind: AmendmentKind;
  quantityBefore: bigint;
  quantityAfter: bigint;
  dueOnBefore: LocalDate;
  dueOnAfter: LocalDate;
};

export type Amended<O extends Obligation> = {
  obligation: O;
  amendment: Amendment;
  /** By how much less (positive) is owed than before; what a pledge's ledger moves to WAIVED or CANCELLED. */
  released: bigint;
};

/** The part that the obligation carries itself: what no answering obligation has taken over. */
export function ownPart(o: Pick<Obligation, "quantity" | "answered">): bigint {
  return o.answered >= o.quantity ? 0n : o.quantity - o.answered;
}

/** Own part not yet claimed by any delivery. Only this can be late, be allocated to, be waived. */
export function free(o: Pick<Obligation, "quantity" | "answered" | "claimed">): bigint {
  const own = ownPart(o);
  return o.claimed >= own ? 0n : own - o.claimed;
}

/** Own part not yet accepted: what a sum of "still owed" adds up. Answers bring their own remainder. */
export function remainder(o: Pick<Obligation, "quantity" | "answered" | "accepted" | "closure">): bigint {
  if (o.closure !== null) return 0n;
  const own = ownPart(o);
  return o.accepted >= own ? 0n : own - o.accepted;
}

/** `answered` of an obligation from those that answer it: the open and the met ones count, the others fell away. */
export function answeredSum(answers: readonly Pick<Obligation, "quantity" | "closure">[]): bigint {
  return answers.reduce((sum, a) => (a.closure === null || a.closure === "MET" ? sum + a.quantity : sum), 0n);
}

/** The acts that an obligation allows now. */
export function allowedActs(o: Obligation): string[] {
  if (o.closure !== null) return o.closure === "MET" ? ["reopen"] : [];
  if (free(o) > 0n) return ["claim", "amend", "extend", "waive", "cancel"];
  return o.source === "PLEDGE" ? ["extend"] : ["amend", "extend", "cancel"];
}

function refuse(o: Obligation, code: string, params: Record<string, string> = {}): Rejection {
  return Rejection.invalidTransition({ from: o.closure ?? "OPEN", allowed: allowedActs(o), code, params });
}

function mustBeOpen(o: Obligation): void {
  if (o.closure !== null) throw refuse(o, "OBLIGATION_CLOSED");
}

function mustBePositive(q: bigint): void {
  if (q <= 0n) throw new RangeError(`not a positive quantity: ${q}`);
}

/** Closes when everything is accepted, reopens when it no longer is, and is UNMET when that happens after sealing. */
function settleClosure<O extends Obligation>(o: O, context: StepContext): O {
  if (o.closure !== null && o.closure !== "MET") return o;
  const reached = o.accepted + (context.acceptedByAnswers ?? 0n);
  if (o.quantity > 0n && reached >= o.quantity) {
    const day = metOn(context.metDays, o.quantity);
    if (day === null) throw new RangeError("the met days do not add up to the obligation");
    return { ...o, closure: "MET", metOn: day, closedAt: o.closedAt ?? context.at };
  }
  if (context.periodSealed && o.source !== "PLEDGE" && free(o) > 0n)
    return { ...o, closure: "UNMET", metOn: null, closedAt: context.at };
  return { ...o, closure: null, metOn: null, closedAt: null };
}

/** A delivery claims a part. Refused when closed (OBLIGATION_CLOSED) or beyond what is free (OBLIGATION_OVERCLAIMED). */
export function claim<O extends Obligation>(o: O, q: bigint): O {
  mustBePositive(q);
  mustBeOpen(o);
  if (q > free(o)) throw refuse(o, "OBLIGATION_OVERCLAIMED", { free: free(o).toString() });
  return { ...o, claimed: o.claimed + q };
}

/** A claim falls away: the delivery was withdrawn or refused. Never below what is accepted (OBLIGATION_ACCEPTED_MORE). */
export function unclaim<O extends Obligation>(o: O, q: bigint, context: StepContext): O {
  mustBePositive(q);
  if (o.claimed - q < o.accepted) throw refuse(o, "OBLIGATION_ACCEPTED_MORE");
  return settleClosure({ ...o, claimed: o.claimed - q }, context);
}

/**
 * The other side accepts a part of what is claimed (never more: OBLIGATION_OVERACCEPTED); MET when all is accepted.
 * A closed UNMET or CANCELLED obligation still takes the acceptance of what was claimed, and keeps its closure.
 */
export function accept<O extends Obligation>(o: O, q: bigint, context: StepContext): O {
  mustBePositive(q);
  if (o.accepted + q > o.claimed) throw refuse(o, "OBLIGATION_OVERACCEPTED");
  return settleClosure({ ...o, accepted: o.accepted + q }, context);
}

/** An acceptance is reversed; a MET obligation opens again. Refused when the period is sealed (PERIOD_SEALED). */
export function unaccept<O extends Obligation>(o: O, q: bigint, context: StepContext): O {
  mustBePositive(q);
  if (context.periodSealed) throw refuse(o, "PERIOD_SEALED");
  if (q > o.accepted) throw refuse(o, "OBLIGATION_OVERACCEPTED");
  return settleClosure({ ...o, accepted: o.accepted - q }, context);
}

/** The answers changed (opened, amended, closed, accepted): takes over their sum and closes or reopens. */
export function setAnswered<O extends Obligation>(o: O, answered: bigint, context: StepContext): O {
  return settleClosure({ ...o, answered }, context);
}

function amended<O extends Obligation>(
  before: O,
  after: O,
  kind: AmendmentKind,
  released: bigint,
): Amended<O> {
  return {
    obligation: after,
    amendment: {
      kind,
      quantityBefore: before.quantity,
      quantityAfter: after.quantity,
      dueOnBefore: before.dueOn,
      dueOnAfter: after.dueOn,
    },
    released,
  };
}

/**
 * An office changes quantity or due date. Not below what is claimed (OBLIGATION_CLAIMED_MORE); an instalment's
 * quantity changes through its pledge only (INSTALMENT_BY_PLEDGE); nothing due before it opens (DUE_BEFORE_OPEN).
 */
export function amend<O extends Obligation>(
  o: O,
  change: { quantity?: bigint; dueOn?: LocalDate },
  context: StepContext,
): Amended<O> {
  mustBeOpen(o);
  const quantity = change.quantity ?? o.quantity;
  const dueOn = change.dueOn ?? o.dueOn;
  if (quantity !== o.quantity && o.source === "PLEDGE") throw refuse(o, "INSTALMENT_BY_PLEDGE");
  if (quantity <= 0n) throw Rejection.validation([{ path: ["quantity"], code: "AMOUNT_ZERO" }]);
  if (quantity < o.claimed) throw refuse(o, "OBLIGATION_CLAIMED_MORE", { claimed: o.claimed.toString() });
  if (dueOn < o.opensOn) throw Rejection.validation([{ path: ["dueOn"], code: "DUE_BEFORE_OPEN" }]);
  const after = settleClosure({ ...o, quantity, dueOn }, context);
  return amended(o, after, "AMEND", o.quantity - quantity);
}

/** An office grants a later due date (DUE_NOT_LATER when it is not). `originalDueOn` stays. */
export function extend<O extends Obligation>(o: O, dueOn: LocalDate): Amended<O> {
  mustBeOpen(o);
  if (dueOn <= o.dueOn) throw Rejection.validation([{ path: ["dueOn"], code: "DUE_NOT_LATER" }]);
  return amended(o, { ...o, dueOn }, "EXTEND", 0n);
}

/** Lowers what is owed by a part of what is free; closes with `closure` when nothing at all was claimed or answered. */
function release<O extends Obligation>(
  o: O,
  q: bigint,
  closure: "WAIVED" | "CANCELLED",
  kind: AmendmentKind,
  context: StepContext,
): Amended<O> {
  // Wholly released, it keeps its quantity (what was waived stays readable) and is left out of every sum.
  const after =
    q === o.quantity
      ? { ...o, closure, closedAt: context.at }
      : settleClosure({ ...o, quantity: o.quantity - q }, context);
  return amended(o, after, kind, q);
}

/**
 * An office waives what is still free. Nothing claimed yet: closure WAIVED. Partly claimed: the quantity falls to what was
 * claimed (and answered), and it is MET when all of that is accepted. NOTHING_TO_WAIVE when nothing is free.
 */
export function waive<O extends Obligation>(o: O, context: StepContext): Amended<O> {
  mustBeOpen(o);
  if (free(o) === 0n) throw refuse(o, "NOTHING_TO_WAIVE");
  return release(o, free(o), "WAIVED", "WAIVE", context);
}

/**
 * The promise ends: the partnership ended, the claim or the pledge was cancelled. A partly sent instalment falls to what
 * was sent, because the ledger keeps that; any other obligation is CANCELLED with its quantity kept, so that
 * nothing half done reads as met.
 */
export function cancel<O extends Obligation>(o: O, context: StepContext): Amended<O> {
  mustBeOpen(o);
  if (o.source === "PLEDGE" && o.claimed > 0n) {
    if (free(o) === 0n) throw refuse(o, "NOTHING_TO_CANCEL");
    return release(o, free(o), "CANCELLED", "CANCEL", context);
  }
  return amended(o, { ...o, closure: "CANCELLED", closedAt: context.at }, "CANCEL", o.quantity);
}

/** A pledge change takes `q` from what is free (INSTALMENT_SENT_MORE beyond it): LOWER, CANCEL or WAIVE of a pledge. */
export function lower<O extends Obligation>(
  o: O,
  q: bigint,
  by: "CANCEL" | "WAIVE" | "AMEND",
  context: StepContext,
): Amended<O> {
  mustBePositive(q);
  mustBeOpen(o);
  if (q > free(o)) throw refuse(o, "INSTALMENT_SENT_MORE", { free: free(o).toString() });
  return release(o, q, by === "WAIVE" ? "WAIVED" : "CANCELLED", by, context);
}

/** A settlement wrote a part off: first `unclaim` it, then this lowers what is owed by it. */
export function writeOff<O extends Obligation>(o: O, q: bigint, context: StepContext): Amended<O> {
  mustBePositive(q);
  if (o.closure !== null) return amended(o, o, "WRITE_OFF", 0n);
  if (q > free(o)) throw refuse(o, "OBLIGATION_CLAIMED_MORE");
  return release(o, q, "CANCELLED", "WRITE_OFF", context);
}

/**
 * More is owed than before: a pledge is raised onto this instalment (`AMEND`), or an office says that returned money is owed again (`REOPEN`).
 * A MET obligation opens again; WAIVED, CANCELLED and UNMET ones never do (OBLIGATION_CLOSED).
 */
export function raise<O extends Obligation>(o: O, q: bigint, kind: "AMEND" | "REOPEN"): Amended<O> {
  mustBePositive(q);
  if (o.closure !== null && o.closure !== "MET") throw refuse(o, "OBLIGATION_CLOSED");
  const after = { ...o, quantity: o.quantity + q, closure: null, metOn: null, closedAt: null };
  return amended(o, after, kind, -q);
}

/**
 * The period is sealed: what still lacks a claim is UNMET. Left as they are: closed ones; fully claimed ones, where the
 * other side has yet to speak; and instalments, whose money stays promised in the ledger until it is sent or waived.
 */
export function seal<O extends Obligation>(o: O, at: Date): O {
  if (o.closure !== null || o.source === "PLEDGE" || free(o) === 0n) return o;
  return { ...o, closure: "UNMET", closedAt: at };
}
