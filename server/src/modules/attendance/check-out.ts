import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { requireHost, sessionSubjects } from "../activities/public.ts";
import { organizationOf, takeAttendance } from "./in-hand.ts";
import { openList } from "./load.ts";
import { checkOut } from "./model.ts";
import { actions } from "./policy.ts";
import { changeAttendance } from "./record.ts";

export type CheckOutInput = {
  attendanceId: string;
  version?: number | null;
  /** When they left; now when left out. Within the session, and never later than now. */
  leftAt?: Date | null;
  idempotencyKey?: string | null;
};

/**
 * Somebody leaves before the end, or a host says so: the time ends then. Without it, it ends with the session.
 *
 * @throws Rejection NOT_PRESENT, TYPED_STANDS, TIME_CONFIRMED; DATE_IN_FUTURE at `leftAt`.
 */
export function checkOutOf(ctx: CommandContext, input: CheckOutInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "attendance.checkOut", input }, async (command) => {
    const { attendance, session } = await takeAttendance(command, input.attendanceId, input.version);
    const isOwn = attendance.personId === command.person().personId;
    if (isOwn) command.require(actions["attendance.own"], { cityId: session.cityId });
    else requireHost(command, actions["attendance.list"], sessionSubjects(session));
    if (attendance.method === "TYPED")
      throw Rejection.invalidTransition({ from: "PRESENT", allowed: ["remove"], code: "TYPED_STANDS" });
    const leftAt = input.leftAt ?? command.now;
    if (leftAt > command.now) throw Rejection.validation([{ path: ["leftAt"], code: "DATE_IN_FUTURE" }]);
    await openList(command, session, await organizationOf(command, attendance));
    const { endsAt } = checkOut(attendance, leftAt);
    return changeAttendance(command, session, attendance, { endsAt, checkedOutAt: command.now }, { endsAt });
  });
}
