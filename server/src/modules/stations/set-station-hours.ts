import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { takeStation } from "./load.ts";
import { checkHours, inOrder, type WeekSpan } from "./model.ts";
import { actions } from "./policy.ts";

export type SetStationHoursInput = {
  stationId: string;
  hours: readonly WeekSpan[];
  opensOnHolidays: boolean;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** Sets the opening hours of the whole week, from now on. */
export function setStationHours(ctx: CommandContext, input: SetStationHoursInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "station.hours", input }, async (command) => {
    const { station, subject, told } = await takeStation(command, input.stationId, input.version);
    command.require(actions["station.keep"], subject);
    const problems = checkHours(input.hours);
    if (problems.length > 0) throw Rejection.validation(problems);
    const hours = inOrder(input.hours);
    const { opensOnHolidays } = input;
    await command.tx.station.update({
      where: { id: station.id },
      data: { hours, opensOnHolidays, version: { increment: 1 } },
    });
    command.emit(events["station.changed"], told);
    command.audit({
      subjectIds: [station.id, station.communityId],
      payload: { stationId: station.id, hours, opensOnHolidays },
    });
    return { id: station.id };
  });
}
