import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { raiseVersion, takeStation } from "./load.ts";
import { MOST_ROOMS } from "./model.ts";
import { actions } from "./policy.ts";
import { type RoomInput, roomColumns } from "./room-fields.ts";

export type AddRoomInput = RoomInput & { stationId: string; idempotencyKey?: string | null };

/**
 * A station has one more room.
 *
 * @throws Rejection NAME_IN_USE when one of its rooms is called so.
 */
export function addRoom(ctx: CommandContext, input: AddRoomInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "room.add", input }, async (command) => {
    const { station, subject, told } = await takeStation(command, input.stationId);
    command.require(actions["station.keep"], subject);
    if (station.rooms.filter(({ endedOn }) => endedOn === null).length >= MOST_ROOMS)
      throw Rejection.validation([{ path: ["name"], code: "TOO_MANY", params: { max: String(MOST_ROOMS) } }]);
    const columns = roomColumns(input);
    const id = command.newId();
    await command.tx.room.create({
      data: { id, cityId: station.cityId, stationId: station.id, ...columns },
    });
    await raiseVersion(command, station.id);
    command.emit(events["station.changed"], told);
    command.audit({
      subjectIds: [id, station.id, station.communityId],
      payload: { stationId: station.id, roomId: id, kind: columns.kind, seats: columns.seats },
    });
    return { id: station.id };
  });
}
