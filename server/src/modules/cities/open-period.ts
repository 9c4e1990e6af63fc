import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { periodOf } from "./model.ts";
import { actions } from "./policy.ts";
import { cityOf, requireUnsealed } from "./public.ts";
import { writePeriods } from "./write-periods.ts";

export type OpenPeriodInput = {
  /** `2026Q4`, `2026H2` or `2026`. */
  code: string;
  idempotencyKey?: string | null;
};

/**
 * Opens one period of the city; its code says its kind and its days.
 *
 * @throws Rejection PERIOD_OVERLAP when it is open already, PERIOD_SEALED when it ends in what was sealed.
 */
export function openPeriod(ctx: CommandContext, input: OpenPeriodInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "period.open", input }, async (command) => {
    const cityId = cityOf(command);
    command.require(actions["period.open"], { cityId });
    const span = periodOf(input.code);
    if (!span) throw Rejection.validation([{ path: ["code"], code: "PERIOD_CODE_FORM" }]);
    await requireUnsealed(command, cityId, span.closesOn);
    const [id] = await writePeriods(command, cityId, [span]);
    if (id === undefined) throw Rejection.conflict(null, "PERIOD_OVERLAP");
    command.audit({ subjectIds: [id, cityId], payload: { ...span } });
    return { id };
  });
}
