import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { requireText } from "../../kernel/result.ts";
import { type AnswerReportInput, forEachPart, type PartInput, takeWaiting, tellHosts } from "./turn.ts";

export type DisputeSessionInput = AnswerReportInput & {
  /** What is wrong with the list: the host corrects it and reports again. */
  reason: string;
};

/**
 * The other side says that it was not so: nothing counts, the host corrects the list and reports again.
 *
 * @throws Rejection as for `confirmSession`; REQUIRED at `reason`.
 */
export async function disputeSession(
  ctx: CommandContext,
  input: DisputeSessionInput,
): Promise<CommandResult> {
  return forEachPart(ctx, input, (part) => disputePart(ctx, { ...part, reason: input.reason }));
}

function disputePart(ctx: CommandContext, input: PartInput & { reason: string }): Promise<CommandResult> {
  return runCommand(ctx, { name: "attendance.dispute", input }, async (command) => {
    const { part, by } = await takeWaiting(command, input);
    const disputeReason = requireText(input.reason, "reason", 500);
    await command.tx.sessionPart.update({
      where: { id: part.id },
      data: {
        state: "DISPUTED",
        disputedById: by.personId,
        disputedAt: command.now,
        disputeReason,
        version: { increment: 1 },
      },
    });
    tellHosts(command, part, "attendance.disputed");
    command.audit({
      subjectIds: [part.id, part.report.id, part.session.id],
      partnershipId: part.partnershipId,
      payload: { partId: part.id, sessionId: part.session.id, reason: digestOf(disputeReason) },
    });
    return { id: part.id };
  });
}
