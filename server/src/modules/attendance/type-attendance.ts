import { dateOf } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { requireText } from "../../kernel/result.ts";
import { requireHost, sessionSubjects } from "../activities/public.ts";
import { requireUnsealed } from "../cities/public.ts";
import { whoCame } from "./in-hand.ts";
import { openList, takeSession } from "./load.ts";
import { typedSpan } from "./model.ts";
import { actions } from "./policy.ts";
import { addAttendance } from "./record.ts";

export type TypeAttendanceInput = {
  sessionId: string;
  personId: string;
  organizationId?: string | null;
  minutes: bigint;
  /** Why it was not recorded on the spot. */
  reason: string;
  idempotencyKey?: string | null;
};

/**
 * Hours written after the session, by a host or by an office: marked for ever, counted nowhere before a second person, and apart
 * in every sum.
 *
 * @throws Rejection SESSION_NOT_YET before the session has ended, MINUTES_OUT_OF_RANGE at `minutes`, REQUIRED at `reason`,
 * ALREADY_HERE, TIME_CONFIRMED, PERIOD_SEALED.
 */
export function typeAttendance(ctx: CommandContext, input: TypeAttendanceInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "attendance.type", input }, async (command) => {
    const session = await takeSession(command, input.sessionId);
    const grant = requireHost(command, actions["attendance.type"], sessionSubjects(session));
    await requireUnsealed(command, session.cityId, dateOf(session.startsAt));
    const span = typedSpan(session, input.minutes, command.now);
    const typedReason = requireText(input.reason, "reason", 500);
    const who = await whoCame(command, session, input);
    await openList(command, session, who.organization);
    return addAttendance(command, session, {
      ...who,
      method: "TYPED",
      span,
      typedReason,
      onBehalf: grant.membership?.organizationKind === "OFFICE",
      enteredByOrganizationId: grant.membership?.organizationId ?? null,
    });
  });
}
