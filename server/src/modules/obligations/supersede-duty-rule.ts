import { fromDbDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { auditOfRule, type DutyRuleFields, dutyRuleColumns } from "./duty-rule-fields.ts";
import { actions } from "./policy.ts";
import { mustEndLater, takeRule } from "./take-rule.ts";

export type SupersedeDutyRuleInput = DutyRuleFields & {
  dutyRuleId: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * A new version of a rule from a later day on: for periods that open from then. The former one ends the day before.
 *
 * @throws Rejection DATE_NOT_LATER, RULE_ENDED, KIND_NOT_IN_USE.
 */
export function supersedeDutyRule(
  ctx: CommandContext,
  input: SupersedeDutyRuleInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "rule.supersede", input }, async (command) => {
    const { cityId } = command.person();
    const former = await takeRule(command, cityId, input.dutyRuleId, input.version);
    command.require(actions["rule.manage"], { cityId });
    mustEndLater(command, former, input.validFrom, "validFrom");
    const columns = await dutyRuleColumns(command, cityId, input);
    await command.tx.dutyRule.update({
      where: { id: former.id },
      data: { validTo: toDbDate(input.validFrom), version: { increment: 1 } },
    });
    await command.tx.dutyRule.create({
      data: { ...columns, validTo: former.validTo, supersedesId: former.id },
    });
    command.audit({
      subjectIds: [columns.id, former.id],
      payload: {
        ...auditOfRule(columns),
        supersedesId: former.id,
        formerValidFrom: fromDbDate(former.validFrom),
      },
    });
    return { id: columns.id };
  });
}
