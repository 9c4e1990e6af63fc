import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { actions } from "./policy.ts";
import { mustEndLater, takeRule } from "./take-rule.ts";

export type EndDutyRuleInput = {
  dutyRuleId: string;
  version?: number | null;
  /** First day on which it no longer applies. */
  validTo: LocalDate;
  idempotencyKey?: string | null;
};

/**
 * A rule no longer applies to periods that open from a later day on. What it asked for already stays owed.
 *
 * @throws Rejection DATE_NOT_LATER, RULE_ENDED.
 */
export function endDutyRule(ctx: CommandContext, input: EndDutyRuleInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "rule.end", input }, async (command) => {
    const { cityId } = command.person();
    const rule = await takeRule(command, cityId, input.dutyRuleId, input.version);
    command.require(actions["rule.manage"], { cityId });
    mustEndLater(command, rule, input.validTo, "validTo");
    await command.tx.dutyRule.update({
      where: { id: rule.id },
      data: { validTo: toDbDate(input.validTo), version: { increment: 1 } },
    });
    command.audit({ subjectIds: [rule.id], payload: { dutyRuleId: rule.id, validTo: input.validTo } });
    return { id: rule.id };
  });
}
