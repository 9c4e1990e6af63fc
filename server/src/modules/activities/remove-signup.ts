import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadSignup } from "./cancel-signup.ts";
import { leave } from "./line.ts";
import { refusalToChange } from "./model.ts";
import { actions } from "./policy.ts";
import { requireHost, sessionSubjects } from "./public.ts";

export type RemoveSignupInput = { signupId: string; version?: number | null; idempotencyKey?: string | null };

/**
 * A host takes somebody off the list, who is told; the first who waits gets the place.
 *
 * @throws Rejection SIGNUP_CANCELLED, SESSION_NOT_PLANNED, SESSION_ENDED.
 */
export function removeSignup(ctx: CommandContext, input: RemoveSignupInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "signup.remove", input }, async (command) => {
    const { signup, session } = await loadSignup(command, input);
    requireHost(command, actions["signup.remove"], sessionSubjects(session));
    const refusal = refusalToChange(session, command.now);
    if (refusal) throw Rejection.invalidTransition({ from: session.state, allowed: [], code: refusal });
    const promoted = await leave(command, session, signup, "HOST");
    command.audit({
      subjectIds: [signup.id, session.id, session.activityId, ...promoted],
      payload: { sessionId: session.id, promoted },
    });
    return { id: signup.id };
  });
}
