import { minAmount } from "../../kernel/quantity.ts";
import { Rejection, requireText } from "../../kernel/result.ts";

/**
 * The machines of a help request, its needs and the claims on them.
 * Request: DRAFT → OPEN → DELIVERED (every need wholly accepted) → CLOSED; OPEN → CLOSED_UNSOLVED; reopened → OPEN; WITHDRAWN.
 * Open, it is with the paired units first and then in the hall (`hall.ts`); delivered, who asked is asked whether it is solved (`solved.ts`).
 * Need: 0 ≤ used ≤ accepted ≤ sent ≤ claimed ≤ quantity (`flow.ts`). Claim: OPEN ⇄ FULFILLED, OPEN → WITHDRAWN.
 */

export const helpRequestStates = [
  "DRAFT",
  "OPEN",
  "DELIVERED",
  "CLOSED",
  "CLOSED_UNSOLVED",
  "WITHDRAWN",
] as const;
export type HelpRequestState = (typeof helpRequestStates)[number];

export const urgencies = ["LOW", "NORMAL", "URGENT"] as const;
export type Urgency = (typeof urgencies)[number];

export const claimStates = ["OPEN", "FULFILLED", "WITHDRAWN"] as const;
export type ClaimState = (typeof claimStates)[number];

/** The columns that the steps read and write. Steps keep any further field of the row. */
export type HelpRequest = {
  state: HelpRequestState;
  openedAt: Date | null;
  closedAt: Date | null;
  closeNote: string | null;
  reopenedCount: number;
  /** The last day on which only the paired units are asked; null before it is opened. */
  offeredUntil: Date | null;
  /** Since when it stands in the hall of the city. */
  hallSince: Date | null;
  /** Why it stays with the paired units. */
  keptReason: string | null;
  /** Somebody asked the receiver for it. */
  hasAsker: boolean;
  /** Who asked says that it is not solved, and the receiver has not said yet what follows. */
  saidUnsolved: boolean;
};

/** `used` is left out where nothing can be in use yet. */
export type Need = { quantity: bigint; claimed: bigint; accepted: bigint; used?: bigint };

export type Claim = { state: ClaimState; quantity: bigint; marked?: bigint };

export type HelpRequestAct =
  | "open"
  | "claim"
  | "toHall"
  | "keep"
  | "ask"
  | "close"
  | "closeUnsolved"
  | "reopen"
  | "withdraw";

const acts: Readonly<Record<HelpRequestState, readonly HelpRequestAct[]>> = {
  DRAFT: ["open", "withdraw"],
  OPEN: ["claim", "toHall", "keep", "closeUnsolved", "withdraw"],
  DELIVERED: ["ask", "close", "reopen"],
  CLOSED: ["reopen"],
  CLOSED_UNSOLVED: ["reopen"],
  WITHDRAWN: [],
};

/** What says which acts a request allows. */
export type Standing = Pick<HelpRequest, "state"> & Partial<Pick<HelpRequest, "saidUnsolved">>;

/** The acts that a request allows now. One of which somebody says that it is not solved waits for the receiver's word. */
export function allowedActs(r: Standing): HelpRequestAct[] {
  if (r.state === "OPEN" && r.saidUnsolved) return ["ask", "reopen", "closeUnsolved"];
  return [...acts[r.state]];
}

/** The refusal of an act, with what is allowed instead. */
export function refuse(r: Standing, code: string, params?: Record<string, string>): Rejection {
  return Rejection.invalidTransition({ from: r.state, allowed: allowedActs(r), code, params });
}

/** Refuses what the request does not allow now (INVALID_TRANSITION). */
export function mustAllow(r: Standing, act: HelpRequestAct): void {
  if (!allowedActs(r).includes(act)) throw refuse(r, "INVALID_TRANSITION");
}

/** A liaison or manager opens a draft: it is offered from now on. At least one need (NEED_REQUIRED). */
export function open<R extends HelpRequest>(r: R, needs: readonly Need[], at: Date): R {
  mustAllow(r, "open");
  if (needs.length === 0) throw Rejection.validation([{ path: ["needs"], code: "NEED_REQUIRED" }]);
  return { ...r, state: "OPEN", openedAt: at };
}

/** Not yet taken on by anyone. */
export function unclaimed(need: Need): bigint {
  return need.quantity - need.claimed;
}

/** Everything that was asked for is accepted. */
export function isSolved(needs: readonly Need[]): boolean {
  return needs.length > 0 && needs.every((need) => need.accepted === need.quantity);
}

/** A unit takes on a part of a need of an open request; more than nobody took is refused (NEED_OVERCLAIMED {unclaimed}). */
export function claimNeed<N extends Need>(r: Standing, need: N, quantity: bigint): N {
  mustAllow(r, "claim");
  if (quantity <= 0n) throw Rejection.validation([{ path: ["quantity"], code: "AMOUNT_ZERO" }]);
  if (quantity > unclaimed(need)) {
    throw refuse(r, "NEED_OVERCLAIMED", { unclaimed: unclaimed(need).toString() });
  }
  return { ...need, claimed: need.claimed + quantity };
}

/** A claim, or what was not delivered of it, falls away: the need is free again by as much. */
export function unclaimNeed<N extends Need>(need: N, quantity: bigint): N {
  if (quantity <= 0n || need.claimed - quantity < need.accepted) {
    throw new RangeError(`cannot take ${quantity} from ${need.claimed} claimed, ${need.accepted} accepted`);
  }
  return { ...need, claimed: need.claimed - quantity };
}

/**
 * A delivery on a claim is accepted (or, negative, its acceptance is reversed). Never more than is claimed; and what did not come is
 * not in use either.
 */
export function acceptForNeed<N extends Need>(need: N, quantity: bigint): N {
  const accepted = need.accepted + quantity;
  if (accepted < 0n || accepted > need.claimed) {
    throw new RangeError(`${accepted} accepted of ${need.claimed} claimed`);
  }
  return need.used === undefined
    ? { ...need, accepted }
    : { ...need, accepted, used: minAmount(need.used, accepted) };
}

/**
 * After its needs changed: an open request whose needs are all accepted is DELIVERED; one of which an acceptance was reversed is
 * OPEN again. A closed or withdrawn request stays as it is, and so does one of which somebody says that it is not solved.
 */
export function followNeeds<R extends HelpRequest>(r: R, needs: readonly Need[]): R {
  if (r.state === "OPEN" && !r.saidUnsolved && isSolved(needs)) return { ...r, state: "DELIVERED" };
  if (r.state === "DELIVERED" && !isSolved(needs)) return { ...r, state: "OPEN" };
  return r;
}

/** The receiver says that the problem is gone: delivered and closed. */
export function close<R extends HelpRequest>(r: R, note: string | null, at: Date): R {
  mustAllow(r, "close");
  return { ...r, state: "CLOSED", closedAt: at, closeNote: note?.trim() || null };
}

/** The receiver gives up or no longer needs it, with a reason; open claims are withdrawn by the caller. Said as what it is: not solved. */
export function closeUnsolved<R extends HelpRequest>(r: R, reason: string, at: Date): R {
  mustAllow(r, "closeUnsolved");
  requireText(reason, "reason");
  return { ...r, state: "CLOSED_UNSOLVED", closedAt: at, closeNote: reason.trim(), saidUnsolved: false };
}

/**
 * It did not hold, or is needed after all. `again` is asked for on top per need, because what was accepted stays accepted; needed
 * when nothing is left to claim (NOTHING_TO_REOPEN).
 */
export function reopen<R extends HelpRequest, N extends Need & { id: string }>(
  r: R,
  needs: readonly N[],
  again: readonly { needId: string; quantity: bigint }[],
): { request: R; needs: N[] } {
  mustAllow(r, "reopen");
  const raised = needs.map((need) => {
    const more = again.find((each) => each.needId === need.id);
    if (!more) return need;
    if (more.quantity <= 0n) throw Rejection.validation([{ path: ["again"], code: "AMOUNT_ZERO" }]);
    return { ...need, quantity: need.quantity + more.quantity };
  });
  if (again.some((each) => !needs.some((need) => need.id === each.needId))) throw Rejection.notFound();
  if (isSolved(raised)) throw Rejection.validation([{ path: ["again"], code: "NOTHING_TO_REOPEN" }]);
  const request = {
    ...r,
    state: "OPEN" as const,
    closedAt: null,
    closeNote: null,
    // Who asked opened it again already by saying that it is not solved.
    reopenedCount: r.reopenedCount + (r.saidUnsolved ? 0 : 1),
    saidUnsolved: false,
  };
  return { request, needs: raised };
}

/** Taken back before anyone took it on (REQUEST_CLAIMED). */
export function withdraw<R extends HelpRequest>(r: R, needs: readonly Need[]): R {
  mustAllow(r, "withdraw");
  if (needs.some((need) => need.claimed > 0n)) throw refuse(r, "REQUEST_CLAIMED");
  return { ...r, state: "WITHDRAWN" };
}

/** What a claim allows now. */
export function allowedForClaim(state: ClaimState): string[] {
  return state === "OPEN" ? ["withdraw"] : [];
}

/**
 * The unit gives its claim back. Before anything was sent for it: WITHDRAWN (cancel its obligation, unclaim the need by `released`).
 * With deliveries standing it is refused (CLAIM_DELIVERED): withdraw those first, or ask for a waiver of the rest.
 */
export function withdrawClaim<C extends Claim>(claim: C, delivered: bigint): { claim: C; released: bigint } {
  const code = claim.state === "OPEN" && delivered > 0n ? "CLAIM_DELIVERED" : undefined;
  if (claim.state !== "OPEN" || delivered > 0n) {
    throw Rejection.invalidTransition({ from: claim.state, allowed: allowedForClaim(claim.state), code });
  }
  return { claim: { ...claim, state: "WITHDRAWN" }, released: claim.quantity };
}

/**
 * The obligation of the claim changed: FULFILLED when it closed as MET, OPEN again when that was reversed, and WITHDRAWN when it was
 * waived or cancelled before anything was sent. `owed` is the obligation's quantity now; what was lowered is `released` to the need.
 */
export function followObligation<C extends Claim>(
  claim: C,
  obligation: { closure: "MET" | "WAIVED" | "CANCELLED" | "UNMET" | null; quantity: bigint; claimed: bigint },
): { claim: C; released: bigint } {
  if (claim.state === "WITHDRAWN") return { claim, released: 0n };
  const ended = obligation.closure === "WAIVED" || obligation.closure === "CANCELLED";
  if (ended && obligation.claimed === 0n) {
    return { claim: { ...claim, state: "WITHDRAWN" }, released: claim.quantity };
  }
  const quantity = ended ? obligation.claimed : obligation.quantity;
  const state: ClaimState = obligation.closure === "MET" || ended ? "FULFILLED" : "OPEN";
  const followed = { ...claim, quantity, state };
  if (claim.marked !== undefined) followed.marked = minAmount(claim.marked, quantity);
  return { claim: followed, released: claim.quantity - quantity };
}
