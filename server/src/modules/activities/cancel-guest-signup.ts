import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { leave } from "./line.ts";
import { refusalToSignUp } from "./model.ts";
import { actions } from "./policy.ts";
import { loadSession } from "./public.ts";

export type CancelGuestSignupInput = { tokenHash: Uint8Array; idempotencyKey: string };

/**
 * Somebody from outside no longer comes: by the link that the sign-up gave. The first who waits gets the place.
 *
 * @throws Rejection NotFound for a link of nothing; SIGNUP_CANCELLED, SESSION_NOT_PLANNED, SESSION_STARTED.
 */
export function cancelGuestSignup(
  ctx: CommandContext,
  { tokenHash, idempotencyKey }: CancelGuestSignupInput,
): Promise<CommandResult> {
  const input = { link: Buffer.from(tokenHash).toString("hex"), idempotencyKey };
  return runCommand(ctx, { name: "signup.guestCancel", input }, async (command) => {
    const found = await command.tx.signup.findFirst({
      where: { guest: { tokenHash: new Uint8Array(tokenHash) } },
      select: { id: true, cityId: true, sessionId: true },
    });
    if (!found || found.cityId !== command.actor.cityId) throw Rejection.notFound();
    // Who signed up while it was open to the public can also go when it no longer is.
    const unseen: Command = { ...command, actor: { kind: "SYSTEM", cityId: found.cityId } };
    const session = await loadSession(unseen, found.sessionId);
    command.require(actions["signup.guest"], { cityId: session.cityId });
    await lockRows(command.tx, "Signup", [found.id]);
    const signup = await command.tx.signup.findUniqueOrThrow({ where: { id: found.id } });
    if (signup.state === "CANCELLED") {
      throw Rejection.invalidTransition({ from: "CANCELLED", allowed: [], code: "SIGNUP_CANCELLED" });
    }
    const refusal = refusalToSignUp(session, command.now);
    if (refusal) throw Rejection.invalidTransition({ from: session.state, allowed: [], code: refusal });
    const promoted = await leave(command, session, signup, "SELF");
    command.audit({
      subjectIds: [signup.id, session.id, session.activityId, ...promoted],
      payload: { sessionId: session.id, guest: true, promoted },
    });
    return { id: signup.id };
  });
}
