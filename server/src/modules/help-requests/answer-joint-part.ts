import { fromDbDate, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import { refOf } from "../organizations/public.ts";
import { events } from "./events.ts";
import { subjectOf, takeJointPart, takeRequest } from "./load.ts";
import { actions } from "./policy.ts";
import { lockPairings, takeOn } from "./take-on.ts";

export type AnswerJointPartInput = {
  partId: string;
  agree: boolean;
  /** Another quantity or day than the lead proposed; as proposed when left out. */
  quantity?: bigint | null;
  promisedOn?: LocalDate | null;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * An invited unit agrees to its part of a joint claim, as proposed or otherwise, and owes it from now on; or it declines.
 *
 * @throws Rejection as `claimNeed`; INVITATION_ANSWERED when it was answered or taken back before.
 */
export function answerJointPart(ctx: CommandContext, input: AnswerJointPartInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "request.answer-joint", input }, async (command) => {
    const { tx } = command;
    const found = await takeJointPart(command, input.partId, lockPairings);
    const { helpRequestId, needId } = found;
    const request = await takeRequest(command, helpRequestId);
    const part = await found.lock();
    command.require(actions["request.claim"], subjectOf(request, part.giver));
    requireVersion(part, input.version);
    mustBeInvited(part);
    const person = command.person();
    const need = request.needs.find(({ id }) => id === needId);
    if (!need) throw Rejection.notFound();
    const quantity = input.quantity ?? part.quantity;
    const promisedOn = input.promisedOn ?? fromDbDate(part.promisedOn);
    const taken = input.agree
      ? await takeOn(command, request, need, { giver: part.giver, quantity, promisedOn })
      : null;
    await tx.jointClaimPart.update({
      where: { id: part.id },
      data: {
        ...(taken
          ? { state: "AGREED", claimId: taken.claimId, quantity, promisedOn: toDbDate(promisedOn) }
          : { state: "DECLINED" }),
        answeredById: person.personId,
        answeredAt: command.now,
        version: { increment: 1 },
      },
    });
    command.emit(events["request.joint-answered"], {
      subject: `HelpRequest:${request.id}`,
      giverId: part.jointClaim.leadId,
      receiverId: request.receiverId,
      organizationId: part.giverId,
      params: { agreed: String(input.agree), quantity: quantity.toString() },
    });
    command.audit({
      subjectIds: [
        part.id,
        part.jointClaimId,
        needId,
        request.id,
        part.giverId,
        request.receiverId,
        ...(taken ? [taken.claimId, taken.obligationId] : []),
      ],
      partnershipId: taken?.partnershipId ?? null,
      payload: {
        partId: part.id,
        agreed: input.agree,
        ...(taken ? { claimId: taken.claimId, quantity, promisedOn, obligationId: taken.obligationId } : {}),
      },
    });
    return { id: part.id };
  });
}

export type CancelJointPartInput = {
  partId: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** The lead takes an invitation back that nobody answered: INVITATION_ANSWERED otherwise. */
export function cancelJointPart(ctx: CommandContext, input: CancelJointPartInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "request.cancel-joint", input }, async (command) => {
    const found = await takeJointPart(command, input.partId);
    const request = await takeRequest(command, found.helpRequestId);
    const part = await found.lock();
    command.require(actions["request.claim"], { ...subjectOf(request), giver: refOf(part.jointClaim.lead) });
    requireVersion(part, input.version);
    mustBeInvited(part);
    await cancelParts(command, [part.id]);
    command.emit(events["request.changed"], {
      subject: `HelpRequest:${request.id}`,
      giverId: part.giverId,
      receiverId: request.receiverId,
    });
    command.audit({
      subjectIds: [part.id, part.jointClaimId, request.id, part.giverId, request.receiverId],
      payload: { partId: part.id },
    });
    return { id: part.id };
  });
}

async function cancelParts(command: Command, ids: readonly string[]): Promise<void> {
  await command.tx.jointClaimPart.updateMany({
    where: { id: { in: [...ids] } },
    data: {
      state: "CANCELLED",
      answeredById: command.person().personId,
      answeredAt: command.now,
      version: { increment: 1 },
    },
  });
}

function mustBeInvited({ state }: { state: string }): void {
  if (state !== "INVITED") {
    throw Rejection.invalidTransition({ from: state, allowed: [], code: "INVITATION_ANSWERED" });
  }
}
