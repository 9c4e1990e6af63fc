import type { ActivitySession } from "@gongjian/prisma/client";
import { dateOf, fromDbDate, startOfDay } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import { type FieldProblem, Rejection } from "../../kernel/result.ts";
import { clockTime, closureOn, daysOf, overlap, type Use } from "./model.ts";

/** A session as far as its room is concerned. */
export type SessionInRoom = Pick<ActivitySession, "id" | "cityId" | "activityId" | "startsAt" | "endsAt">;

/** Where a booked room is, in words that stand as the session's place. */
export type BookedRoom = { roomId: string; place: string };

/**
 * Books a room for sessions of one activity, inside the caller's command, which has written the sessions and asked the policy.
 * The caller writes `roomId` (and `place`, where none was given) into them. A session that has another room gives it up.
 *
 * @throws Rejection at `roomId`: ROOM_TAKEN with the other session's time (`date`, `from`, `to`); ROOM_ENDED; ROOM_OF_OTHERS when the
 * station's community neither hosts the activity nor is served by it; STATION_CLOSED with the day (`date`).
 */
export async function bookRooms(
  command: Command,
  sessions: readonly SessionInRoom[],
  roomId: string,
): Promise<BookedRoom> {
  const [first] = sessions;
  if (!first) throw new Error("a room is booked for a session");
  const { tx } = command;
  await lockRows(tx, "Room", [roomId]);
  const room = await tx.room.findFirst({
    where: { id: roomId, cityId: first.cityId },
    include: { station: { include: { closures: true } } },
  });
  if (!room) throw Rejection.notFound();
  if (room.endedOn !== null) throw refused("ROOM_ENDED");
  await requireOwnHouse(command, first, room.station.communityId);
  requireOpen(sessions, room.station.closures);
  await requireFree(command, sessions, roomId);
  await writeBookings(command, sessions, roomId);
  return { roomId, place: `${room.station.name} ${room.name}` };
}

/** `bookRooms` for one session. */
export function bookRoom(command: Command, session: SessionInRoom, roomId: string): Promise<BookedRoom> {
  return bookRooms(command, [session], roomId);
}

/**
 * Takes the booking along to the session's new time. Nothing happens for a session without a room.
 *
 * @throws Rejection as `bookRooms`.
 */
export async function moveBooking(
  command: Command,
  session: SessionInRoom & Pick<ActivitySession, "roomId">,
): Promise<void> {
  if (session.roomId !== null) await bookRoom(command, session, session.roomId);
}

/** Gives rooms free again: the sessions were cancelled or go elsewhere. */
export async function releaseBooking(command: Command, sessionIds: readonly string[]): Promise<void> {
  if (sessionIds.length === 0) return;
  await command.tx.roomBooking.updateMany({
    where: { sessionId: { in: [...sessionIds] }, releasedAt: null },
    data: { releasedAt: command.now, version: { increment: 1 } },
  });
}

function refused(code: string, params?: Record<string, string>): Rejection {
  const problem: FieldProblem = { path: ["roomId"], code, ...(params ? { params } : {}) };
  return Rejection.validation([problem]);
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
  if (!activity) throw refused("ROOM_OF_OTHERS");
}

function requireOpen(
  sessions: readonly Use[],
  closures: readonly { startsOn: Date; endsOn: Date | null }[],
): void {
  const closed = closures.map(({ startsOn, endsOn }) => ({
    startsOn: fromDbDate(startsOn),
    endsOn: endsOn && fromDbDate(endsOn),
  }));
  for (const session of sessions) {
    const { first, last } = daysOf(session);
    const day = [first, last].find((date) => closureOn(closed, date) !== null);
    if (day) throw refused("STATION_CLOSED", { date: day });
  }
}

/** The room's lock keeps others out meanwhile; the database refuses whoever comes another way. */
async function requireFree(
  command: Command,
  sessions: readonly SessionInRoom[],
  roomId: string,
): Promise<void> {
  const times = sessions.flatMap(({ startsAt, endsAt }) => [startsAt.getTime(), endsAt.getTime()]);
  const booked = await command.tx.roomBooking.findMany({
    where: {
      roomId,
      releasedAt: null,
      sessionId: { notIn: sessions.map(({ id }) => id) },
      startsAt: { lt: new Date(Math.max(...times)) },
      endsAt: { gt: new Date(Math.min(...times)) },
    },
    orderBy: { startsAt: "asc" },
  });
  for (const [position, session] of sessions.entries()) {
    const other =
      booked.find((booking) => overlap(booking, session)) ??
      sessions.slice(0, position).find((earlier) => overlap(earlier, session));
    if (other) throw refused("ROOM_TAKEN", timeOf(other));
  }
}

function timeOf({ startsAt, endsAt }: Use): Record<string, string> {
  const date = dateOf(startsAt);
  const minute = (at: Date) => Math.round((at.getTime() - startOfDay(dateOf(at)).getTime()) / 60_000);
  return { date, from: clockTime(minute(startsAt)), to: clockTime(minute(endsAt)) };
}

async function writeBookings(
  command: Command,
  sessions: readonly SessionInRoom[],
  roomId: string,
): Promise<void> {
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
}
