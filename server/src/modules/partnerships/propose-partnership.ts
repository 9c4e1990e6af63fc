import type { LocalDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadMembership, loadOrganization, refOf } from "../organizations/public.ts";
import { inputOf, type PairInput, pairProblems, writePartnerships } from "./assignment.ts";
import { events } from "./events.ts";
import { propose } from "./model.ts";
import { actions } from "./policy.ts";

export type ProposePartnershipInput = PairInput & {
  startsOn: LocalDate;
  endsOn: LocalDate;
  idempotencyKey?: string | null;
};

/**
 * A side proposes a partnership to the other. Nothing is owed until the other side accepts.
 *
 * @throws Rejection PARTNERSHIP_OVERLAP, validation.
 */
export function proposePartnership(
  ctx: CommandContext,
  input: ProposePartnershipInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "partnership.propose", input }, async (command) => {
    const { tx, actor } = command;
    const giver = await loadOrganization(tx, actor, input.giverId);
    const receiver = await loadOrganization(tx, actor, input.receiverId);
    const { cityId } = receiver;
    const grant = command.require(actions["partnership.propose"], {
      cityId,
      giver: refOf(giver),
      receiver: refOf(receiver),
    });
    const by = grant.membership?.organizationId === giver.id ? "GIVER" : "RECEIVER";
    const leader = input.leaderMembershipId ? await loadMembership(command, input.leaderMembershipId) : null;
    const entries = inputOf(input, input);
    const problems = pairProblems(entries, "AGREED", { giver, receiver, leader, attestor: null });
    if (problems.length > 0) throw Rejection.validation(problems);
    const id = command.newId();
    await writePartnerships(command, cityId, [{ ...propose(entries, by), id, attestorId: null }]);
    command.emit(events["partnership.proposed"], {
      subject: `Partnership:${id}`,
      giverId: giver.id,
      receiverId: receiver.id,
      partnershipId: id,
      params: { startsOn: input.startsOn, endsOn: input.endsOn },
    });
    command.audit({
      subjectIds: [id, giver.id, receiver.id],
      partnershipId: id,
      payload: {
        giverId: giver.id,
        receiverId: receiver.id,
        kind: input.kind,
        startsOn: input.startsOn,
        endsOn: input.endsOn,
        by,
      },
    });
    return { id };
  });
}
