import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { planCancel, unsent } from "./instalments.ts";
import { cancelJournal } from "./journals.ts";
import { takePledge } from "./load.ts";
import { applyPlan, recordChange } from "./pledge-rows.ts";
import { actions } from "./policy.ts";

export type CancelPledgeInput = {
  pledgeId: string;
  version?: number | null;
  reason: string;
  idempotencyKey?: string | null;
};

/**
 * The giver's manager ends a pledge: what is not sent is promised no longer; what was sent is received, spent and returned as ever. What
 * comes back to promised later (a withdrawn sending) is ended by the same command again. NOTHING_TO_CANCEL.
 */
export function cancelPledge(ctx: CommandContext, input: CancelPledgeInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "pledge.cancel", input }, async (command) => {
    const { pledge, lines, subject, told } = await takePledge(command, input.pledgeId, input.version);
    command.require(actions["pledge.cancel"], subject);
    const reason = requireText(input.reason, "reason");
    const open = lines.filter((line) => unsent(line.instalments) > 0n);
    if (open.length === 0) {
      throw Rejection.invalidTransition({ from: pledge.state, allowed: [], code: "NOTHING_TO_CANCEL" });
    }
    const cancelled: Record<string, bigint> = {};
    for (const line of open) {
      const { amount, changes } = planCancel(line.instalments);
      await applyPlan(command, line, changes, { kind: "CANCEL", reason });
      await recordChange(command, line, {
        kind: "CANCEL",
        amount: -amount,
        reason,
        journal: cancelJournal(line.id, amount),
      });
      cancelled[line.id] = amount;
    }
    await command.tx.pledge.update({
      where: { id: pledge.id },
      data: { state: "CANCELLED", version: { increment: 1 } },
    });
    command.emit(events["pledge.lowered"], {
      ...told,
      params: {
        change: "CANCEL",
        measure: open[0]?.measure ?? "MONEY",
        amount: String(cancelled[open[0]?.id ?? ""] ?? 0n),
      },
    });
    command.audit({
      subjectIds: [pledge.id, ...open.map((line) => line.id)],
      partnershipId: pledge.partnershipId,
      payload: { pledgeId: pledge.id, cancelled, reason: digestOf(reason) },
    });
    return { id: pledge.id };
  });
}
