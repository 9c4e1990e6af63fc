import type { ClosureReason } from "@gongjian/prisma/client";
import { digestOf } from "../../kernel/canonical.ts";
import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { optionalText, Rejection } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { raiseVersion, takeStation } from "./load.ts";
import { checkClosure } from "./model.ts";
import { actions } from "./policy.ts";

export type CloseStationInput = {
  stationId: string;
  reason: ClosureReason;
  note?: string | null;
  startsOn: LocalDate;
  endsOn?: LocalDate | null;
  idempotencyKey?: string | null;
};

/**
 * Closes a station from a day to a day, or until further notice, with the reason that visitors read. Sessions that were planned
 * stay planned: their hosts move or cancel them.
 *
 * @throws Rejection CLOSURE_OVERLAP when it is closed on one of these days already.
 */
export function closeStation(ctx: CommandContext, input: CloseStationInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "station.close", input }, async (command) => {
    const { station, subject, told } = await takeStation(command, input.stationId);
    command.require(actions["station.keep"], subject);
    const { startsOn, reason } = input;
    const endsOn = input.endsOn ?? null;
    const problems = checkClosure({ startsOn, endsOn }, command.today);
    if (problems.length > 0) throw Rejection.validation(problems);
    const note = optionalText(input.note, "note", 200);
    if (reason === "OTHER" && note === null)
      throw Rejection.validation([{ path: ["note"], code: "REQUIRED" }]);
    const id = command.newId();
    await command.tx.stationClosure.create({
      data: {
        id,
        cityId: station.cityId,
        stationId: station.id,
        reason,
        note,
        startsOn: toDbDate(startsOn),
        endsOn: endsOn && toDbDate(endsOn),
      },
    });
    await raiseVersion(command, station.id);
    command.emit(events["station.closed"], {
      ...told,
      params: { reason, startsOn, ...(endsOn ? { endsOn } : {}) },
    });
    command.audit({
      subjectIds: [id, station.id, station.communityId],
      payload: { stationId: station.id, reason, startsOn, endsOn, note: note && digestOf(note) },
    });
    return { id: station.id };
  });
}
