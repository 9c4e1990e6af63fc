import { dateOf } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { requireHost, sessionSubjects } from "../activities/public.ts";
import { requireUnsealed } from "../cities/public.ts";
import { organizationSubject } from "../organizations/public.ts";
import { organizationOf, takeAttendance } from "./in-hand.ts";
import { openList } from "./load.ts";
import { actions } from "./policy.ts";
import { changeAttendance } from "./record.ts";

export type SecondAttendanceInput = {
  attendanceId: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * The second person says that typed hours are true: of a host, of the organization for which the person came, or an office; never
 * who typed them, and never the one whose hours they are.
 *
 * @throws Rejection SAME_PERSON, NOT_TYPED, SECONDED_ALREADY, TIME_CONFIRMED, PERIOD_SEALED.
 */
export function secondAttendance(ctx: CommandContext, input: SecondAttendanceInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "attendance.second", input }, async (command) => {
    const { attendance, session } = await takeAttendance(command, input.attendanceId, input.version);
    const own = attendance.organizationId
      ? await command.tx.organization.findUniqueOrThrow({
          where: { id: attendance.organizationId },
          include: { division: { select: { path: true } } },
        })
      : null;
    const subjects = [...sessionSubjects(session), ...(own ? [organizationSubject(own)] : [])];
    const grant = requireHost(command, actions["attendance.second"], subjects);
    const { personId } = command.person();
    if (attendance.method !== "TYPED")
      throw Rejection.invalidTransition({ from: attendance.method, allowed: [], code: "NOT_TYPED" });
    if (attendance.secondedById !== null)
      throw Rejection.invalidTransition({ from: "TYPED", allowed: [], code: "SECONDED_ALREADY" });
    if (attendance.enteredById === personId || attendance.personId === personId)
      throw Rejection.forbidden("SAME_PERSON");
    await requireUnsealed(command, session.cityId, dateOf(session.startsAt));
    await openList(command, session, await organizationOf(command, attendance));
    const seconded = {
      secondedById: personId,
      secondedAt: command.now,
      secondedByOrganizationId: grant.membership?.organizationId ?? null,
    };
    return changeAttendance(command, session, attendance, seconded, { minutes: attendance.minutes });
  });
}
