import type { Attendance, AttendanceMethod } from "@gongjian/prisma/client";
import type { Command } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import type { HostedSession } from "../activities/public.ts";
import { events } from "./events.ts";
import { overlap, type Span } from "./model.ts";
import type { SideOrganization } from "./parts.ts";

/** Somebody who was at a session, about to be written. */
export type NewAttendance = {
  personId: string | null;
  guestId: string | null;
  organization: SideOrganization | null;
  method: AttendanceMethod;
  span: Span;
  enteredByOrganizationId: string | null;
  typedReason?: string;
  onBehalf?: boolean;
};

/**
 * Writes one attendance inside the caller's command, with its audit record; the list is open (`openList`) and the session locked.
 *
 * @throws Rejection ALREADY_HERE; ATTENDS_ELSEWHERE with the other session, for what is measured.
 */
export async function addAttendance(
  command: Command,
  session: HostedSession,
  made: NewAttendance,
): Promise<CommandResult> {
  const { tx } = command;
  const { personId, guestId, organization, method, span, enteredByOrganizationId } = made;
  const there = await tx.attendance.findFirst({
    where: {
      cityId: session.cityId,
      sessionId: session.id,
      state: "PRESENT",
      ...(personId ? { personId } : { guestId }),
    },
    select: { version: true },
  });
  if (there) throw Rejection.conflict(there.version, "ALREADY_HERE");
  if (personId !== null && method !== "TYPED") await requireFree(command, personId, span);
  const signedUp = await tx.signup.count({
    where: {
      cityId: session.cityId,
      sessionId: session.id,
      state: { not: "CANCELLED" },
      ...(personId ? { personId } : { guestId }),
    },
  });
  const id = command.newId();
  await tx.attendance.create({
    data: {
      id,
      cityId: session.cityId,
      sessionId: session.id,
      personId,
      guestId,
      organizationId: organization?.id ?? null,
      method,
      walkIn: signedUp === 0,
      ...span,
      typedReason: made.typedReason ?? null,
      onBehalf: made.onBehalf ?? false,
      enteredById: command.person().personId,
      enteredByOrganizationId,
    },
  });
  tellHosts(command, session, method === "TYPED");
  command.audit({
    subjectIds: [id, session.id, ...(personId ? [personId] : [])],
    payload: {
      attendanceId: id,
      sessionId: session.id,
      organizationId: organization?.id ?? null,
      method,
      startsAt: span.startsAt,
      endsAt: span.endsAt,
      onBehalf: made.onBehalf ?? false,
    },
  });
  return { id };
}

/** Refuses while the person is measured at another session at the same time. Two at once: the database refuses the second. */
async function requireFree(command: Command, personId: string, span: Span): Promise<void> {
  const near = await command.tx.attendance.findMany({
    where: {
      personId,
      state: "PRESENT",
      method: { not: "TYPED" },
      startsAt: { lt: span.endsAt },
      endsAt: { gt: span.startsAt },
    },
    select: { sessionId: true, startsAt: true, endsAt: true },
  });
  const elsewhere = near.find((other) => overlap(other, span));
  if (!elsewhere) return;
  throw Rejection.invalidTransition({
    from: "PRESENT",
    allowed: ["checkOut"],
    code: "ATTENDS_ELSEWHERE",
    params: { session: `ActivitySession:${elsewhere.sessionId}` },
  });
}

/** Open lists of the hosts refetch; of typed hours they are told. */
export function tellHosts(command: Command, session: HostedSession, typed = false): void {
  for (const { organizationId } of session.activity.hosts) {
    command.emit(events[typed ? "attendance.typed" : "attendance.changed"], {
      subject: `ActivitySession:${session.id}`,
      organizationId,
      giverId: organizationId,
    });
  }
}

/** Writes a change of an attendance in one new version, with its audit record. */
export async function changeAttendance(
  command: Command,
  session: HostedSession,
  attendance: Attendance,
  change: Partial<
    Pick<
      Attendance,
      | "endsAt"
      | "checkedOutAt"
      | "state"
      | "voidReason"
      | "voidedAt"
      | "voidedById"
      | "secondedAt"
      | "secondedById"
      | "secondedByOrganizationId"
    >
  >,
  payload: Record<string, unknown>,
): Promise<CommandResult> {
  await command.tx.attendance.update({
    where: { id: attendance.id },
    data: { ...change, version: { increment: 1 } },
  });
  tellHosts(command, session);
  command.audit({
    subjectIds: [attendance.id, session.id, ...(attendance.personId ? [attendance.personId] : [])],
    payload: { attendanceId: attendance.id, sessionId: session.id, ...payload },
  });
  return { id: attendance.id };
}
