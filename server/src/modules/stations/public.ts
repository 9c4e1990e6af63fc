import type { ActivitySession, Prisma } from "@gongjian/prisma/client";
import { clockTime, dateOf, fromDbDate, minuteOfDay } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import { Rejection } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { closureOn, daysOf, overlap, type Use } from "./model.ts";

/** A session as far as its room is concerned. */
export type SessionInRoom = Pick<ActivitySession, "id" | "cityId" | "activityId" | "startsAt" | "endsAt">;

/**
 * Books a room for sessions of one activity, inside the caller's command, which has written the sessions and asked the policy. The
 * sessions are told of it (`roomId`); those that have another room give it up.
 *
 * @throws Rejection at `roomId`: ROOM_TAKEN with the other session's time (`date`, `from`, `to`); ROOM_ENDED; ROOM_OF_OTHERS when the
 * station's community neither hosts the activity nor is served by it; STATION_CLOSED with the day (`date`).
 */
export async function bookRooms(
  command: Command,
  sessions: readonly SessionInRoom[],
  roomId: string,
): Promise<void> {
  const [first] = sessions;
  if (!first) return;
  const room = await takeRoomFor(command, first, roomId);
  for (const problem of (await problemsOf(command, sessions, room)).values()) throw refused(problem);
  await writeBookings(command, sessions, roomId);
}

/** `bookRooms` for one session. */
export function bookRoom(command: Command, session: SessionInRoom, roomId: string): Promise<void> {
  return bookRooms(command, [session], roomId);
}

/**
 * Books the room for those of the sessions for which it is free, for what happens by itself: the days that a series gets over time, a
 * session that goes around a holiday. The others have no room, and the station's community is told.
 */
export async function bookWherePossible(
  command: Command,
  sessions: readonly SessionInRoom[],
  roomId: string,
): Promise<void> {
  const [first] = sessions;
  if (!first) return;
  const { tx } = command;
  await lockRows(tx, "Room", [roomId]);
  const room = await tx.room.findUniqueOrThrow({ where: { id: roomId }, include: IN_STATION });
  const problems = await problemsOf(command, sessions, room);
  const without = sessions.filter(({ id }) => room.endedOn !== null || problems.has(id));
  await releaseRooms(
    command,
    without.map(({ id }) => id),
  );
  await writeBookings(
    command,
    sessions.filter((session) => !without.includes(session)),
    roomId,
  );
  for (const { id, startsAt } of without) {
    const { communityId } = room.station;
    command.emit(events["room.missed"], {
      subject: `ActivitySession:${id}`,
      organizationId: communityId,
      receiverId: communityId,
      params: { day: dateOf(startsAt) },
    });
  }
}

/** Gives rooms free: the sessions were cancelled. Where they would have been stays on record. */
export async function releaseBooking(command: Command, sessionIds: readonly string[]): Promise<void> {
  if (sessionIds.length === 0) return;
  await command.tx.roomBooking.updateMany({
    where: { sessionId: { in: [...sessionIds] }, releasedAt: null },
    data: { releasedAt: command.now, version: { increment: 1 } },
  });
}

/** The sessions have no room any more: they go elsewhere. */
export async function releaseRooms(command: Command, sessionIds: readonly string[]): Promise<void> {
  await releaseBooking(command, sessionIds);
  await command.tx.activitySession.updateMany({
    where: { id: { in: [...sessionIds] }, roomId: { not: null } },
    data: { roomId: null },
  });
}

/**
 * What stands as the place of what is held in a room: the station and the room.
 *
 * @throws Rejection NOT_FOUND for a room of another city.
 */
export async function placeOfRoom(command: Command, roomId: string): Promise<string> {
  const { cityId } = command.actor;
  const room = await command.tx.room.findFirst({
    where: { id: roomId, ...(cityId === null ? {} : { cityId }) },
    select: { name: true, station: { select: { name: true } } },
  });
  if (!room) throw Rejection.notFound();
  return `${room.station.name} ${room.name}`;
}

const IN_STATION = { station: { include: { closures: true } } } satisfies Prisma.RoomInclude;

type RoomInStation = Prisma.RoomGetPayload<{ include: typeof IN_STATION }>;

/** Locks a room that may be booked for a session. */
async function takeRoomFor(command: Command, session: SessionInRoom, roomId: string): Promise<RoomInStation> {
  await lockRows(command.tx, "Room", [roomId]);
  const room = await command.tx.room.findFirst({
    where: { id: roomId, cityId: session.cityId },
    include: IN_STATION,
  });
  if (!room) throw Rejection.notFound();
  if (room.endedOn !== null) throw refused({ code: "ROOM_ENDED" });
  await requireOwnHouse(command, session, room.station.communityId);
  return room;
}

type RoomProblem = { code: string; params?: Record<string, string> };

function refused({ code, params }: RoomProblem): Rejection {
  return Rejection.validation([{ path: ["roomId"], code, ...(params ? { params } : {}) }]);
}

/** A room is for what its community holds, or what is held for it. */
async function requireOwnHouse(command: Command, session: SessionInRoom, communityId: string): Promise<void> {
  const activity = await command.tx.activity.findFirst({
    where: {
      id: session.activityId,
      OR: [
        { hosts: { some: { organizationId: communityId, leftAt: null } } },
        { partnerships: { some: { removedAt: null, partnership: { receiverId: communityId } } } },
      ],
    },
    select: { id: true },
  });
  if (!activity) throw refused({ code: "ROOM_OF_OTHERS" });
}

/** Why sessions cannot have a room, by session, in their order: closed on the day, or taken. The room's lock keeps others out meanwhile. */
async function problemsOf(
  command: Command,
  sessions: readonly SessionInRoom[],
  room: RoomInStation,
): Promise<Map<string, RoomProblem>> {
  const closed = room.station.closures.map(({ startsOn, endsOn }) => ({
    startsOn: fromDbDate(startsOn),
    endsOn: endsOn && fromDbDate(endsOn),
  }));
  const times = sessions.flatMap(({ startsAt, endsAt }) => [startsAt.getTime(), endsAt.getTime()]);
  const booked = await command.tx.roomBooking.findMany({
    where: {
      roomId: room.id,
      releasedAt: null,
      sessionId: { notIn: sessions.map(({ id }) => id) },
      startsAt: { lt: new Date(Math.max(...times)) },
      endsAt: { gt: new Date(Math.min(...times)) },
    },
    orderBy: { startsAt: "asc" },
  });
  const problems = new Map<string, RoomProblem>();
  for (const [position, session] of sessions.entries()) {
    const { first, last } = daysOf(session);
    const day = [first, last].find((date) => closureOn(closed, date) !== null);
    const other =
      booked.find((booking) => overlap(booking, session)) ??
      sessions.slice(0, position).find((earlier) => overlap(earlier, session));
    if (day) problems.set(session.id, { code: "STATION_CLOSED", params: { date: day } });
    else if (other) problems.set(session.id, { code: "ROOM_TAKEN", params: timeOf(other) });
  }
  return problems;
}

function timeOf({ startsAt, endsAt }: Use): Record<string, string> {
  const date = dateOf(startsAt);
  return { date, from: clockTime(minuteOfDay(startsAt)), to: clockTime(minuteOfDay(endsAt)) };
}

async function writeBookings(
  command: Command,
  sessions: readonly SessionInRoom[],
  roomId: string,
): Promise<void> {
  if (sessions.length === 0) return;
  const { tx } = command;
  const known = await tx.roomBooking.findMany({
    where: { sessionId: { in: sessions.map(({ id }) => id) } },
    select: { id: true, sessionId: true },
  });
  const idOf = new Map(known.map(({ id, sessionId }) => [sessionId, id]));
  // All give way first: two sessions of a series that change places are not in each other's.
  await releaseBooking(
    command,
    known.map(({ sessionId }) => sessionId),
  );
  const fresh = sessions.filter(({ id }) => !idOf.has(id));
  await tx.roomBooking.createMany({
    data: fresh.map(({ id: sessionId, cityId, startsAt, endsAt }) => ({
      id: command.newId(),
      cityId,
      roomId,
      sessionId,
      startsAt,
      endsAt,
    })),
  });
  for (const { id: sessionId, startsAt, endsAt } of sessions) {
    const id = idOf.get(sessionId);
    if (id === undefined) continue;
    await tx.roomBooking.update({
      where: { id },
      data: { roomId, startsAt, endsAt, releasedAt: null, version: { increment: 1 } },
    });
  }
  await tx.activitySession.updateMany({
    where: { id: { in: sessions.map(({ id }) => id) } },
    data: { roomId },
  });
}
