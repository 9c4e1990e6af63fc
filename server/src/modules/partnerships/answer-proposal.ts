import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { optionalText, Rejection } from "../../kernel/result.ts";
import { openRunningDuties } from "../obligations/public.ts";
import { events } from "./events.ts";
import { answerProposal as answer } from "./model.ts";
import { actions } from "./policy.ts";
import { savePartnership, subjectOfSide, takePartnership } from "./rows.ts";

export type AnswerProposalInput = {
  partnershipId: string;
  version?: number | null;
  accept: boolean;
  reason?: string | null;
  idempotencyKey?: string | null;
};

/**
 * The side that did not propose accepts or declines: never the person who proposed. Accepted, its duties of the running periods open.
 *
 * @throws Rejection INVALID_TRANSITION, SAME_PERSON.
 */
export function answerProposal(ctx: CommandContext, input: AnswerProposalInput): Promise<CommandResult> {
  const name = input.accept ? "partnership.accept" : "partnership.decline";
  return runCommand(ctx, { name, input }, async (command) => {
    const held = await takePartnership(command, input.partnershipId, input.version);
    const { partnership, told } = held;
    const side = partnership.proposedBy === "GIVER" ? "RECEIVER" : "GIVER";
    command.require(actions["partnership.answer"], subjectOfSide(held, side));
    const answered = answer(partnership, input.accept ? "accept" : "decline", side);
    const proposal = await command.tx.auditEntry.findFirst({
      where: { subjectIds: { has: partnership.id }, command: "partnership.propose" },
      select: { personId: true },
    });
    if (proposal?.personId === command.person().personId) throw Rejection.forbidden("SAME_PERSON");
    const reason = optionalText(input.reason, "reason");
    await savePartnership(command, { ...answered, endReason: input.accept ? null : reason });
    const opened = input.accept ? await openRunningDuties(command, partnership.cityId, [partnership.id]) : [];
    command.emit(events[input.accept ? "partnership.accepted" : "partnership.declined"], told);
    command.audit({
      subjectIds: [partnership.id, ...opened],
      partnershipId: partnership.id,
      payload: { side, opened: opened.length, reason: reason === null ? null : digestOf(reason) },
    });
    return { id: partnership.id };
  });
}
