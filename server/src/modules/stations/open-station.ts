import { toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { newAddressCode } from "../../kernel/readable-code.ts";
import { optionalText, Rejection, requireText } from "../../kernel/result.ts";
import { loadOrganization, organizationSubject } from "../organizations/public.ts";
import { events } from "./events.ts";
import { toldOf } from "./load.ts";
import { checkHours, inOrder, MOST_ROOMS, type WeekSpan } from "./model.ts";
import { actions } from "./policy.ts";
import { type RoomInput, roomColumns } from "./room-fields.ts";

export type OpenStationInput = {
  communityId: string;
  name: string;
  address?: string | null;
  hours: readonly WeekSpan[];
  rooms: readonly RoomInput[];
  idempotencyKey?: string | null;
};

const CODE_LENGTH = 8;

/**
 * A community gets its practice station, with rooms and hours.
 *
 * @throws Rejection STATION_EXISTS when it has one; STATION_OF_COMMUNITY for an organization that is no community.
 */
export function openStation(ctx: CommandContext, input: OpenStationInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "station.open", input }, async (command) => {
    const community = await loadOrganization(command.tx, command.actor, input.communityId);
    command.require(actions["station.open"], organizationSubject(community));
    if (community.kind !== "COMMUNITY" || community.endedOn !== null)
      throw Rejection.validation([{ path: ["communityId"], code: "STATION_OF_COMMUNITY" }]);
    const problems = checkHours(input.hours);
    if (input.rooms.length > MOST_ROOMS)
      problems.push({ path: ["rooms"], code: "TOO_MANY", params: { max: String(MOST_ROOMS) } });
    if (problems.length > 0) throw Rejection.validation(problems);
    const { cityId } = community;
    const id = command.newId();
    await command.tx.station.create({
      data: {
        id,
        cityId,
        communityId: community.id,
        code: newAddressCode(CODE_LENGTH),
        name: requireText(input.name, "name", 60),
        address: optionalText(input.address, "address", 120),
        hours: inOrder(input.hours),
        openedOn: toDbDate(command.today),
      },
    });
    const rooms = input.rooms.map((room, index) => ({
      id: command.newId(),
      cityId,
      stationId: id,
      ...roomColumns(room, ["rooms", String(index)]),
    }));
    await command.tx.room.createMany({ data: rooms });
    command.emit(events["station.opened"], toldOf(id, community.id));
    command.audit({
      subjectIds: [id, community.id, ...rooms.map((room) => room.id)],
      payload: {
        communityId: community.id,
        hours: inOrder(input.hours),
        rooms: rooms.map(({ id: roomId, kind, seats }) => ({ id: roomId, kind, seats })),
      },
    });
    return { id };
  });
}
