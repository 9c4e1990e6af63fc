import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { enter } from "./line.ts";
import { refusalToSignUp } from "./model.ts";
import { actions } from "./policy.ts";
import { loadSession } from "./public.ts";

export type SignUpInput = { sessionId: string; idempotencyKey?: string | null };

/**
 * Somebody of the city comes to a session that they see; without a free place they wait in line.
 *
 * @throws Rejection SESSION_NOT_PLANNED, SESSION_STARTED; ALREADY_SIGNED_UP.
 */
export function signUp(ctx: CommandContext, input: SignUpInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "signup.make", input }, async (command) => {
    const { personId } = command.person();
    const session = await loadSession(command, input.sessionId);
    command.require(actions["signup.own"], { cityId: session.cityId });
    const refusal = refusalToSignUp(session, command.now);
    if (refusal) throw Rejection.invalidTransition({ from: session.state, allowed: [], code: refusal });
    const signup = await enter(command, session, { personId });
    command.audit({
      subjectIds: [signup.id, session.id, session.activityId],
      payload: { sessionId: session.id, state: signup.state, arrival: signup.arrival },
    });
    return { id: signup.id };
  });
}
