import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { type OpenedDuty, openDutiesOf } from "./duties-of-partnerships.ts";
import { events } from "./events.ts";
import { actions } from "./policy.ts";

export type OpenDutiesInput = {
  periodId: string;
  /** Only those toward this receiver; the nightly job asks for one receiver at a time. */
  receiverId?: string | null;
  idempotencyKey?: string | null;
};

/**
 * Opens what the city's rules ask of every partnership in a period. Running it again opens only what is missing.
 *
 * @throws Rejection PERIOD_NOT_OPEN before its first day, PERIOD_SEALED.
 */
export function openDuties(ctx: CommandContext, input: OpenDutiesInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "duties.open", input }, async (command) => {
    const { tx, actor } = command;
    await lockRows(tx, "Period", [input.periodId]);
    const period = await tx.period.findFirst({
      where: { id: input.periodId, ...(actor.cityId === null ? {} : { cityId: actor.cityId }) },
    });
    if (!period) throw Rejection.notFound();
    command.require(actions["duties.open"], { cityId: period.cityId });
    const opened = await openDutiesOf(command, period.cityId, {
      periodId: period.id,
      ...(input.receiverId ? { receiverId: input.receiverId } : {}),
    });
    tellOpened(command, opened);
    command.audit({
      subjectIds: [period.id, ...opened.map((duty) => duty.id)],
      payload: { periodId: period.id, receiverId: input.receiverId ?? null, opened: opened.length },
    });
    return { id: period.id };
  });
}

/** One event per partnership. */
function tellOpened(command: Command, opened: readonly OpenedDuty[]): void {
  const byPartnership = Map.groupBy(opened, (duty) => duty.partnershipId);
  for (const [partnershipId, duties] of byPartnership) {
    const { giverId, receiverId } = duties[0] as OpenedDuty;
    command.emit(events["duties.opened"], {
      subject: `Partnership:${partnershipId}`,
      giverId,
      receiverId,
      partnershipId,
      params: { count: String(duties.length) },
    });
  }
}
