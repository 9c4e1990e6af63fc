import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { type AssignmentTerms, assignPairs, type PairInput } from "./assignment.ts";
import { checkAssignments } from "./check-assignments.ts";
import { actions } from "./policy.ts";

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
    const actor = command.person();
    const { cityId, checked, problems } = await checkAssignments(command.tx, actor, input.pairs, input);
    if (problems.length > 0) throw Rejection.validation(problems);
    // Every row was asked about above; the entry is signed under the role that allowed the first.
    const [first] = input.pairs;
    const receiver = await command.tx.organization.findUniqueOrThrow({
      where: { id: first?.receiverId ?? "" },
      include: { division: { select: { path: true } } },
    });
    command.require(actions["partnership.assign"], {
      cityId,
      receiver: { id: receiver.id, path: receiver.division.path },
    });
    const { ids, opened } = await assignPairs(command, cityId, checked);
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
