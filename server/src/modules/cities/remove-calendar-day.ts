import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { actions } from "./policy.ts";
import { cityOf, requireUnsealed } from "./public.ts";

export type RemoveCalendarDayInput = { date: LocalDate; idempotencyKey?: string | null };

/**
 * Takes a day out of the city's calendar: it follows the plain week again.
 *
 * @throws Rejection PERIOD_SEALED when it lies in what was sealed.
 */
export function removeCalendarDay(
  ctx: CommandContext,
  input: RemoveCalendarDayInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "calendar.removeDay", input }, async (command) => {
    const cityId = cityOf(command);
    command.require(actions["calendar.set"], { cityId });
    await requireUnsealed(command, cityId, input.date);
    const { count } = await command.tx.calendarDay.deleteMany({
      where: { cityId, date: toDbDate(input.date) },
    });
    if (count === 0) throw Rejection.notFound();
    command.audit({ subjectIds: [cityId], payload: { date: input.date } });
    return { id: cityId };
  });
}
