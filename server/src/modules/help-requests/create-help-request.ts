import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { linkEvidence } from "../evidence/public.ts";
import { loadOrganization, refOf } from "../organizations/public.ts";
import { events } from "./events.ts";
import { saveRequest, takeRequest } from "./load.ts";
import { open } from "./model.ts";
import { offerToPairedUnits } from "./offer.ts";
import { actions } from "./policy.ts";
import { auditOfNeeds, needColumns, type RequestFields, requestColumns } from "./request-fields.ts";

export type CreateHelpRequestInput = RequestFields & {
  receiverId: string;
  evidenceIds?: readonly string[] | null;
  /** Open it at once instead of leaving a draft. */
  open: boolean;
  idempotencyKey?: string | null;
};

/**
 * A receiver asks for help: a draft (also by a grid member), or open to its paired units at once.
 *
 * @throws Rejection NEED_REQUIRED when it is opened without a need; RECEIVER_KIND when the organization is no community or office.
 */
export function createHelpRequest(
  ctx: CommandContext,
  input: CreateHelpRequestInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "request.create", input }, async (command) => {
    const receiver = await loadOrganization(command.tx, command.actor, input.receiverId);
    const subject = { cityId: receiver.cityId, receiver: refOf(receiver) };
    command.require(input.open ? actions["request.triage"] : actions["request.draft"], subject);
    if (receiver.kind !== "COMMUNITY" && receiver.kind !== "OFFICE") {
      throw Rejection.validation([{ path: ["receiverId"], code: "RECEIVER_KIND" }]);
    }
    const person = command.person();
    const columns = requestColumns(input, command.today);
    const id = command.newId();
    await command.tx.helpRequest.create({
      data: {
        id,
        cityId: receiver.cityId,
        receiverId: receiver.id,
        ...columns,
        state: "DRAFT",
        createdById: person.personId,
      },
    });
    const needs = (await needColumns(command, receiver.cityId, input.needs)).map((need) => ({
      id: command.newId(),
      ...need,
    }));
    await command.tx.need.createMany({
      data: needs.map((need) => ({ cityId: receiver.cityId, helpRequestId: id, ...need })),
    });
    await linkEvidence(command, input.evidenceIds ?? [], { helpRequestId: id });
    let offeredTo: string[] = [];
    if (input.open) {
      const request = await takeRequest(command, id);
      await saveRequest(command, open(request, request.needs, command.now));
      offeredTo = await offerToPairedUnits(command, request, events["request.opened"]);
    } else {
      command.emit(events["request.drafted"], { subject: `HelpRequest:${id}`, receiverId: receiver.id });
    }
    command.audit({
      subjectIds: [id, receiver.id, ...needs.map((need) => need.id), ...offeredTo],
      payload: {
        receiverId: receiver.id,
        urgency: input.urgency,
        wishedOn: input.wishedOn ?? null,
        needs: auditOfNeeds(needs),
        open: input.open,
        offeredTo,
      },
    });
    return { id };
  });
}
