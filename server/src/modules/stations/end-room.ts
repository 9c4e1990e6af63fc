import { dateOf, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { raiseVersion } from "./load.ts";
import { actions } from "./policy.ts";
import { takeRoom } from "./take-room.ts";

export type EndRoomInput = { roomId: string; version?: number | null; idempotencyKey?: string | null };

/**
 * A room is no longer used. What was held in it stays on record.
 *
 * @throws Rejection ROOM_BOOKED with the day of the next session in it.
 */
export function endRoom(ctx: CommandContext, input: EndRoomInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "room.end", input }, async (command) => {
    const { room, station, subject, told } = await takeRoom(command, input.roomId, input.version);
    command.require(actions["station.keep"], subject);
    const next = await command.tx.roomBooking.findFirst({
      where: { cityId: room.cityId, roomId: room.id, releasedAt: null, endsAt: { gt: command.now } },
      orderBy: { startsAt: "asc" },
    });
    if (next)
      throw Rejection.invalidTransition({
        from: "IN_USE",
        allowed: [],
        code: "ROOM_BOOKED",
        params: { date: dateOf(next.startsAt) },
      });
    await command.tx.room.update({
      where: { id: room.id },
      data: { endedOn: toDbDate(command.today), version: { increment: 1 } },
    });
    await raiseVersion(command, station.id);
    command.emit(events["station.changed"], told);
    command.audit({
      subjectIds: [room.id, station.id, station.communityId],
      payload: { roomId: room.id, endedOn: command.today },
    });
    return { id: station.id };
  });
}
