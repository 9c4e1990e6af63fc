import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { passPlaces } from "./line.ts";
import { checkPlaces, refusalToChange } from "./model.ts";
import { actions } from "./policy.ts";
import { loadSession, requireHost, sessionSubjects } from "./public.ts";
import { tellHosts } from "./tell.ts";

export type SetSessionCapacityInput = {
  sessionId: string;
  /** Null for as many as come. */
  capacity: number | null;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * Says how many places one session has. New places go to those who wait, in their order.
 *
 * @throws Rejection OUT_OF_RANGE, CAPACITY_BELOW_SIGNED at `capacity`; SESSION_NOT_PLANNED, SESSION_ENDED.
 */
export function setSessionCapacity(
  ctx: CommandContext,
  input: SetSessionCapacityInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "session.setCapacity", input }, async (command) => {
    const { tx } = command;
    const session = await loadSession(command, input.sessionId, input.version);
    requireHost(command, actions["session.move"], sessionSubjects(session));
    const refusal = refusalToChange(session, command.now);
    if (refusal) throw Rejection.invalidTransition({ from: session.state, allowed: [], code: refusal });
    const { capacity } = input;
    const problems = checkPlaces({ place: session.place, capacity });
    const { signed } = await tx.sessionSeats.findUniqueOrThrow({ where: { sessionId: session.id } });
    if (capacity !== null && problems.length === 0 && capacity < signed) {
      problems.push({
        path: ["capacity"],
        code: "CAPACITY_BELOW_SIGNED",
        params: { signed: String(signed) },
      });
    }
    if (problems.length > 0) throw Rejection.validation(problems);
    await tx.activitySession.update({
      where: { id: session.id },
      data: { capacity, version: { increment: 1 } },
    });
    const promoted = await passPlaces(command, session);
    tellHosts(command, events["session.changed"], session.activity, `ActivitySession:${session.id}`);
    command.audit({
      subjectIds: [session.id, session.activityId, ...promoted],
      payload: { from: session.capacity, capacity, promoted },
    });
    return { id: session.id };
  });
}
