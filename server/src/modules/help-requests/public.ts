import type { Command } from "../../kernel/command.ts";
import { largerAmount } from "../../kernel/quantity.ts";
import type { PlacedOrganization } from "../organizations/public.ts";
import { events } from "./events.ts";
import { saveNeeds, saveRequest, takeClaims, takeRequest } from "./load.ts";
import { acceptForNeed, followNeeds, followObligation, unclaimNeed } from "./model.ts";
import type { RequestFields } from "./request-fields.ts";
import { writeDraft } from "./write-draft.ts";

/**
 * A delivery for a claim was accepted by `acceptedDelta` (negative: an acceptance was reversed). Call it in the same command, after
 * the obligation and its allocation are written. The need counts it, the claim is fulfilled when its obligation is met, and the
 * request is delivered when all of its needs are accepted.
 */
export function onClaimAccepted(command: Command, claimId: string, acceptedDelta: bigint): Promise<void> {
  return followClaim(command, claimId, acceptedDelta);
}

/**
 * The obligation of a claim was amended, waived, cancelled or lowered by a settlement. Call it in the same command, after the
 * obligation is written: what is no longer owed is free for others.
 */
export function onClaimObligationChanged(command: Command, claimId: string): Promise<void> {
  return followClaim(command, claimId, 0n);
}

async function followClaim(command: Command, claimId: string, acceptedDelta: bigint): Promise<void> {
  const { tx } = command;
  const { need: found } = await tx.claim.findUniqueOrThrow({
    where: { id: claimId },
    select: { need: { select: { helpRequestId: true } } },
  });
  const request = await takeRequestUnseen(command, found.helpRequestId);
  const [claim] = await takeClaims(command, [claimId]);
  const need = request.needs.find(({ id }) => id === claim?.needId);
  const obligation = await tx.obligation.findFirst({
    where: { claimId },
    select: { closure: true, quantity: true, claimed: true },
  });
  if (!claim || !need || !obligation) throw new Error(`claim ${claimId} stands without need or obligation`);

  const { claim: after, released } = followObligation(claim, obligation);
  if (after.state !== claim.state || after.quantity !== claim.quantity) {
    await tx.claim.update({
      where: { id: claimId },
      data: {
        state: after.state,
        quantity: after.quantity,
        marked: after.marked,
        version: { increment: 1 },
      },
    });
  }
  const accepted = acceptForNeed(need, acceptedDelta);
  const changed = released > 0n ? unclaimNeed(accepted, released) : raiseClaimed(accepted, -released);
  await saveNeeds(command, [need], [changed]);

  const needs = request.needs.map((each) => (each.id === changed.id ? changed : each));
  const next = followNeeds(request, needs);
  if (next.state === request.state) return;
  await saveRequest(command, next);
  if (next.state === "DELIVERED") {
    command.emit(events["request.delivered"], {
      subject: `HelpRequest:${request.id}`,
      giverId: claim.giverId,
      receiverId: request.receiverId,
      partnershipId: claim.partnershipId,
    });
  }
}

/** An office raised what a unit owes: the need counts it, and grows when it is more than was asked for. */
function raiseClaimed<N extends { quantity: bigint; claimed: bigint }>(need: N, more: bigint): N {
  const claimed = need.claimed + more;
  return { ...need, claimed, quantity: largerAmount(claimed, need.quantity) };
}

/** The calling command has asked the policy about the delivery; the request behind it follows whoever acts. */
function takeRequestUnseen(command: Command, id: string) {
  return takeRequest({ ...command, actor: { kind: "SYSTEM", cityId: null } }, id);
}

/** A draft that another module writes, for somebody who asked the receiver and whose contact stands there. */
export type DraftFor = Omit<RequestFields, "needs"> & Partial<Pick<RequestFields, "needs">>;

/**
 * Writes the draft of a request inside the caller's command, which has asked the policy and acts for a person. Nobody but the receiver
 * sees it before it is opened; at its end the receiver hands over the link by which who asked says whether it is solved.
 *
 * @returns the id of the draft.
 * @throws Rejection RECEIVER_KIND when the receiver is no community or office; the problems of the fields.
 */
export async function draftRequest(
  command: Command,
  receiver: PlacedOrganization,
  draft: DraftFor,
): Promise<string> {
  const { id } = await writeDraft(command, receiver, { ...draft, needs: draft.needs ?? [], hasAsker: true });
  command.emit(events["request.changed"], { subject: `HelpRequest:${id}`, receiverId: receiver.id });
  return id;
}
