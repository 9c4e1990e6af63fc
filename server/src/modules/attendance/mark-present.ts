import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { requireHost, sessionSubjects } from "../activities/public.ts";
import { whoCame } from "./in-hand.ts";
import { openList, takeSession } from "./load.ts";
import { tick } from "./model.ts";
import { actions } from "./policy.ts";
import { addAttendance } from "./record.ts";

export type MarkPresentInput = {
  sessionId: string;
  personId?: string | null;
  /** A guest who signed up. */
  guestId?: string | null;
  organizationId?: string | null;
  /** When they came; now when left out. */
  arrivedAt?: Date | null;
  idempotencyKey?: string | null;
};

/**
 * A host puts somebody on the list who is there, signed up or not: while the session goes on and within the hour after it.
 *
 * @throws Rejection REQUIRED at `personId`, SESSION_NOT_YET, SESSION_OVER, ALREADY_HERE, ATTENDS_ELSEWHERE, TIME_CONFIRMED.
 */
export function markPresent(ctx: CommandContext, input: MarkPresentInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "attendance.mark", input }, async (command) => {
    const session = await takeSession(command, input.sessionId);
    const grant = requireHost(command, actions["attendance.list"], sessionSubjects(session));
    const span = tick(session, command.now, input.arrivedAt ?? null);
    const who = await whoCame(command, session, input);
    await openList(command, session, who.organization);
    return addAttendance(command, session, {
      ...who,
      method: "LIST",
      span,
      enteredByOrganizationId: grant.membership?.organizationId ?? null,
    });
  });
}
