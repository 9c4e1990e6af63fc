import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { openObligation } from "../obligations/public.ts";
import { loadOrganization } from "../organizations/public.ts";
import { events } from "./events.ts";
import { saveNeeds, subjectOf, takeRequest } from "./load.ts";
import { allowedActs, claimNeed as claimStep } from "./model.ts";
import { actions, visibleTo } from "./policy.ts";

export type ClaimNeedInput = {
  needId: string;
  /** The unit that takes it on. */
  giverId: string;
  quantity: bigint;
  promisedOn: LocalDate;
  idempotencyKey?: string | null;
};

/**
 * A unit to which a request was offered takes on a part of a need: from now on an obligation of its partnership.
 *
 * @throws Rejection NEED_OVERCLAIMED when others took too much of it; NOT_OFFERED; PARTNERSHIP_NOT_ACTIVE; IN_THE_PAST.
 */
export function claimNeed(ctx: CommandContext, input: ClaimNeedInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "request.claim", input }, async (command) => {
    const { tx, actor } = command;
    const asked = await tx.need.findFirst({
      where: { id: input.needId, ...(actor.kind === "PERSON" ? { helpRequest: visibleTo(actor) } : {}) },
      select: { helpRequestId: true },
    });
    if (!asked) throw Rejection.notFound();
    await lockOffered(command, asked.helpRequestId, input.giverId);
    const request = await takeRequest(command, asked.helpRequestId);
    const giver = await loadOrganization(tx, actor, input.giverId);
    command.require(actions["request.claim"], subjectOf(request, giver));
    const person = command.person();
    const need = request.needs.find(({ id }) => id === input.needId);
    if (!need) throw Rejection.notFound();
    const offer = await tx.helpRequestOffer.findFirst({
      where: { cityId: request.cityId, helpRequestId: request.id, organizationId: giver.id },
      include: { partnership: { select: { id: true, state: true } } },
    });
    const refuse = (code: string) =>
      Rejection.invalidTransition({ from: request.state, allowed: allowedActs(request), code });
    if (!offer) throw refuse("NOT_OFFERED");
    if (offer.partnership.state !== "ACTIVE") throw refuse("PARTNERSHIP_NOT_ACTIVE");
    if (input.promisedOn < command.today) {
      throw Rejection.validation([{ path: ["promisedOn"], code: "IN_THE_PAST" }]);
    }
    await saveNeeds(command, request.needs, [claimStep(request, need, input.quantity)]);
    const claimId = command.newId();
    await tx.claim.create({
      data: {
        id: claimId,
        cityId: request.cityId,
        needId: need.id,
        giverId: giver.id,
        partnershipId: offer.partnershipId,
        quantity: input.quantity,
        promisedOn: toDbDate(input.promisedOn),
        state: "OPEN",
        byId: person.personId,
      },
    });
    const obligation = await openObligation(command, {
      cityId: request.cityId,
      giverId: giver.id,
      receiverId: request.receiverId,
      partnershipId: offer.partnershipId,
      kindId: need.kindId,
      source: "CLAIM",
      quantity: input.quantity,
      good: need.good,
      opensOn: command.today,
      dueOn: input.promisedOn,
      claimId,
    });
    command.emit(events["request.claimed"], {
      subject: `HelpRequest:${request.id}`,
      giverId: giver.id,
      receiverId: request.receiverId,
      partnershipId: offer.partnershipId,
      params: { quantity: input.quantity.toString(), promisedOn: input.promisedOn },
    });
    command.audit({
      subjectIds: [claimId, need.id, request.id, obligation.id, giver.id, request.receiverId],
      partnershipId: offer.partnershipId,
      payload: {
        needId: need.id,
        giverId: giver.id,
        quantity: input.quantity,
        promisedOn: input.promisedOn,
        obligationId: obligation.id,
      },
    });
    return { id: claimId };
  });
}

/** Partnerships come before requests in the order of locks: whoever ends this one either sees the claim or has ended it before. */
async function lockOffered(command: Command, helpRequestId: string, giverId: string): Promise<void> {
  const offers = await command.tx.helpRequestOffer.findMany({
    where: { helpRequestId, organizationId: giverId },
    select: { partnershipId: true },
  });
  await lockRows(
    command.tx,
    "Partnership",
    offers.map((offer) => offer.partnershipId),
  );
}
