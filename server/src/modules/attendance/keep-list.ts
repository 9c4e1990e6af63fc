import { randomBytes } from "node:crypto";
import type { Attendance } from "@gongjian/prisma/client";
import { addDays, dateOf, toDbDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireText, requireVersion } from "../../kernel/result.ts";
import { checkGuest } from "../activities/model.ts";
import { type HostedSession, requireHost, sessionSubjects } from "../activities/public.ts";
import { loadSettings } from "../cities/public.ts";
import { peopleVisibleTo } from "../organizations/policy.ts";
import { comingFor, lockSession, openList, requireHeld, takeSession } from "./load.ts";
import { checkOut, tick } from "./model.ts";
import { actions, visibleTo } from "./policy.ts";
import { addAttendance, changeAttendance } from "./record.ts";

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

/** The person, with whom they come for, or the guest who signed up for this session. */
export async function whoCame(
  command: Command,
  session: HostedSession,
  input: Pick<MarkPresentInput, "personId" | "guestId" | "organizationId">,
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

export type AddGuestInput = {
  sessionId: string;
  name: string;
  phone: string;
  /** The guest was shown what happens to name and phone, and agreed. */
  consent: boolean;
  arrivedAt?: Date | null;
  idempotencyKey?: string | null;
};

/**
 * A host puts a guest on the list who came without signing up: name and phone with their consent, deleted when the city says so.
 *
 * @throws Rejection REQUIRED, TOO_LONG at `name`, PHONE_FORM at `phone`, CONSENT_MISSING at `consent`; as for `markPresent`.
 */
export function addWalkInGuest(ctx: CommandContext, input: AddGuestInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "attendance.guest", input }, async (command) => {
    const session = await takeSession(command, input.sessionId);
    const grant = requireHost(command, actions["attendance.list"], sessionSubjects(session));
    const said = { name: input.name.trim(), phone: input.phone.replaceAll(/[\s-]/g, "") };
    const problems = checkGuest({ ...said, consent: input.consent });
    if (problems.length > 0) throw Rejection.validation(problems);
    const span = tick(session, command.now, input.arrivedAt ?? null);
    await openList(command, session, null);
    const { guestRetentionDays } = await loadSettings(command.tx, session.cityId, command.today);
    const guestId = command.newId();
    await command.tx.guest.create({
      data: {
        id: guestId,
        cityId: session.cityId,
        ...said,
        consentAt: command.now,
        deleteOn: toDbDate(addDays(dateOf(session.endsAt), guestRetentionDays + 1)),
        // Nobody holds a link of this sign-up: the hash of bytes that were thrown away.
        tokenHash: randomBytes(32),
      },
    });
    return addAttendance(command, session, {
      personId: null,
      guestId,
      organization: null,
      method: "LIST",
      span,
      enteredByOrganizationId: grant.membership?.organizationId ?? null,
    });
  });
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
  const session = await lockSession(command, found.sessionId);
  requireHeld(session);
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
