import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { events } from "./events.ts";
import { raiseVersion } from "./load.ts";
import { actions } from "./policy.ts";
import { type RoomInput, roomColumns } from "./room-fields.ts";
import { takeRoom } from "./take-room.ts";

export type ChangeRoomInput = RoomInput & {
  roomId: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * Changes what a room is called, what it is for and how many it seats.
 *
 * @throws Rejection NAME_IN_USE; ROOM_ENDED.
 */
export function changeRoom(ctx: CommandContext, input: ChangeRoomInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "room.change", input }, async (command) => {
    const { room, station, subject, told } = await takeRoom(command, input.roomId, input.version);
    command.require(actions["station.keep"], subject);
    const columns = roomColumns(input);
    await command.tx.room.update({
      where: { id: room.id },
      data: { ...columns, version: { increment: 1 } },
    });
    await raiseVersion(command, station.id);
    command.emit(events["station.changed"], told);
    command.audit({
      subjectIds: [room.id, station.id, station.communityId],
      payload: { roomId: room.id, ...columns, name: digestOf(columns.name) },
    });
    return { id: station.id };
  });
}
