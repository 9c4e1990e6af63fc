import type { Signup } from "@gongjian/prisma/client";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import { leave } from "./line.ts";
import { refusalToSignUp } from "./model.ts";
import { actions, signupsVisibleTo } from "./policy.ts";
import { type HostedSession, loadSession } from "./public.ts";

export type CancelSignupInput = {
  signupId: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * Somebody takes their own sign-up back before the session begins; the first who waits gets the place.
 *
 * @throws Rejection SIGNUP_CANCELLED, SESSION_NOT_PLANNED, SESSION_STARTED.
 */
export function cancelSignup(ctx: CommandContext, input: CancelSignupInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "signup.cancel", input }, async (command) => {
    const { signup, session } = await loadSignup(command, input);
    if (signup.personId !== command.person().personId) throw Rejection.forbidden();
    command.require(actions["signup.own"], { cityId: session.cityId });
    const refusal = refusalToSignUp(session, command.now);
    if (refusal) throw Rejection.invalidTransition({ from: session.state, allowed: [], code: refusal });
    const promoted = await leave(command, session, signup, "SELF");
    command.audit({
      subjectIds: [signup.id, session.id, session.activityId, ...promoted],
      payload: { sessionId: session.id, promoted },
    });
    return { id: signup.id };
  });
}

/** Locks the session and the sign-up that the actor may see, and refuses one that was taken back. */
export async function loadSignup(
  command: Command,
  input: { signupId: string; version?: number | null },
): Promise<{ signup: Signup; session: HostedSession }> {
  const visible = await command.tx.signup.findFirst({
    where: { AND: [{ id: input.signupId }, signupsVisibleTo(command.person())] },
    select: { cityId: true, sessionId: true },
  });
  if (!visible) throw Rejection.notFound();
  // The sign-up is seen: so is its session, also when by now it is for others alone.
  const unseen: Command = { ...command, actor: { kind: "SYSTEM", cityId: visible.cityId } };
  const session = await loadSession(unseen, visible.sessionId);
  await lockRows(command.tx, "Signup", [input.signupId]);
  const signup = await command.tx.signup.findUniqueOrThrow({ where: { id: input.signupId } });
  requireVersion(signup, input.version);
  if (signup.state === "CANCELLED") {
    throw Rejection.invalidTransition({ from: "CANCELLED", allowed: [], code: "SIGNUP_CANCELLED" });
  }
  return { signup, session };
}
