import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadMembership, loadOrganization, refOf } from "../organizations/public.ts";
import { type AssignmentTerms, assignPairs, inputOf, type PairInput, pairProblems } from "./assignment.ts";
import { actions } from "./policy.ts";

export type AssignPartnershipInput = PairInput & AssignmentTerms & { idempotencyKey?: string | null };

/**
 * An office pairs a unit with a receiver by its document: active from its first day, acknowledged or not.
 * Duties of the running periods open with it.
 *
 * @throws Rejection PARTNERSHIP_OVERLAP when the same pair, kind and section or leader already has a term in it.
 */
export function assignPartnership(
  ctx: CommandContext,
  input: AssignPartnershipInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "partnership.assign", input }, async (command) => {
    const { tx, actor } = command;
    const giver = await loadOrganization(tx, actor, input.giverId);
    const receiver = await loadOrganization(tx, actor, input.receiverId);
    command.require(actions["partnership.assign"], {
      cityId: receiver.cityId,
      giver: refOf(giver),
      receiver: refOf(receiver),
    });
    const leader = input.leaderMembershipId ? await loadMembership(command, input.leaderMembershipId) : null;
    const attestor = input.attestorId ? await loadOrganization(tx, actor, input.attestorId) : null;
    const entries = inputOf(input, input);
    const problems = pairProblems(entries, "ASSIGNED", { giver, receiver, leader, attestor });
    if (problems.length > 0) throw Rejection.validation(problems);
    const { ids, opened } = await assignPairs(command, receiver.cityId, [
      { input: entries, attestorId: attestor?.id ?? null },
    ]);
    const id = ids[0] as string;
    command.audit({
      subjectIds: [id, giver.id, receiver.id, ...opened],
      partnershipId: id,
      payload: {
        giverId: giver.id,
        receiverId: receiver.id,
        kind: input.kind,
        startsOn: input.startsOn,
        endsOn: input.endsOn,
        documentNumber: input.documentNumber,
        documentDate: input.documentDate,
        opened: opened.length,
      },
    });
    return { id };
  });
}
