import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { AccountError, type AuthService } from "./accounts.ts";
import { invitationRefusals, invitationState } from "./model.ts";
import { actions } from "./policy.ts";
import { tokenHashOf } from "./public.ts";

export type AcceptInvitationInput = {
  token: string;
  /** Chosen by the person; a reset keeps the one there is. */
  username?: string | null;
  password: string;
  idempotencyKey?: string | null;
};

/** What accepting needs of accounts. */
export type Accounts = Pick<AuthService, "createAccount" | "resetPassword">;

// Making an account takes a second connection while the invitation is locked on the first: one at a time, so that a
// crowd of newcomers never holds all connections and waits for one more.
let queue: Promise<unknown> = Promise.resolve();

/**
 * Whoever holds the link sets the account up, once. The system acts, because nobody is signed in; the audit entry names
 * the invitation, and by it the person and who invited.
 *
 * @throws Rejection INVITATION_USED, INVITATION_REVOKED, INVITATION_EXPIRED; the rules of usernames and passwords by
 * field; NotFound for a token that never was.
 */
export function acceptInvitation(
  ctx: Omit<CommandContext, "actor">,
  accounts: Accounts,
  input: AcceptInvitationInput,
): Promise<CommandResult> {
  const run = queue.then(() => accept(ctx, accounts, input));
  queue = run.catch(() => undefined);
  return run;
}

async function accept(
  ctx: Omit<CommandContext, "actor">,
  accounts: Accounts,
  input: AcceptInvitationInput,
): Promise<CommandResult> {
  const found = await ctx.database.prisma.invitation.findFirst({
    where: { tokenHash: tokenHashOf(input.token), person: { erasedAt: null } },
    select: { id: true, cityId: true },
  });
  if (!found) throw Rejection.notFound();
  const system = { ...ctx, actor: { kind: "SYSTEM", cityId: found.cityId } as const };
  let isAccountMade = false;
  // The input of a command is what may be remembered: never a token or a password.
  return runCommand(system, { name: "invitation.accept", input: {} }, async (command) => {
    const { tx, now } = command;
    await lockRows(tx, "Invitation", [found.id]);
    const invitation = await tx.invitation.findUnique({ where: { id: found.id } });
    // The person was erased in between, and the link with them.
    if (!invitation) throw Rejection.notFound();
    command.require(actions["invitation.accept"], { cityId: invitation.cityId });
    const state = invitationState(invitation, now);
    if (state !== "OPEN") {
      throw Rejection.invalidTransition({ from: state, allowed: [], code: invitationRefusals[state] });
    }
    // A deadlock runs this step again; the account, made on its own connection, is there by then.
    if (!isAccountMade) await setUp(accounts, invitation, input);
    isAccountMade = true;
    await tx.invitation.update({ where: { id: invitation.id }, data: { usedAt: now } });
    command.audit({
      subjectIds: [invitation.id, invitation.personId],
      payload: { invitationId: invitation.id, personId: invitation.personId, purpose: invitation.purpose },
    });
    return { id: invitation.id };
  });
}

async function setUp(
  accounts: Accounts,
  invitation: { personId: string; purpose: "INVITE" | "RESET" },
  { username, password }: AcceptInvitationInput,
): Promise<void> {
  const { personId, purpose } = invitation;
  try {
    if (purpose === "RESET") await accounts.resetPassword({ personId, password, mustChangePassword: false });
    else
      await accounts.createAccount({
        personId,
        username: username ?? "",
        password,
        mustChangePassword: false,
      });
  } catch (error) {
    if (!(error instanceof AccountError)) throw error;
    const { code } = error;
    if (code === "PERSON_HAS_ACCOUNT" || code === "ACCOUNT_NOT_FOUND") throw Rejection.conflict(null, code);
    const field = code.startsWith("PASSWORD") ? "password" : "username";
    throw Rejection.validation([{ path: [field], code }]);
  }
}
