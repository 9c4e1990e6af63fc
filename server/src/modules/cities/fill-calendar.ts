import { fromDbDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { daysOfYear } from "./model.ts";
import { nationalDays } from "./national-days.ts";
import { actions } from "./policy.ts";
import { cityOf, lastSealedDay } from "./public.ts";
import { writeDays } from "./write-days.ts";

export type FillCalendarInput = { year: number; idempotencyKey?: string | null };

/**
 * Fills a year of the city's calendar with the national holidays and the days worked in exchange. Days that the city
 * has set itself stay, and so does what was sealed.
 *
 * @throws Rejection HOLIDAYS_UNKNOWN for a year whose arrangement this build does not know.
 */
export function fillCalendar(ctx: CommandContext, input: FillCalendarInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "calendar.fill", input }, async (command) => {
    const cityId = cityOf(command);
    command.require(actions["calendar.set"], { cityId });
    if (!Number.isInteger(input.year) || input.year < 2004 || input.year > 2999) {
      throw Rejection.validation([
        { path: ["year"], code: "OUT_OF_RANGE", params: { min: "2004", max: "2999" } },
      ]);
    }
    const { days, unknownYears } = nationalDays([input.year]);
    if (unknownYears.length > 0) throw Rejection.validation([{ path: ["year"], code: "HOLIDAYS_UNKNOWN" }]);
    const { first, last } = daysOfYear(input.year);
    const known = await command.tx.calendarDay.findMany({
      where: { cityId, date: { gte: toDbDate(first), lte: toDbDate(last) } },
      select: { date: true },
    });
    const own = new Set(known.map(({ date }) => fromDbDate(date)));
    const sealed = await lastSealedDay(command.tx, cityId);
    const fresh = days.filter(({ date }) => !own.has(date) && (sealed === null || date > sealed));
    await writeDays(command, cityId, fresh);
    command.audit({ subjectIds: [cityId], payload: { year: input.year, days: fresh.length } });
    return { id: cityId };
  });
}
