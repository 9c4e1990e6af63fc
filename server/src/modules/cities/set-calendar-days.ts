import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { checkDays, type NamedDay } from "./model.ts";
import { actions } from "./policy.ts";
import { cityOf, requireUnsealed } from "./public.ts";
import { writeDays } from "./write-days.ts";

export type SetCalendarDaysInput = { days: NamedDay[]; idempotencyKey?: string | null };

/**
 * Sets days of the city's calendar that differ from the plain week; a day that is there is replaced.
 *
 * @throws Rejection PERIOD_SEALED when one of them lies in what was sealed.
 */
export function setCalendarDays(ctx: CommandContext, input: SetCalendarDaysInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "calendar.setDays", input }, async (command) => {
    const cityId = cityOf(command);
    command.require(actions["calendar.set"], { cityId });
    const problems = checkDays(input.days);
    const [first] = input.days.map(({ date }) => date).sort();
    if (problems.length > 0 || first === undefined) throw Rejection.validation(problems);
    await requireUnsealed(command, cityId, first);
    await writeDays(command, cityId, input.days);
    command.audit({
      subjectIds: [cityId],
      payload: { days: input.days.map(({ date, kind }) => ({ date, kind })) },
    });
    return { id: cityId };
  });
}
