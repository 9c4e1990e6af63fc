import { digestOf } from "../../kernel/canonical.ts";
import { addDays, clockTime, dateOf, type LocalDate, later, toDbDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadCalendar, loadSettings } from "../cities/public.ts";
import { placeOfRoom, releaseBooking } from "../stations/public.ts";
import { bookAnew } from "./book-anew.ts";
import { events } from "./events.ts";
import { seriesOf } from "./extend-activity.ts";
import { passPlaces } from "./line.ts";
import { activityScope, type HostedActivity, requirePlanned } from "./load.ts";
import { checkTerms, type HolidayPolicy, minuteOf, refusalToChange } from "./model.ts";
import { actions } from "./policy.ts";
import { hostSubjects, loadSession, requireHost } from "./public.ts";
import { parseRule } from "./recurrence.ts";
import { carryOver, expectedSessions, type PlannedSeries, type StandingSession } from "./series.ts";
import { tellHosts } from "./tell.ts";
import { addSessions, cancelOne, moveOne } from "./write-sessions.ts";

export type ChangeSeriesInput = {
  /** From this session on. */
  sessionId: string;
  /** The day of the first session of the changed series; that of the session by default. */
  firstOn?: LocalDate | null;
  startTime?: string | null;
  durationMinutes?: number | null;
  place?: string | null;
  /** Absent: the room that it has; null: none any more. */
  roomId?: string | null;
  /** Absent: as before; null: as many as come. */
  capacity?: number | null;
  recurrence?: string | null;
  holidays?: HolidayPolicy | null;
  /** Of the activity. */
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * Changes a series from one of its sessions on: it goes on as an activity of its own, with the same hosts, words and partnerships.
 * Who signed up for a session of the same day or week comes to the changed one, and is told; what has no place in it is cancelled.
 *
 * @throws Rejection by field; NOT_A_SERIES, SESSION_NOT_PLANNED, SESSION_ENDED, ACTIVITY_ENDED; CAPACITY_BELOW_SIGNED at `capacity`; at `roomId`
 * as `bookRooms`.
 */
export function changeSeries(ctx: CommandContext, input: ChangeSeriesInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "activity.changeSeries", input }, async (command) => {
    const { tx, today } = command;
    // The activity before its sessions, as every command locks them.
    const where = { AND: [{ id: input.sessionId }, { activity: activityScope(command.actor) }] };
    const of = await tx.activitySession.findFirst({ where, select: { activityId: true } });
    if (!of) throw Rejection.notFound();
    await lockRows(tx, "Activity", [of.activityId]);
    const seen = await loadSession(command, input.sessionId);
    const { activity } = seen;
    if (activity.id !== of.activityId) throw Rejection.conflict(activity.version);
    requireHost(command, actions["activity.change"], hostSubjects(activity));
    requirePlanned(activity);
    if (input.version !== undefined && input.version !== null && input.version !== activity.version) {
      throw Rejection.conflict(activity.version);
    }
    const refusal = refusalToChange(seen, command.now);
    if (refusal) throw Rejection.invalidTransition({ from: seen.state, allowed: [], code: refusal });
    if (activity.recurrence === null) {
      throw Rejection.invalidTransition({ from: activity.state, allowed: [], code: "NOT_A_SERIES" });
    }
    const from = dateOf(seen.originalStartsAt);
    const roomId = input.roomId === undefined ? activity.roomId : input.roomId;
    const isOtherRoom = roomId !== null && roomId !== activity.roomId;
    const place = input.place?.trim() || (isOtherRoom ? await placeOfRoom(command, roomId) : null);
    const series = changedSeries(activity, { ...input, place }, from, today);

    const settings = await loadSettings(tx, activity.cityId, today);
    const calendar = await loadCalendar(tx, activity.cityId);
    const until = later(addDays(today, settings.sessionHorizonDays), series.firstOn);
    const expected = expectedSessions(series, calendar, series.firstOn, until);
    if (expected.length === 0) throw Rejection.validation([{ path: ["recurrence"], code: "NO_SESSIONS" }]);

    const ids = await tx.activitySession.findMany({
      where: { activityId: activity.id, originalStartsAt: { gte: seen.originalStartsAt } },
      select: { id: true },
    });
    await lockRows(
      tx,
      "ActivitySession",
      ids.map(({ id }) => id),
    );
    const standing = await tx.activitySession.findMany({
      where: { id: { in: ids.map(({ id }) => id) } },
      include: { seats: { select: { signed: true } } },
    });
    const most = Math.max(0, ...standing.map(({ seats }) => seats?.signed ?? 0));
    if (series.capacity !== null && series.capacity < most) {
      const params = { signed: String(most) };
      throw Rejection.validation([{ path: ["capacity"], code: "CAPACITY_BELOW_SIGNED", params }]);
    }
    const next = await continueActivity(command, activity, series, roomId);
    const { carried, left, add } = carryOver(standing, expected);
    // All rooms are free until every session has its new time: those of one series are not in each other's way.
    await releaseBooking(
      command,
      standing.map(({ id }) => id),
    );
    for (const { session, as } of carried) {
      await tx.activitySession.update({
        where: { id: session.id },
        data: {
          activityId: next.id,
          originalStartsAt: as.originalStartsAt,
          ...(session.state === "PLANNED" && !session.byHand ? { capacity: as.capacity } : {}),
          version: { increment: 1 },
        },
      });
      if (session.state !== "PLANNED" || session.byHand || isSame(session, as)) continue;
      const to = { startsAt: as.startsAt, endsAt: as.endsAt, place: as.place, byHand: false };
      await moveOne(command, activity, { ...session, cityId: activity.cityId }, to);
    }
    const cancelled = left.filter((session) => session.state === "PLANNED" && session.startsAt > command.now);
    for (const session of cancelled) {
      const why = { reason: "OTHER" as const, note: null };
      await cancelOne(command, activity, { ...session, cityId: activity.cityId }, why);
    }
    const fresh = await addSessions(
      command,
      next,
      add.filter(({ startsAt }) => startsAt > command.now),
    );
    const added = fresh.map(({ id }) => id);
    await bookAnew(command, [...standing.map(({ id }) => id), ...added], { activityId: next.id, roomId });
    for (const { session } of carried) {
      const now = await loadSession(command, session.id);
      await passPlaces(command, now);
    }
    const goesOn = await tx.activitySession.count({
      where: { activityId: activity.id, state: "PLANNED", startsAt: { gt: command.now } },
    });
    await tx.activity.update({
      where: { id: activity.id },
      data: {
        endsOn: toDbDate(addDays(from, -1)),
        ...(goesOn > 0 ? {} : { state: "ENDED" as const }),
        version: { increment: 1 },
      },
    });
    tellHosts(command, events["activity.planned"], activity, `Activity:${next.id}`, {
      day: series.firstOn,
      when: clockTime(series.startMinute),
    });
    command.audit({
      subjectIds: [next.id, activity.id, ...added, ...standing.map(({ id }) => id)],
      payload: {
        continues: activity.id,
        firstOn: series.firstOn,
        startMinute: series.startMinute,
        durationMinutes: series.durationMinutes,
        capacity: series.capacity,
        recurrence: series.recurrence,
        holidays: series.holidays,
        place: digestOf(series.place),
        roomId,
        carried: carried.length,
        cancelled: cancelled.length,
        added: added.length,
      },
    });
    return { id: next.id };
  });
}

/** The series as it is from now on: what was said anew, and of the rest what stood. */
function changedSeries(
  activity: HostedActivity,
  input: ChangeSeriesInput,
  from: LocalDate,
  today: LocalDate,
): PlannedSeries {
  const before = seriesOf(activity);
  const firstOn = input.firstOn ?? from;
  const startTime = input.startTime ?? clockTime(before.startMinute);
  const terms = {
    firstOn,
    startTime,
    durationMinutes: input.durationMinutes ?? before.durationMinutes,
    place: (input.place ?? before.place).trim(),
    capacity: input.capacity === undefined ? before.capacity : input.capacity,
  };
  const problems = checkTerms(terms, today);
  if (firstOn < from && firstOn < today) problems.push({ path: ["firstOn"], code: "IN_THE_PAST" });
  const parsed = parseRule(input.recurrence ?? before.recurrence ?? "");
  if ("code" in parsed) problems.push({ path: ["recurrence"], code: parsed.code });
  if (problems.length > 0 || "code" in parsed) throw Rejection.validation(problems);
  const { startTime: _, ...rest } = terms;
  return {
    ...rest,
    startMinute: minuteOf(startTime) as number,
    recurrence: parsed.rule,
    holidays: input.holidays ?? before.holidays,
    endsOn: null,
  };
}

/** The activity that goes on from one: its hosts, words and partnerships, with other terms. */
async function continueActivity(
  command: Command,
  activity: HostedActivity,
  series: PlannedSeries,
  roomId: string | null,
): Promise<{ id: string; cityId: string }> {
  const { tx } = command;
  const { cityId } = activity;
  const id = command.newId();
  const { firstOn, ...terms } = series;
  const byId = command.actor.kind === "PERSON" ? command.actor.personId : activity.createdById;
  await tx.activity.create({
    data: {
      ...terms,
      roomId,
      id,
      cityId,
      firstOn: toDbDate(firstOn),
      endsOn: null,
      activityKindId: activity.activityKindId,
      title: activity.title,
      body: activity.body,
      skills: activity.skills,
      audience: activity.audience,
      state: "PLANNED",
      continuesId: activity.id,
      createdById: byId,
      onBehalf: activity.onBehalf,
    },
  });
  await tx.activityHost.createMany({
    data: activity.hosts.map(({ organizationId, invitedById }) => ({
      id: command.newId(),
      cityId,
      activityId: id,
      organizationId,
      invitedById,
    })),
  });
  const served = await tx.activityPartnership.findMany({
    where: { activityId: activity.id, removedAt: null },
  });
  await tx.activityPartnership.createMany({
    data: served.map(({ partnershipId }) => ({ id: command.newId(), cityId, activityId: id, partnershipId })),
  });
  return { id, cityId };
}

function isSame(session: StandingSession, as: { startsAt: Date; endsAt: Date; place: string }): boolean {
  return (
    session.startsAt.getTime() === as.startsAt.getTime() &&
    session.endsAt.getTime() === as.endsAt.getTime() &&
    session.place === as.place
  );
}
