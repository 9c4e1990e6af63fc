import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadPerson, requirePersonManager } from "../organizations/public.ts";
import { invitationRefusals, invitationState } from "./model.ts";
import { visibleTo } from "./policy.ts";

export type RevokeInvitationInput = { invitationId: string; idempotencyKey?: string | null };

/** Takes an open invitation back: its link no longer works. */
export function revokeInvitation(ctx: CommandContext, input: RevokeInvitationInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "invitation.revoke", input }, async (command) => {
    const { tx, now } = command;
    await lockRows(tx, "Invitation", [input.invitationId]);
    const invitation = await tx.invitation.findFirst({
      where: { AND: [{ id: input.invitationId }, visibleTo(command.person())] },
    });
    if (!invitation) throw Rejection.notFound();
    requirePersonManager(command, await loadPerson(command, invitation.personId));
    const state = invitationState(invitation, now);
    if (state !== "OPEN") {
      throw Rejection.invalidTransition({ from: state, allowed: [], code: invitationRefusals[state] });
    }
    await tx.invitation.update({ where: { id: invitation.id }, data: { revokedAt: now } });
    command.audit({
      subjectIds: [invitation.id, invitation.personId],
      payload: { invitationId: invitation.id, personId: invitation.personId },
    });
    return { id: invitation.id };
  });
}
