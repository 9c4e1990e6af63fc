import type { Prisma, SessionPart, SessionReport } from "@gongjian/prisma/client";
import { dateOf, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import { Rejection } from "../../kernel/result.ts";
import { type HostedSession, loadSession } from "../activities/public.ts";
import { openOn } from "../organizations/policy.ts";
import type { Attended, Held, Pair, SideOrganization } from "./parts.ts";

/** Sessions, lists and reports under a command's lock. The session's row is the lock of everything below it. */

const HOSTED = {
  activity: {
    include: {
      hosts: {
        where: { leftAt: null },
        include: { organization: { include: { division: { select: { path: true } } } } },
        orderBy: { id: "asc" },
      },
    },
  },
} satisfies Prisma.ActivitySessionInclude;

/** A session under lock, whoever asks: the caller has found that the actor may know of it. */
export async function lockSession(command: Command, id: string): Promise<HostedSession> {
  const { tx, actor } = command;
  await lockRows(tx, "ActivitySession", [id]);
  const session = await tx.activitySession.findFirst({
    where: { id, ...(actor.cityId === null ? {} : { cityId: actor.cityId }) },
    include: HOSTED,
  });
  if (!session) throw Rejection.notFound();
  return session;
}

/** A session that is or was held, under lock; SESSION_CANCELLED for one that was called off. */
export async function takeSession(command: Command, id: string): Promise<HostedSession> {
  const session = await loadSession(command, id);
  requireHeld(session);
  return session;
}

/** Refuses for a session that was called off: nobody is at it, and nothing comes of it. */
export function requireHeld(session: { state: string }): void {
  if (session.state === "CANCELLED") {
    throw Rejection.invalidTransition({ from: "CANCELLED", allowed: [], code: "SESSION_CANCELLED" });
  }
}

/** The organization that a person comes for today: the named one, else a unit or community that hosts or is served, else a unit. */
export async function comingFor(
  command: Command,
  session: HostedSession,
  personId: string,
  named: string | null | undefined,
): Promise<SideOrganization | null> {
  const day = dateOf(session.startsAt);
  const roles = await command.tx.membership.findMany({
    where: { cityId: session.cityId, personId, ...openOn(day) },
    select: { organization: { select: { id: true, kind: true } } },
    orderBy: { id: "asc" },
  });
  const organizations = roles.map(({ organization }) => organization);
  if (named) {
    const chosen = organizations.find(({ id }) => id === named);
    if (!chosen) throw Rejection.validation([{ path: ["organizationId"], code: "NOT_A_MEMBER" }]);
    return chosen;
  }
  const hosts = new Set(session.activity.hosts.map(({ organizationId }) => organizationId));
  const served = await servedPairs(command, session.activityId);
  const sides = new Set([...hosts, ...served.map(({ giverId }) => giverId)]);
  return (
    organizations.find(({ id, kind }) => kind === "PARTNER_UNIT" && sides.has(id)) ??
    organizations.find(({ id }) => sides.has(id)) ??
    organizations.find(({ kind }) => kind === "PARTNER_UNIT") ??
    organizations[0] ??
    null
  );
}

async function servedPairs(command: Command, activityId: string): Promise<Pair[]> {
  const rows = await command.tx.activityPartnership.findMany({
    where: { activityId, removedAt: null },
    select: { partnership: { select: { id: true, giverId: true, receiverId: true } } },
    orderBy: { id: "asc" },
  });
  return rows.map(({ partnership }) => ({ ...partnership, served: true }));
}

/** The session with everybody who counts, and the partnerships between its possible sides on its day. */
export async function heldOf(
  command: Command,
  session: HostedSession,
  reporterId: string,
): Promise<Omit<Held, "attended"> & { attended: (Attended & { personId: string | null })[] }> {
  const { tx } = command;
  const hosts = session.activity.hosts.map(({ organization: { id, kind } }) => ({ id, kind }));
  const rows = await tx.attendance.findMany({
    where: {
      cityId: session.cityId,
      sessionId: session.id,
      state: "PRESENT",
      OR: [{ method: { not: "TYPED" } }, { secondedById: { not: null } }],
    },
    include: { organization: { select: { id: true, kind: true } } },
    orderBy: { id: "asc" },
  });
  const attended = rows.map(({ id, personId, organization, minutes, method }) => ({
    ...{ id, personId, organization, minutes },
    typed: method === "TYPED",
  }));
  const served = await servedPairs(command, session.activityId);
  const givers = [...hosts, ...attended.flatMap(({ organization }) => organization ?? [])]
    .filter(({ kind }) => kind === "PARTNER_UNIT")
    .map(({ id }) => id);
  const receivers = [
    ...served.map(({ receiverId }) => receiverId),
    ...hosts.filter(({ kind }) => kind === "COMMUNITY").map(({ id }) => id),
  ];
  const day = toDbDate(dateOf(session.startsAt));
  const others = await tx.partnership.findMany({
    where: {
      cityId: session.cityId,
      giverId: { in: [...new Set(givers)] },
      receiverId: { in: [...new Set(receivers)] },
      state: { notIn: ["PROPOSED", "DECLINED"] },
      startsOn: { lte: day },
      endsOn: { gte: day },
    },
    select: { id: true, giverId: true, receiverId: true },
    orderBy: [{ kind: "asc" }, { id: "asc" }],
  });
  const inTerm = new Set(others.map(({ id }) => id));
  const servedToday = await tx.partnership.findMany({
    where: { id: { in: served.map(({ id }) => id) }, startsOn: { lte: day }, endsOn: { gte: day } },
    select: { id: true },
  });
  const standing = new Set(servedToday.map(({ id }) => id));
  const named = served.filter(({ id }) => inTerm.has(id) || standing.has(id));
  const pairs = [
    ...named,
    ...others
      .filter(({ id }) => !named.some((pair) => pair.id === id))
      .map((pair) => ({ ...pair, served: false })),
  ];
  return { hosts, pairs, attended, reporterId };
}

/** The report of a session with its parts, if there is one. */
export function reportOf(command: Command, sessionId: string) {
  return command.tx.sessionReport.findFirst({
    where: { sessionId },
    include: { parts: { orderBy: { id: "asc" } } },
  });
}

/**
 * The list is about to change for somebody who comes for a giver. What is confirmed stands until it is taken back; a report that
 * was made is open again, to be made anew.
 *
 * @throws Rejection TIME_CONFIRMED.
 */
export async function openList(
  command: Command,
  session: HostedSession,
  organization: SideOrganization | null,
): Promise<void> {
  const report = await reportOf(command, session.id);
  if (!report) return;
  const giverId = organization?.kind === "PARTNER_UNIT" ? organization.id : null;
  if (report.parts.some((part) => part.state === "CONFIRMED" && part.giverId === giverId)) {
    throw Rejection.invalidTransition({ from: "CONFIRMED", allowed: ["takeBack"], code: "TIME_CONFIRMED" });
  }
  if (report.state === "REOPENED") return;
  await command.tx.sessionReport.update({
    where: { id: report.id },
    data: { state: "REOPENED", version: { increment: 1 } },
  });
}

/** A part with its report and session, under the session's lock. */
export type PartInHand = SessionPart & { report: SessionReport; session: HostedSession; day: LocalDate };

/** Locks and loads a part that `scope` lets the actor see; not found otherwise. */
export async function takePart(
  command: Command,
  id: string,
  scope: Prisma.SessionPartWhereInput,
): Promise<PartInHand> {
  const { tx } = command;
  const where: Prisma.SessionPartWhereInput = { AND: [{ id }, scope] };
  const found = await tx.sessionPart.findFirst({
    where,
    select: { report: { select: { sessionId: true } } },
  });
  if (!found) throw Rejection.notFound();
  const session = await lockSession(command, found.report.sessionId);
  const row = await tx.sessionPart.findFirst({ where, include: { report: true } });
  if (!row) throw Rejection.notFound();
  return { ...row, session, day: dateOf(session.startsAt) };
}
