import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { requireText } from "../../kernel/result.ts";
import { requireHost, sessionSubjects } from "../activities/public.ts";
import { organizationOf, takeAttendance } from "./in-hand.ts";
import { openList } from "./load.ts";
import { actions } from "./policy.ts";
import { changeAttendance } from "./record.ts";

export type RemoveAttendanceInput = {
  attendanceId: string;
  version?: number | null;
  reason: string;
  idempotencyKey?: string | null;
};

/**
 * A host takes somebody off the list who was not there. What stood stays in the history.
 *
 * @throws Rejection NOT_PRESENT, REQUIRED at `reason`, TIME_CONFIRMED.
 */
export function removeAttendance(ctx: CommandContext, input: RemoveAttendanceInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "attendance.remove", input }, async (command) => {
    const { attendance, session } = await takeAttendance(command, input.attendanceId, input.version);
    requireHost(command, actions["attendance.list"], sessionSubjects(session));
    const voidReason = requireText(input.reason, "reason", 500);
    await openList(command, session, await organizationOf(command, attendance));
    const voided = { state: "VOID" as const, voidReason, voidedAt: command.now };
    const { personId } = command.person();
    return changeAttendance(
      command,
      session,
      attendance,
      { ...voided, voidedById: personId },
      { removed: true },
    );
  });
}
