import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { periodsOfYear } from "./model.ts";
import { actions } from "./policy.ts";
import { cityOf, lastSealedDay } from "./public.ts";
import { writePeriods } from "./write-periods.ts";

export type OpenPeriodsOfYearInput = { year: number; idempotencyKey?: string | null };

/** Opens the quarters of a year and the year itself; those that are there, or end in what was sealed, are passed over. */
export function openPeriodsOfYear(
  ctx: CommandContext,
  input: OpenPeriodsOfYearInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "period.openYear", input }, async (command) => {
    const cityId = cityOf(command);
    command.require(actions["period.open"], { cityId });
    const spans = periodsOfYear(input.year);
    if (spans.length === 0) {
      throw Rejection.validation([
        { path: ["year"], code: "OUT_OF_RANGE", params: { min: "1992", max: "2998" } },
      ]);
    }
    const sealed = await lastSealedDay(command.tx, cityId);
    const open = spans.filter(({ closesOn }) => sealed === null || closesOn > sealed);
    const ids = await writePeriods(command, cityId, open);
    command.audit({ subjectIds: [cityId, ...ids], payload: { year: input.year, opened: ids.length } });
    return { id: cityId };
  });
}
