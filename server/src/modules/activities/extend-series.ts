import { addDays, today } from "../../kernel/clock.ts";
import type { CommandContext } from "../../kernel/command.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadCalendar, loadSettings } from "../cities/public.ts";
import { changesDue, extendActivity } from "./extend-activity.ts";

/**
 * Every night: the series of all cities get the days that have come into sight, and go around holidays that were named. One command
 * for each series that lacks something; a night that brings nothing writes nothing.
 */
export async function extendSeries(ctx: Omit<CommandContext, "actor">): Promise<number> {
  const { prisma } = ctx.database;
  const now = ctx.clock.now();
  const day = today(ctx.clock);
  let extended = 0;
  const cities = await prisma.city.findMany({ where: { closedOn: null }, select: { id: true } });
  for (const { id: cityId } of cities) {
    const { sessionHorizonDays } = await loadSettings(prisma, cityId, day);
    const calendar = await loadCalendar(prisma, cityId);
    const until = addDays(day, sessionHorizonDays);
    const running = await prisma.activity.findMany({
      where: { cityId, state: "PLANNED", recurrence: { not: null } },
      orderBy: { id: "asc" },
    });
    for (const activity of running) {
      const due = await changesDue(prisma, activity, calendar, { today: day, now, until });
      if (due.add.length + due.move.length + due.cancel.length === 0) continue;
      try {
        await extendActivity({ ...ctx, actor: { kind: "SYSTEM", cityId } }, { activityId: activity.id });
        extended += 1;
      } catch (error) {
        // Ended at this very moment: nothing to add any more.
        if (!(error instanceof Rejection)) throw error;
      }
    }
  }
  return extended;
}
