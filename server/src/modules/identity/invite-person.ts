import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadPerson, requirePersonManager } from "../organizations/public.ts";
import { issueInvitation } from "./public.ts";

export type InvitePersonInput = { personId: string; idempotencyKey?: string | null };

/** `token` is null when a repeated request meets the invitation that its first made: it was shown then. */
export type InvitationResult = { id: string; token: string | null };

/**
 * Makes a link by which a person without an account chooses a username and a password.
 *
 * @throws Rejection PERSON_HAS_ACCOUNT: a forgotten password is reset instead.
 */
export async function invitePerson(ctx: CommandContext, input: InvitePersonInput): Promise<InvitationResult> {
  let token: string | null = null;
  const { id } = await runCommand(ctx, { name: "person.invite", input }, async (command) => {
    await lockRows(command.tx, "Person", [input.personId]);
    const person = await loadPerson(command, input.personId);
    requirePersonManager(command, person);
    const account = await command.tx.authUser.findUnique({
      where: { personId: person.id },
      select: { id: true },
    });
    if (account) {
      throw Rejection.invalidTransition({
        from: "ACCOUNT",
        allowed: ["resetPassword"],
        code: "PERSON_HAS_ACCOUNT",
      });
    }
    const issued = await issueInvitation(command, {
      cityId: person.cityId,
      personId: person.id,
      purpose: "INVITE",
    });
    token = issued.token;
    command.audit({
      subjectIds: [issued.id, person.id],
      payload: { invitationId: issued.id, personId: person.id },
    });
    return { id: issued.id };
  });
  return { id, token };
}
