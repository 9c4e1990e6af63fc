import type { Attendance } from "@gongjian/prisma/client";
import type { Command } from "../../kernel/command.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import type { HostedSession } from "../activities/public.ts";
import { peopleVisibleTo } from "../organizations/policy.ts";
import { comingFor, lockSession } from "./load.ts";
import { visibleTo } from "./policy.ts";

/** Whom a list is about: the people and guests that a host names, and attendances under lock. */

/** The person, with whom they come for, or the guest who signed up for this session. */
export async function whoCame(
  command: Command,
  session: HostedSession,
  input: { personId?: string | null; guestId?: string | null; organizationId?: string | null },
) {
  const { personId = null, guestId = null } = input;
  if ((personId === null) === (guestId === null))
    throw Rejection.validation([{ path: ["personId"], code: "REQUIRED" }]);
  if (personId !== null) {
    const person = await command.tx.person.findFirst({
      where: {
        id: personId,
        erasedAt: null,
        OR: [
          peopleVisibleTo(command.person(), command.today),
          { cityId: session.cityId, signups: { some: { sessionId: session.id } } },
        ],
      },
      select: { id: true },
    });
    if (!person) throw Rejection.notFound();
    const organization = await comingFor(command, session, personId, input.organizationId);
    return { personId, guestId: null, organization };
  }
  const signup = await command.tx.signup.findFirst({
    where: { sessionId: session.id, guestId },
    select: { id: true },
  });
  if (!signup) throw Rejection.notFound();
  return { personId: null, guestId, organization: null };
}

/** An attendance that the actor may see and its session under lock; not found otherwise. */
export async function takeAttendance(
  command: Command,
  id: string,
  version: number | null | undefined,
): Promise<{ attendance: Attendance; session: HostedSession }> {
  const where = { AND: [{ id }, visibleTo(command.person())] };
  const found = await command.tx.attendance.findFirst({ where, select: { sessionId: true } });
  if (!found) throw Rejection.notFound();
  // Also of one that was called off: who had checked in is free again only when they leave or are taken off.
  const session = await lockSession(command, found.sessionId);
  const attendance = await command.tx.attendance.findFirst({ where });
  if (!attendance) throw Rejection.notFound();
  requireVersion(attendance, version);
  if (attendance.state === "VOID")
    throw Rejection.invalidTransition({ from: "VOID", allowed: [], code: "NOT_PRESENT" });
  return { attendance, session };
}

/** For whom the person of an attendance came, as the parts of a report see it. */
export async function organizationOf(command: Command, { organizationId }: Attendance) {
  if (organizationId === null) return null;
  return command.tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { id: true, kind: true },
  });
}
