import { fromDbDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { raiseVersion, takeStation } from "./load.ts";
import { liftedOn } from "./model.ts";
import { actions } from "./policy.ts";

export type ReopenStationInput = { closureId: string; idempotencyKey?: string | null };

/**
 * Lifts a closure from today on, or takes back one that has not begun.
 *
 * @throws Rejection CLOSURE_OVER when its last day is past.
 */
export function reopenStation(ctx: CommandContext, input: ReopenStationInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "station.reopen", input }, async (command) => {
    const found = await command.tx.stationClosure.findFirst({
      where: { id: input.closureId },
      select: { stationId: true },
    });
    if (!found) throw Rejection.notFound();
    const { station, subject, told } = await takeStation(command, found.stationId);
    command.require(actions["station.keep"], subject);
    const closure = station.closures.find(({ id }) => id === input.closureId);
    if (!closure) throw Rejection.notFound();
    if (closure.endsOn !== null && fromDbDate(closure.endsOn) < command.today)
      throw Rejection.invalidTransition({ from: "OVER", allowed: [], code: "CLOSURE_OVER" });
    const endsOn = liftedOn({ startsOn: fromDbDate(closure.startsOn) }, command.today);
    await command.tx.stationClosure.update({
      where: { id: closure.id },
      data: { endsOn: toDbDate(endsOn), version: { increment: 1 } },
    });
    await raiseVersion(command, station.id);
    command.emit(events["station.changed"], told);
    command.audit({
      subjectIds: [closure.id, station.id, station.communityId],
      payload: { stationId: station.id, closureId: closure.id, endsOn },
    });
    return { id: station.id };
  });
}
