import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import type { AssignmentTerms, PairInput } from "./assignment.ts";
import { assignAll } from "./public.ts";

export type AssignPartnershipsInput = AssignmentTerms & {
  pairs: PairInput[];
  idempotencyKey?: string | null;
};

/**
 * An office assigns many pairs by one document: all of them, or none with every row's problem named.
 * Answers with the id of the batch; the audit entry that carries it lists the partnerships.
 *
 * @throws Rejection validation with paths `pairs.<row>.<field>`.
 */
export function assignPartnerships(
  ctx: CommandContext,
  input: AssignPartnershipsInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "partnership.assignMany", input }, async (command) => {
    const { ids, opened } = await assignAll(command, input.pairs, input);
    const batchId = command.newId();
    command.audit({
      subjectIds: [batchId, ...ids, ...opened],
      payload: {
        partnershipIds: ids,
        startsOn: input.startsOn,
        endsOn: input.endsOn,
        documentNumber: input.documentNumber,
        documentDate: input.documentDate,
        opened: opened.length,
      },
    });
    return { id: batchId };
  });
}
