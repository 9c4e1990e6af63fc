import { addDays, type LocalDate, startOfDay } from "../../server/src/kernel/clock.ts";
import type { CommandContext } from "../../server/src/kernel/command.ts";
import { cancelSession } from "../../server/src/modules/activities/cancel-session.ts";
import { planActivity } from "../../server/src/modules/activities/plan-activity.ts";
import { signUp } from "../../server/src/modules/activities/sign-up.ts";
import { confirmSession } from "../../server/src/modules/attendance/confirm-session.ts";
import { disputeSession } from "../../server/src/modules/attendance/dispute-session.ts";
import { markPresent } from "../../server/src/modules/attendance/mark-present.ts";
import { reportSession } from "../../server/src/modules/attendance/report-session.ts";
import { secondAttendance } from "../../server/src/modules/attendance/second-attendance.ts";
import { typeAttendance } from "../../server/src/modules/attendance/type-attendance.ts";
import { enterVolunteerEntry } from "../../server/src/modules/volunteers/enter-entry.ts";
import type { Performers } from "./perform-office.ts";
import type { ActivityKindCode, Key } from "./plan.ts";
import { Missing, type Stage } from "./stage.ts";

export type ActivityStep =
  | "planActivity"
  | "signUp"
  | "cancelSession"
  | "markPresent"
  | "typeHours"
  | "secondHours"
  | "reportSession"
  | "confirmSession"
  | "disputeSession"
  | "volunteerEntry";

/** Steps of people who plan something, come to it, say that it was held and confirm it. */
export const activitySteps: Performers<ActivityStep> = {
  async planActivity(stage, ctx, step) {
    const { key, host, coHosts = [], kind, minutes, serves, do: _, ...fields } = step;
    const { id } = await planActivity(ctx, {
      ...fields,
      organizationId: stage.id(host),
      coHostIds: coHosts.map((one) => stage.id(one)),
      activityKindId: await activityKind(stage, kind),
      durationMinutes: minutes,
      holidays: "NEXT_WORKDAY",
      partnershipIds: serves.map((one) => stage.id(one)),
    });
    stage.ids.set(key, id);
  },

  async signUp(stage, ctx, { activity, on }) {
    await signUp(ctx, { sessionId: (await session(stage, activity, on)).id });
  },

  async cancelSession(stage, ctx, { activity, on, reason }) {
    await cancelSession(ctx, { sessionId: (await session(stage, activity, on)).id, reason });
  },

  async markPresent(stage, ctx, { activity, on, person }) {
    const { id, startsAt } = await session(stage, activity, on);
    await markPresent(ctx, { sessionId: id, personId: stage.id(person), arrivedAt: startsAt });
  },

  async typeHours(stage, ctx, { key, activity, on, person, minutes, reason }) {
    const sessionId = (await session(stage, activity, on)).id;
    const { id } = await typeAttendance(ctx, { sessionId, personId: stage.id(person), minutes, reason });
    stage.ids.set(key, id);
  },

  secondHours: (stage, ctx, { hours }) => secondAttendance(ctx, { attendanceId: stage.id(hours) }),

  async reportSession(stage, ctx, { activity, on, note }) {
    await reportSession(ctx, {
      sessionId: (await session(stage, activity, on)).id,
      note: note ?? null,
    });
  },

  confirmSession: (stage, ctx, { activity, on }) => say(stage, ctx, activity, on, confirmSession),

  disputeSession: (stage, ctx, { activity, on, reason }) =>
    say(stage, ctx, activity, on, (at, input) => disputeSession(at, { ...input, reason })),

  volunteerEntry: (stage, ctx, { organization, person, issuer, minutes, do: _, ...fields }) =>
    enterVolunteerEntry(ctx, {
      ...fields,
      organizationId: stage.id(organization),
      personId: stage.id(person),
      issuer: issuer ?? null,
      minutes: minutes ?? null,
    }),
};

/** Says something to a report as it stands. */
async function say(
  stage: Stage,
  ctx: CommandContext,
  activity: Key,
  on: LocalDate,
  run: (ctx: CommandContext, input: { sessionId: string; version: number }) => Promise<unknown>,
): Promise<void> {
  const { id } = await session(stage, activity, on);
  const report = await stage.database.prisma.sessionReport.findFirst({ where: { sessionId: id } });
  if (!report) throw new Missing(`nothing was reported of ${activity} on ${on}`);
  await run(ctx, { sessionId: id, version: report.version });
}

async function session(stage: Stage, activity: Key, on: LocalDate): Promise<{ id: string; startsAt: Date }> {
  const found = await stage.database.prisma.activitySession.findFirst({
    select: { id: true, startsAt: true },
    where: {
      activityId: stage.id(activity),
      startsAt: { gte: startOfDay(on), lt: startOfDay(addDays(on, 1)) },
    },
  });
  if (!found) throw new Missing(`${activity} has no session on ${on}`);
  return found;
}

async function activityKind(stage: Stage, code: ActivityKindCode): Promise<string> {
  const { cityId } = stage;
  const kind = await stage.database.prisma.activityKind.findFirstOrThrow({ where: { cityId, code } });
  return kind.id;
}
