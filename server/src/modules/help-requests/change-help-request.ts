import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { subjectOf, takeRequest } from "./load.ts";
import { allowedActs } from "./model.ts";
import { actions } from "./policy.ts";
import { auditOfNeeds, needColumns, type RequestFields, requestColumns } from "./request-fields.ts";

export type ChangeHelpRequestInput = RequestFields & {
  helpRequestId: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** Writes a draft anew: all of its words, and its needs in the given order. Once opened, nothing of it is rewritten. */
export function changeHelpRequest(
  ctx: CommandContext,
  input: ChangeHelpRequestInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "request.change", input }, async (command) => {
    const request = await takeRequest(command, input.helpRequestId, input.version);
    command.require(actions["request.draft"], subjectOf(request));
    if (request.state !== "DRAFT") {
      throw Rejection.invalidTransition({
        from: request.state,
        allowed: allowedActs(request),
        code: "NOT_A_DRAFT",
      });
    }
    const columns = requestColumns(input, command.today);
    const typed = await needColumns(command, request.cityId, input.needs);
    const needs = typed.map((need, n) => ({ id: request.needs[n]?.id ?? command.newId(), ...need }));
    const keep = needs.map((need) => need.id);
    await command.tx.$executeRaw`select remove_draft_needs(${request.id}::uuid, ${keep}::uuid[])`;
    for (const { id, ...need } of needs) {
      if (request.needs.some((known) => known.id === id)) {
        await command.tx.need.update({ where: { id }, data: { ...need, version: { increment: 1 } } });
      } else {
        await command.tx.need.create({
          data: { id, cityId: request.cityId, helpRequestId: request.id, ...need },
        });
      }
    }
    await command.tx.helpRequest.update({
      where: { id: request.id },
      data: { ...columns, version: { increment: 1 } },
    });
    command.emit(events["request.changed"], {
      subject: `HelpRequest:${request.id}`,
      receiverId: request.receiverId,
    });
    command.audit({
      subjectIds: [request.id, request.receiverId, ...keep],
      payload: { urgency: input.urgency, wishedOn: input.wishedOn ?? null, needs: auditOfNeeds(needs) },
    });
    return { id: request.id };
  });
}
