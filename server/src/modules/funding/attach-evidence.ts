import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { linkEvidence } from "../evidence/public.ts";
import { partnershipOf, receiverSubject, takeExpense } from "./load.ts";
import { actions } from "./policy.ts";

export type AttachExpenseEvidenceInput = {
  expenseId: string;
  evidenceIds: readonly string[];
  idempotencyKey?: string | null;
};

/** The receiver puts more files behind a voucher that stands. EVIDENCE_NOT_FOUND. */
export function attachExpenseEvidence(
  ctx: CommandContext,
  input: AttachExpenseEvidenceInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "expense.evidence", input }, async (command) => {
    const expense = await takeExpense(command, input.expenseId);
    command.require(actions["expense.evidence"], receiverSubject(expense));
    if (expense.state === "REVERSED") throw Rejection.invalidTransition({ from: expense.state, allowed: [] });
    if (input.evidenceIds.length === 0)
      throw Rejection.validation([{ path: ["evidenceIds"], code: "REQUIRED" }]);
    await linkEvidence(command, input.evidenceIds, { expenseId: expense.id });
    command.audit({
      subjectIds: [expense.id, ...input.evidenceIds],
      partnershipId: partnershipOf(expense),
      payload: { expenseId: expense.id, evidenceIds: input.evidenceIds },
    });
    return { id: expense.id };
  });
}
