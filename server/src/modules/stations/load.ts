import type { Room, Station, StationClosure } from "@gongjian/prisma/client";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { EventPayload } from "../../kernel/events.ts";
import type { Subject } from "../../kernel/policy.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import { organizationSubject, type PlacedOrganization } from "../organizations/public.ts";
import { visibleTo } from "./policy.ts";

/** A station locked for change, with its community, rooms and closures that are not over. */
export type StationInHand = {
  station: Station & { community: PlacedOrganization; rooms: Room[]; closures: StationClosure[] };
  subject: Subject;
  /** Whom an event about it reaches. */
  told: EventPayload;
};

/** Locks and loads a station that the actor may see; not found otherwise. */
export async function takeStation(
  command: Command,
  id: string,
  version?: number | null,
): Promise<StationInHand> {
  const { tx, actor } = command;
  await lockRows(tx, "Station", [id]);
  const scope = actor.kind === "PERSON" ? visibleTo(actor) : { cityId: actor.cityId ?? undefined };
  const station = await tx.station.findFirst({
    where: { AND: [{ id }, scope] },
    include: {
      community: { include: { division: { select: { path: true } } } },
      rooms: { orderBy: { id: "asc" } },
      closures: { orderBy: { startsOn: "asc" } },
    },
  });
  if (!station) throw Rejection.notFound();
  requireVersion(station, version);
  const { community } = station;
  return { station, subject: organizationSubject(community), told: toldOf(station.id, community.id) };
}

/** Whom an event about a station of a community reaches: the community and the offices over it. */
export function toldOf(stationId: string, communityId: string): EventPayload {
  return { subject: `Station:${stationId}`, organizationId: communityId, receiverId: communityId };
}

/** Counts a change of the station itself, so that two who change it at once learn of each other. */
export async function raiseVersion(command: Command, stationId: string): Promise<void> {
  await command.tx.station.update({ where: { id: stationId }, data: { version: { increment: 1 } } });
}
