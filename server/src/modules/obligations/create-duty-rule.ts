import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { requireUnsealed } from "../cities/public.ts";
import { auditOfRule, type DutyRuleFields, dutyRuleColumns } from "./duty-rule-fields.ts";
import { actions } from "./policy.ts";

export type CreateDutyRuleInput = DutyRuleFields & { idempotencyKey?: string | null };

/**
 * The office asks something of its partner units in every period that opens from a day on. Nothing is asked of sealed periods.
 *
 * @throws Rejection KIND_NOT_IN_USE, PERIOD_SEALED.
 */
export function createDutyRule(ctx: CommandContext, input: CreateDutyRuleInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "rule.create", input }, async (command) => {
    const { cityId } = command.person();
    command.require(actions["rule.manage"], { cityId });
    await requireUnsealed(command, cityId, input.validFrom);
    const data = await dutyRuleColumns(command, cityId, input);
    await command.tx.dutyRule.create({ data });
    command.audit({ subjectIds: [data.id], payload: auditOfRule(data) });
    return { id: data.id };
  });
}
