import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { optionalText, Rejection } from "../../kernel/result.ts";
import { type CancelReason, MOST_NOTE, refusalToChange } from "./model.ts";
import { actions } from "./policy.ts";
import { loadSession, requireHost, sessionSubjects } from "./public.ts";
import { cancelOne } from "./write-sessions.ts";

export type CancelSessionInput = {
  sessionId: string;
  reason: CancelReason;
  note?: string | null;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * Cancels one session: it was not held, and that is no failure of anybody's. Who comes is told; the series goes on.
 *
 * @throws Rejection REQUIRED at `note` for another reason than weather or a holiday; SESSION_NOT_PLANNED, SESSION_ENDED.
 */
export function cancelSession(ctx: CommandContext, input: CancelSessionInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "session.cancel", input }, async (command) => {
    const session = await loadSession(command, input.sessionId, input.version);
    requireHost(command, actions["session.cancel"], sessionSubjects(session));
    const note = optionalText(input.note, "note", MOST_NOTE);
    if (input.reason === "OTHER" && note === null) {
      throw Rejection.validation([{ path: ["note"], code: "REQUIRED" }]);
    }
    const refusal = refusalToChange(session, command.now);
    if (refusal) throw Rejection.invalidTransition({ from: session.state, allowed: [], code: refusal });
    await cancelOne(command, session.activity, session, { reason: input.reason, note });
    command.audit({
      subjectIds: [session.id, session.activityId],
      payload: { startsAt: session.startsAt, reason: input.reason, note: note && digestOf(note) },
    });
    return { id: session.id };
  });
}
