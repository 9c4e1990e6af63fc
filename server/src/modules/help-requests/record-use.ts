import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { recordUse as useStep } from "./flow.ts";
import { requestOfNeed, saveNeeds, subjectOf, takeRequest } from "./load.ts";
import { actions } from "./policy.ts";

export type RecordUseInput = {
  needId: string;
  /** How much of what arrived is in use now, in all. */
  used: bigint;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * The receiver says how much of what arrived is in use or in service.
 *
 * @throws Rejection USED_MORE when it is more than arrived; USE_IN_EXPENSES for money, whose use the expenses say.
 */
export function recordUse(ctx: CommandContext, input: RecordUseInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "request.record-use", input }, async (command) => {
    const request = await takeRequest(command, await requestOfNeed(command, input.needId));
    command.require(actions["request.use"], subjectOf(request));
    const need = request.needs.find(({ id }) => id === input.needId);
    if (!need) throw Rejection.notFound();
    requireVersion(need, input.version);
    const kind = await command.tx.kind.findUniqueOrThrow({ where: { id: need.kindId } });
    if (kind.measure === "MONEY") {
      throw Rejection.invalidTransition({ from: request.state, allowed: [], code: "USE_IN_EXPENSES" });
    }
    await saveNeeds(command, [need], [useStep(need, input.used)]);
    command.emit(events["request.changed"], {
      subject: `HelpRequest:${request.id}`,
      receiverId: request.receiverId,
    });
    command.audit({
      subjectIds: [need.id, request.id, request.receiverId],
      payload: { needId: need.id, used: input.used },
    });
    return { id: need.id };
  });
}
