import { randomBytes } from "node:crypto";
import type { ActivitySession } from "@gongjian/prisma/client";
import { addDays, dateOf, toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { newAddressCode } from "../../kernel/readable-code.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadSettings } from "../cities/public.ts";
import { releaseBooking, type SessionInRoom } from "../stations/public.ts";
import { events } from "./events.ts";
import type { HostedActivity } from "./load.ts";
import type { CancelReason } from "./model.ts";
import type { ExpectedSession } from "./series.ts";
import { tellHosts, whenParams } from "./tell.ts";

/** How sessions are written, wherever they come from: planned, moved, cancelled. */

const SECRET_BYTES = 32;
const CODE_LENGTH = 10;

/** Puts sessions into the calendar of an activity. */
export async function addSessions(
  command: Command,
  activity: { id: string; cityId: string },
  expected: readonly ExpectedSession[],
): Promise<SessionInRoom[]> {
  const rows = expected.map((each) => ({
    ...each,
    id: command.newId(),
    cityId: activity.cityId,
    activityId: activity.id,
    state: "PLANNED" as const,
    checkInSecret: randomBytes(SECRET_BYTES),
    publicCode: newAddressCode(CODE_LENGTH),
  }));
  await command.tx.activitySession.createMany({ data: rows });
  return rows;
}

/** Who comes to a session or waits for a place, as far as they have an account. */
export async function comingTo(command: Command, sessionId: string): Promise<string[]> {
  const signups = await command.tx.signup.findMany({
    where: { sessionId, personId: { not: null }, state: { not: "CANCELLED" } },
    select: { personId: true },
  });
  return signups.flatMap(({ personId }) => personId ?? []);
}

/**
 * Moves a session in time or place, inside the caller's command, which has asked the policy and locked it; who comes is told.
 *
 * @throws Rejection PEOPLE_CHECKED_IN while somebody's time on its list would lie outside of it: it was measured where it stands.
 */
export async function moveOne(
  command: Command,
  activity: HostedActivity,
  session: Pick<ActivitySession, "id" | "cityId" | "startsAt">,
  to: { startsAt: Date; endsAt: Date; place: string; byHand: boolean },
): Promise<void> {
  const { id: sessionId, cityId } = session;
  const outside = [{ startsAt: { lt: to.startsAt } }, { endsAt: { gt: to.endsAt } }];
  const measured = { cityId, sessionId, state: "PRESENT" as const, OR: outside };
  if ((await command.tx.attendance.count({ where: measured })) > 0)
    throw Rejection.invalidTransition({ from: "PLANNED", allowed: [], code: "PEOPLE_CHECKED_IN" });
  const before = whenParams(session.startsAt);
  await command.tx.activitySession.update({
    where: { id: session.id },
    data: { ...to, sequence: { increment: 1 }, version: { increment: 1 } },
  });
  await keepGuestsUntil(command, session, to.endsAt);
  command.emit(events["session.moved"], {
    subject: `ActivitySession:${session.id}`,
    personIds: await comingTo(command, session.id),
    params: {
      fromDay: before.day,
      fromWhen: before.when,
      ...whenParams(to.startsAt),
    },
  });
  tellHosts(command, events["session.changed"], activity, `ActivitySession:${session.id}`);
}

/** The days for which guests' data are kept go with their session. */
async function keepGuestsUntil(
  command: Command,
  session: Pick<ActivitySession, "id" | "cityId">,
  endsAt: Date,
): Promise<void> {
  const settings = await loadSettings(command.tx, session.cityId, command.today);
  await command.tx.guest.updateMany({
    where: { deletedAt: null, signups: { some: { sessionId: session.id } } },
    data: { deleteOn: toDbDate(addDays(dateOf(endsAt), settings.guestKeptDays + 1)) },
  });
}

/** Cancels a session, inside the caller's command, which has asked the policy and locked it; who comes and the hosts are told. */
export async function cancelOne(
  command: Command,
  activity: HostedActivity,
  session: Pick<ActivitySession, "id" | "cityId" | "startsAt">,
  why: { reason: CancelReason; note: string | null },
): Promise<void> {
  await command.tx.activitySession.update({
    where: { id: session.id },
    data: {
      state: "CANCELLED",
      cancelReason: why.reason,
      cancelNote: why.note,
      cancelledAt: command.now,
      sequence: { increment: 1 },
      version: { increment: 1 },
    },
  });
  await releaseBooking(command, [session.id]);
  const subject = `ActivitySession:${session.id}`;
  const params = { ...whenParams(session.startsAt), reason: why.reason };
  command.emit(events["session.cancelled"], {
    subject,
    personIds: await comingTo(command, session.id),
    params,
  });
  tellHosts(command, events["session.cancelled"], activity, subject, params);
}
