import type { ActivitySession } from "@gongjian/prisma/client";
import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import { type Action, can, type Grant, type Subject } from "../../kernel/policy.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import { refOf } from "../organizations/public.ts";
import { activityScope, HOSTS_INCLUDE, type HostedActivity } from "./load.ts";
import { seededActivityKinds } from "./model.ts";

/** A session with its activity and those who host it. */
export type HostedSession = ActivitySession & { activity: HostedActivity };

/** Locks and loads a session that the actor may see; not found otherwise. Who signs up waits here for who moves or cancels it. */
export async function loadSession(
  command: Command,
  id: string,
  version?: number | null,
): Promise<HostedSession> {
  await lockRows(command.tx, "ActivitySession", [id]);
  const session = await command.tx.activitySession.findFirst({
    where: { AND: [{ id }, { activity: activityScope(command.actor) }] },
    include: { activity: { include: HOSTS_INCLUDE } },
  });
  if (!session) throw Rejection.notFound();
  requireVersion(session, version);
  return session;
}

/** What the policy needs to know of an activity: one subject for each host, which stands on the giver's side. */
export function hostSubjects(activity: HostedActivity): Subject[] {
  return activity.hosts.map(({ organization }) => ({
    cityId: activity.cityId,
    giver: refOf(organization),
    organization: refOf(organization),
  }));
}

/** The same of a session. */
export function sessionSubjects(session: HostedSession): Subject[] {
  return hostSubjects(session.activity);
}

/**
 * Asks the policy whether the actor may act for any of the hosts, for its own before one on whose behalf an office acts.
 *
 * @throws Rejection Forbidden when it may for none.
 */
export function requireHost(command: Command, action: Action, subjects: readonly Subject[]): Grant {
  const allowed = subjects.filter((subject) => can(command.actor, action, subject));
  const own = allowed.find((subject) => can(command.actor, action, subject)?.onBehalfOfId === null);
  const subject = own ?? allowed[0];
  if (!subject) throw Rejection.forbidden();
  return command.require(action, subject);
}

/** Gives a new city the kinds of activity that every city begins with, inside the caller's command, once it has its kinds of support. */
export async function writeSeededActivityKinds(
  command: Command,
  cityId: string,
  validFrom: LocalDate,
): Promise<void> {
  const kinds = await command.tx.kind.findMany({ where: { cityId }, select: { id: true, code: true } });
  const idOf = (code: string) => kinds.find((kind) => kind.code === code)?.id ?? null;
  await command.tx.activityKind.createMany({
    data: seededActivityKinds.map(({ code, nameZh, nameEn, counts, minutes }, sortOrder) => ({
      id: command.newId(),
      cityId,
      code,
      nameZh,
      nameEn,
      countKindId: idOf(counts),
      minutesKindId: idOf(minutes),
      sortOrder,
      validFrom: toDbDate(validFrom),
    })),
  });
}
