import { digestOf } from "../../kernel/canonical.ts";
import { addDays, fromDbDate, type LocalDate, startOfDay, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { loadActivity, requirePlanned } from "./load.ts";
import { MOST_NOTE } from "./model.ts";
import { actions } from "./policy.ts";
import { hostSubjects, requireHost } from "./public.ts";
import { tellHosts } from "./tell.ts";
import { cancelOne } from "./write-sessions.ts";

export type EndActivityInput = {
  activityId: string;
  /** The last day on which it is held. */
  lastOn: LocalDate;
  reason: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * Ends a series with a day: what was planned after it is cancelled, and who comes is told. What was held stays.
 *
 * @throws Rejection IN_THE_PAST at `lastOn` for a day before yesterday, BEFORE_START; REQUIRED at `reason`; ACTIVITY_ENDED.
 */
export function endActivity(ctx: CommandContext, input: EndActivityInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "activity.end", input }, async (command) => {
    const { tx, today, now } = command;
    const activity = await loadActivity(command, input.activityId, input.version);
    requireHost(command, actions["activity.change"], hostSubjects(activity));
    requirePlanned(activity);
    const reason = requireText(input.reason, "reason", MOST_NOTE);
    if (input.lastOn < addDays(today, -1)) {
      throw Rejection.validation([{ path: ["lastOn"], code: "IN_THE_PAST" }]);
    }
    const before = addDays(fromDbDate(activity.firstOn), -1);
    if (input.lastOn < before) throw Rejection.validation([{ path: ["lastOn"], code: "BEFORE_START" }]);
    const after = {
      activityId: activity.id,
      state: "PLANNED" as const,
      startsAt: { gt: now },
      originalStartsAt: { gte: startOfDay(addDays(input.lastOn, 1)) },
    };
    const seen = await tx.activitySession.findMany({ where: after, select: { id: true } });
    await lockRows(
      tx,
      "ActivitySession",
      seen.map(({ id }) => id),
    );
    // Read under the lock: one that its host cancelled at this moment keeps that reason.
    const open = await tx.activitySession.findMany({ where: after, orderBy: { id: "asc" } });
    for (const session of open)
      await cancelOne(command, activity, session, { reason: "OTHER", note: reason });
    await tx.activity.update({
      where: { id: activity.id },
      data: {
        state: "ENDED",
        endsOn: toDbDate(input.lastOn),
        endReason: reason,
        version: { increment: 1 },
      },
    });
    tellHosts(command, events["activity.ended"], activity, `Activity:${activity.id}`, { day: input.lastOn });
    command.audit({
      subjectIds: [activity.id, ...open.map(({ id }) => id)],
      payload: { lastOn: input.lastOn, cancelled: open.length, reason: digestOf(reason) },
    });
    return { id: activity.id };
  });
}
