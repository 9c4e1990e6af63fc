import type { Activity } from "@gongjian/prisma/client";
import { addDays, dateOf, fromDbDate, type LocalDate, later, startOfDay } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { Transaction } from "../../kernel/db.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import type { Calendar } from "../../kernel/workdays.ts";
import { loadCalendar, loadSettings } from "../cities/public.ts";
import { bookWherePossible } from "../stations/public.ts";
import { loadActivity, requirePlanned } from "./load.ts";
import { actions } from "./policy.ts";
import { hostSubjects, requireHost } from "./public.ts";
import { expectedSessions, type PlannedSeries, type Reconciliation, reconcile } from "./series.ts";
import { addSessions, cancelOne, moveOne } from "./write-sessions.ts";

export type ExtendActivityInput = { activityId: string; idempotencyKey?: string | null };

/**
 * Brings the sessions of a series up to date: as far ahead as the city looks, and around holidays that were named since. What
 * somebody moved or cancelled by hand stays.
 *
 * @throws Rejection ACTIVITY_ENDED.
 */
export function extendActivity(ctx: CommandContext, input: ExtendActivityInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "activity.extend", input }, async (command) => {
    const { tx, today, now } = command;
    const activity = await loadActivity(command, input.activityId);
    requireHost(command, actions["activity.extend"], hostSubjects(activity));
    requirePlanned(activity);
    const { sessionHorizonDays } = await loadSettings(tx, activity.cityId, today);
    const calendar = await loadCalendar(tx, activity.cityId);
    // Locked before they are compared: what a host moves or cancels at this moment is by hand, and stays.
    const ahead = await tx.activitySession.findMany({
      where: { activityId: activity.id, state: "PLANNED", startsAt: { gt: now } },
      select: { id: true },
    });
    await lockRows(
      tx,
      "ActivitySession",
      ahead.map(({ id }) => id),
    );
    const due = await changesDue(tx, activity, calendar, {
      today,
      now,
      until: addDays(today, sessionHorizonDays),
    });
    const touched = [...due.move.map(({ session }) => session.id), ...due.cancel.map(({ id }) => id)];
    const fresh = await addSessions(command, activity, due.add);
    const added = fresh.map(({ id }) => id);
    const inRoom = [...fresh];
    for (const { session, startsAt, endsAt } of due.move) {
      const to = { startsAt, endsAt, place: session.place, byHand: false };
      const moved = { ...session, cityId: activity.cityId, activityId: activity.id };
      await moveOne(command, activity, moved, to);
      inRoom.push({ ...moved, startsAt, endsAt });
    }
    if (activity.roomId !== null) await bookWherePossible(command, inRoom, activity.roomId);
    for (const session of due.cancel) {
      const isHoliday = calendar.get(dateOf(session.originalStartsAt)) === "HOLIDAY";
      const why = { reason: isHoliday ? ("HOLIDAY" as const) : ("OTHER" as const), note: null };
      await cancelOne(command, activity, { ...session, cityId: activity.cityId }, why);
    }
    command.audit({
      subjectIds: [activity.id, ...added, ...touched],
      payload: { added: added.length, moved: due.move.length, cancelled: due.cancel.length },
    });
    return { id: activity.id };
  });
}

/** The series of an activity as the rules over it see it. */
export function seriesOf(activity: Activity): PlannedSeries {
  return {
    firstOn: fromDbDate(activity.firstOn),
    recurrence: activity.recurrence,
    holidays: activity.holidays,
    endsOn: activity.endsOn && fromDbDate(activity.endsOn),
    startMinute: activity.startMinute,
    durationMinutes: activity.durationMinutes,
    place: activity.place,
    capacity: activity.capacity,
  };
}

/** What the sessions of an activity lack from today until a day. One statement. */
export async function changesDue(
  tx: Pick<Transaction, "activitySession">,
  activity: Activity,
  calendar: Calendar,
  at: { today: LocalDate; now: Date; until: LocalDate },
): Promise<Reconciliation> {
  // What is held once stands where its hosts put it.
  if (activity.recurrence === null) return { add: [], move: [], cancel: [] };
  const series = seriesOf(activity);
  const from = later(series.firstOn, addDays(at.today, 1));
  const standing = await tx.activitySession.findMany({
    where: { activityId: activity.id, originalStartsAt: { gte: startOfDay(from) } },
  });
  return reconcile(expectedSessions(series, calendar, from, at.until), standing, at.now);
}
