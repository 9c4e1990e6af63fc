import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { enter } from "./line.ts";
import { activityScope } from "./load.ts";
import { actions } from "./policy.ts";

export type SignUpInput = { sessionId: string; idempotencyKey?: string | null };

/**
 * Somebody of the city comes to a session that they see; without a free place they wait in line.
 *
 * @throws Rejection SESSION_NOT_PLANNED, SESSION_STARTED; ALREADY_SIGNED_UP.
 */
export function signUp(ctx: CommandContext, input: SignUpInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "signup.make", input }, async (command) => {
    const { personId } = command.person();
    const session = await command.tx.activitySession.findFirst({
      where: { AND: [{ id: input.sessionId }, { activity: activityScope(command.actor) }] },
      select: {
        id: true,
        cityId: true,
        activityId: true,
        activity: { select: { hosts: { where: { leftAt: null }, select: { organizationId: true } } } },
      },
    });
    if (!session) throw Rejection.notFound();
    command.require(actions["signup.own"], { cityId: session.cityId });
    const signup = await enter(command, session, { personId });
    command.audit({
      subjectIds: [signup.id, session.id, session.activityId],
      payload: { sessionId: session.id, state: signup.state, arrival: signup.arrival },
    });
    return { id: signup.id };
  });
}
