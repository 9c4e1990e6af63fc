import type { PartnershipKind } from "@gongjian/prisma/client";
import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { loadOrganization, refOf } from "../organizations/public.ts";
import { events } from "./events.ts";
import { actions } from "./policy.ts";

export type AssignPartnershipInput = {
  giverId: string;
  receiverId: string;
  kind: PartnershipKind;
  startsOn: LocalDate;
  endsOn: LocalDate;
  documentNumber: string;
  documentDate: LocalDate;
  leaderMembershipId?: string | null;
  sectionName?: string | null;
  sectionFrom?: string | null;
  sectionTo?: string | null;
  attestorId?: string | null;
  idempotencyKey?: string | null;
};

/**
 * An office pairs a unit with a receiver by its document: active from the document's date, acknowledged or not.
 *
 * @throws Rejection PARTNERSHIP_OVERLAP when the same pair, kind and section or leader already has a term in it.
 */
export function assignPartnership(
  ctx: CommandContext,
  input: AssignPartnershipInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "partnership.assign", input }, async (command) => {
    const giver = await loadOrganization(command.tx, command.actor, input.giverId);
    const receiver = await loadOrganization(command.tx, command.actor, input.receiverId);
    command.require(actions["partnership.assign"], {
      cityId: receiver.cityId,
      giver: refOf(giver),
      receiver: refOf(receiver),
    });
    const id = command.newId();
    await command.tx.partnership.create({
      data: {
        id,
        cityId: receiver.cityId,
        giverId: giver.id,
        receiverId: receiver.id,
        kind: input.kind,
        basis: "ASSIGNED",
        state: "ACTIVE",
        startsOn: toDbDate(input.startsOn),
        endsOn: toDbDate(input.endsOn),
        documentNumber: input.documentNumber,
        documentDate: toDbDate(input.documentDate),
        leaderMembershipId: input.leaderMembershipId ?? null,
        sectionName: input.sectionName ?? null,
        sectionFrom: input.sectionFrom ?? null,
        sectionTo: input.sectionTo ?? null,
        attestorId: input.attestorId ?? null,
      },
    });
    command.emit(events["partnership.assigned"], {
      subject: `Partnership:${id}`,
      giverId: giver.id,
      receiverId: receiver.id,
      partnershipId: id,
      params: { startsOn: input.startsOn, endsOn: input.endsOn },
    });
    command.audit({
      subjectIds: [id, giver.id, receiver.id],
      partnershipId: id,
      payload: {
        giverId: giver.id,
        receiverId: receiver.id,
        kind: input.kind,
        startsOn: input.startsOn,
        endsOn: input.endsOn,
        documentNumber: input.documentNumber,
        documentDate: input.documentDate,
      },
    });
    return { id };
  });
}
