import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { withdrawDraft } from "./agreement.ts";
import { takeAgreement } from "./agreement-rows.ts";
import { events } from "./events.ts";
import { actions } from "./policy.ts";
import { subjectOfSide } from "./rows.ts";

export type WithdrawAgreementInput = {
  agreementId: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** The side that drafted a version takes it back before it is in force. */
export function withdrawAgreement(
  ctx: CommandContext,
  input: WithdrawAgreementInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "agreement.withdraw", input }, async (command) => {
    const { held, agreement, signatures } = await takeAgreement(command, input.agreementId, input.version);
    command.require(actions["agreement.draft"], subjectOfSide(held, agreement.draftedBySide));
    const { state } = withdrawDraft(agreement, signatures);
    await command.tx.agreement.update({
      where: { id: agreement.id },
      data: { state, version: { increment: 1 } },
    });
    command.emit(events["agreement.withdrawn"], { ...held.told, subject: `Agreement:${agreement.id}` });
    command.audit({
      subjectIds: [agreement.id, held.partnership.id],
      partnershipId: held.partnership.id,
      payload: { versionNumber: agreement.versionNumber, state },
    });
    return { id: agreement.id };
  });
}
