import type { Activity, ActivityHost, ActivityKind, Prisma } from "@gongjian/prisma/client";
import type { Actor } from "../../kernel/actor.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import { cityOf } from "../cities/public.ts";
import type { PlacedOrganization } from "../organizations/public.ts";
import { visibleTo } from "./policy.ts";

/** Those who host now, with where they sit. */
export const HOSTS_INCLUDE = {
  hosts: {
    where: { leftAt: null },
    include: { organization: { include: { division: { select: { path: true } } } } },
    orderBy: { id: "asc" },
  },
} satisfies Prisma.ActivityInclude;

/** An activity with those who host it now, who asked first before the others. */
export type HostedActivity = Activity & { hosts: (ActivityHost & { organization: PlacedOrganization })[] };

/** Activities that an actor may touch: what a person sees, what is open to the public, or the whole city. */
export function activityScope(actor: Actor): Prisma.ActivityWhereInput {
  if (actor.kind === "PERSON") return visibleTo(actor);
  if (actor.kind === "PUBLIC") return { cityId: actor.cityId, audience: "PUBLIC" };
  return actor.cityId === null ? {} : { cityId: actor.cityId };
}

/** Locks and loads an activity that the actor may see; not found otherwise. */
export async function loadActivity(
  command: Command,
  id: string,
  version?: number | null,
): Promise<HostedActivity> {
  await lockRows(command.tx, "Activity", [id]);
  const activity = await command.tx.activity.findFirst({
    where: { AND: [{ id }, activityScope(command.actor)] },
    include: HOSTS_INCLUDE,
  });
  if (!activity) throw Rejection.notFound();
  requireVersion(activity, version);
  return activity;
}

/** Refuses for an activity that was ended. */
export function requirePlanned(activity: Activity): void {
  if (activity.state === "ENDED") {
    throw Rejection.invalidTransition({ from: "ENDED", allowed: [], code: "ACTIVITY_ENDED" });
  }
}

/** Locks and loads a kind of activity of the actor's city. */
export async function loadActivityKind(
  command: Command,
  id: string,
  version?: number | null,
): Promise<ActivityKind> {
  await lockRows(command.tx, "ActivityKind", [id]);
  const kind = await command.tx.activityKind.findFirst({ where: { id, cityId: cityOf(command) } });
  if (!kind) throw Rejection.notFound();
  requireVersion(kind, version);
  return kind;
}
