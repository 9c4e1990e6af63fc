import type { Room } from "@gongjian/prisma/client";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import { type StationInHand, takeStation } from "./load.ts";

/**
 * Locks a room together with its station, the station first.
 *
 * @throws Rejection NOT_FOUND; ROOM_ENDED when it is no longer used.
 */
export async function takeRoom(
  command: Command,
  id: string,
  version?: number | null,
): Promise<StationInHand & { room: Room }> {
  const found = await command.tx.room.findFirst({ where: { id }, select: { stationId: true } });
  if (!found) throw Rejection.notFound();
  const inHand = await takeStation(command, found.stationId);
  await lockRows(command.tx, "Room", [id]);
  const room = await command.tx.room.findFirstOrThrow({ where: { id } });
  if (room.endedOn !== null)
    throw Rejection.invalidTransition({ from: "ENDED", allowed: [], code: "ROOM_ENDED" });
  requireVersion(room, version);
  return { ...inHand, room };
}
