import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadOrganization } from "../organizations/public.ts";
import { events } from "./events.ts";
import { checkJoint } from "./flow.ts";
import { requestOfNeed, subjectOf, takeRequest } from "./load.ts";
import { actions } from "./policy.ts";
import { lockPairings, takeOn } from "./take-on.ts";

export type ClaimJointlyInput = {
  needId: string;
  /** The unit that leads. */
  giverId: string;
  /** Its own part. */
  quantity: bigint;
  promisedOn: LocalDate;
  /** What it asks other units to take on with it. */
  parts: readonly { giverId: string; quantity: bigint; promisedOn: LocalDate }[];
  idempotencyKey?: string | null;
};

/**
 * A unit takes on a part of a need and asks others to take on the rest with it. It leads; each of the others agrees to its own part,
 * and until then nothing of it is taken.
 *
 * @throws Rejection as `claimNeed`; PART_TWICE, UNIT_NOT_ASKED for a unit that may not see the request.
 */
export function claimJointly(ctx: CommandContext, input: ClaimJointlyInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "request.claim-jointly", input }, async (command) => {
    const { tx } = command;
    const helpRequestId = await requestOfNeed(command, input.needId);
    await lockPairings(command, helpRequestId, [input.giverId]);
    const request = await takeRequest(command, helpRequestId);
    const lead = await loadOrganization(tx, command.actor, input.giverId);
    command.require(actions["request.claim"], subjectOf(request, lead));
    const person = command.person();
    const need = request.needs.find(({ id }) => id === input.needId);
    if (!need) throw Rejection.notFound();
    checkJoint(request, need, { giverId: lead.id, quantity: input.quantity }, input.parts);
    const asked = await tx.organization.findMany({
      where: {
        cityId: request.cityId,
        id: { in: input.parts.map(({ giverId }) => giverId) },
        kind: "PARTNER_UNIT",
        endedOn: null,
        ...(request.hallSince ? {} : { offers: { some: { helpRequestId } } }),
      },
      select: { id: true },
    });
    for (const [n, part] of input.parts.entries()) {
      const path = ["parts", String(n)];
      if (!asked.some(({ id }) => id === part.giverId)) {
        throw Rejection.validation([{ path: [...path, "giverId"], code: "UNIT_NOT_ASKED" }]);
      }
      if (part.promisedOn < command.today) {
        throw Rejection.validation([{ path: [...path, "promisedOn"], code: "IN_THE_PAST" }]);
      }
    }
    const taken = await takeOn(command, request, need, { ...input, giver: lead });
    const id = command.newId();
    await tx.jointClaim.create({
      data: { id, cityId: request.cityId, needId: need.id, leadId: lead.id, byId: person.personId },
    });
    await tx.jointClaimPart.create({
      data: {
        id: command.newId(),
        cityId: request.cityId,
        jointClaimId: id,
        giverId: lead.id,
        quantity: input.quantity,
        promisedOn: toDbDate(input.promisedOn),
        state: "AGREED",
        claimId: taken.claimId,
        answeredById: person.personId,
        answeredAt: command.now,
      },
    });
    const parts = input.parts.map((part) => ({ id: command.newId(), ...part }));
    await tx.jointClaimPart.createMany({
      data: parts.map((part) => ({
        id: part.id,
        cityId: request.cityId,
        jointClaimId: id,
        giverId: part.giverId,
        quantity: part.quantity,
        promisedOn: toDbDate(part.promisedOn),
        state: "INVITED" as const,
      })),
    });
    for (const part of parts) {
      command.emit(events["request.joint-invited"], {
        subject: `HelpRequest:${request.id}`,
        giverId: part.giverId,
        receiverId: request.receiverId,
        organizationId: lead.id,
        params: { quantity: part.quantity.toString(), promisedOn: part.promisedOn },
      });
    }
    command.audit({
      subjectIds: [
        id,
        taken.claimId,
        need.id,
        request.id,
        taken.obligationId,
        lead.id,
        request.receiverId,
        ...parts.flatMap((part) => [part.id, part.giverId]),
      ],
      partnershipId: taken.partnershipId,
      payload: {
        needId: need.id,
        leadId: lead.id,
        claimId: taken.claimId,
        quantity: input.quantity,
        promisedOn: input.promisedOn,
        parts,
      },
    });
    return { id };
  });
}
