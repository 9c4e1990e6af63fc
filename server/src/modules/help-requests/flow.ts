import type { LocalDate } from "../../kernel/clock.ts";
import { largerAmount } from "../../kernel/quantity.ts";
import { Rejection } from "../../kernel/result.ts";
import { type Calendar, workdaysBetween } from "../../kernel/workdays.ts";
import { allowedForClaim, type ClaimState, type Need, refuse, type Standing, unclaimed } from "./model.ts";

/**
 * The five quantities of a need, each written by the party that knows it: asked (receiver), claimed and sent (units), received and
 * used (receiver). None is more than the one before it: used ≤ received ≤ sent ≤ claimed ≤ asked.
 */

/** What a unit's claim says of itself. */
export type ClaimFlow = { state: ClaimState; quantity: bigint; marked: bigint; delivered: bigint };

/** What a unit has sent: what its deliveries come to or, where it is more, what it says is on the way. */
export function sentOfClaim(claim: ClaimFlow): bigint {
  return claim.state === "WITHDRAWN" ? 0n : largerAmount(claim.marked, claim.delivered);
}

/** What the units of a need have taken on and sent together. */
export function flowOf(claims: readonly ClaimFlow[]): { claimed: bigint; sent: bigint } {
  const standing = claims.filter(({ state }) => state !== "WITHDRAWN");
  return {
    claimed: standing.reduce((sum, { quantity }) => sum + quantity, 0n),
    sent: standing.reduce((sum, claim) => sum + sentOfClaim(claim), 0n),
  };
}

/**
 * The unit says that `quantity` is on the way beyond what it has logged, and when it is expected; nothing takes its word back.
 * ON_THE_WAY_TOO_MUCH {left}; IN_THE_PAST at `expectedOn`.
 */
export function markOnTheWay<C extends ClaimFlow>(
  claim: C,
  quantity: bigint,
  expectedOn: LocalDate,
  today: LocalDate,
): C {
  if (claim.state !== "OPEN") {
    throw Rejection.invalidTransition({ from: claim.state, allowed: allowedForClaim(claim.state) });
  }
  if (quantity < 0n) throw Rejection.validation([{ path: ["quantity"], code: "AMOUNT_NEGATIVE" }]);
  const left = claim.quantity - claim.delivered;
  if (quantity > left) {
    const params = { left: left.toString() };
    throw Rejection.validation([{ path: ["quantity"], code: "ON_THE_WAY_TOO_MUCH", params }]);
  }
  if (quantity > 0n && expectedOn < today) {
    throw Rejection.validation([{ path: ["expectedOn"], code: "IN_THE_PAST" }]);
  }
  return { ...claim, marked: quantity === 0n ? 0n : claim.delivered + quantity };
}

/** The receiver says how much of what arrived is in use. Never more than arrived: USED_MORE {accepted}. */
export function recordUse<N extends Need & { used: bigint }>(need: N, used: bigint): N {
  if (used < 0n) throw Rejection.validation([{ path: ["used"], code: "AMOUNT_NEGATIVE" }]);
  if (used > need.accepted) {
    const params = { accepted: need.accepted.toString() };
    throw Rejection.validation([{ path: ["used"], code: "USED_MORE", params }]);
  }
  return { ...need, used };
}

/** One unit's part of a joint claim, as the lead proposes it. */
export type ProposedPart = { giverId: string; quantity: bigint };

/**
 * A joint claim as the lead proposes it: its own part and at least one other unit's, each unit once (PART_TWICE), each part more than
 * nothing, together no more than nobody took on (NEED_OVERCLAIMED {unclaimed}).
 */
export function checkJoint(r: Standing, need: Need, own: ProposedPart, parts: readonly ProposedPart[]): void {
  if (parts.length === 0) throw Rejection.validation([{ path: ["parts"], code: "REQUIRED" }]);
  const givers = new Set([own.giverId]);
  for (const [n, { giverId, quantity }] of parts.entries()) {
    const path = ["parts", String(n)];
    if (givers.has(giverId)) throw Rejection.validation([{ path, code: "PART_TWICE" }]);
    if (quantity <= 0n) throw Rejection.validation([{ path: [...path, "quantity"], code: "AMOUNT_ZERO" }]);
    givers.add(giverId);
  }
  const together = parts.reduce((sum, part) => sum + part.quantity, own.quantity);
  if (together > unclaimed(need)) {
    throw refuse(r, "NEED_OVERCLAIMED", { unclaimed: unclaimed(need).toString() });
  }
}

/** An open claim with the day on which it is due now, extensions counted in. */
export type OpenClaim = { claimId: string; dueOn: LocalDate };

/** The claims whose day is past by more working days than the city allows: while there is one, its unit takes on nothing more. */
export function staleClaims(
  open: readonly OpenClaim[],
  today: LocalDate,
  staleClaimWorkdays: number,
  calendar: Calendar,
): OpenClaim[] {
  return open.filter(({ dueOn }) => workdaysBetween(dueOn, today, calendar) > staleClaimWorkdays);
}
