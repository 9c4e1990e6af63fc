import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadPerson, requirePersonManager } from "../organizations/public.ts";
import { events } from "./events.ts";
import type { InvitationResult } from "./invite-person.ts";
import { actions } from "./policy.ts";
import { issueInvitation } from "./public.ts";

export type ResetPasswordInput = { personId: string; idempotencyKey?: string | null };

/**
 * An office makes a link by which a person chooses a new password. The old one works, and sessions go on, until it is used.
 *
 * @throws Rejection ACCOUNT_NOT_FOUND: who has no account is invited instead.
 */
export async function resetPassword(
  ctx: CommandContext,
  input: ResetPasswordInput,
): Promise<InvitationResult> {
  let token: string | null = null;
  const { id } = await runCommand(ctx, { name: "password.issueReset", input }, async (command) => {
    await lockRows(command.tx, "Person", [input.personId]);
    const person = await loadPerson(command, input.personId);
    requirePersonManager(command, person, actions["password.reset"]);
    const account = await command.tx.authUser.findUnique({
      where: { personId: person.id },
      select: { id: true },
    });
    if (!account) {
      throw Rejection.invalidTransition({
        from: "NO_ACCOUNT",
        allowed: ["invite"],
        code: "ACCOUNT_NOT_FOUND",
      });
    }
    const issued = await issueInvitation(command, {
      cityId: person.cityId,
      personId: person.id,
      purpose: "RESET",
    });
    token = issued.token;
    command.emit(events["password.resetIssued"], { subject: `Person:${person.id}`, personIds: [person.id] });
    command.audit({
      subjectIds: [issued.id, person.id],
      payload: { invitationId: issued.id, personId: person.id },
    });
    return { id: issued.id };
  });
  return { id, token };
}
