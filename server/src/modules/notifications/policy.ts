import type { Prisma } from "@gongjian/prisma/client";
import { organizationIds, type PersonActor, territories } from "../../kernel/actor.ts";
import { ANY_ROLE, defineActions } from "../../kernel/policy.ts";

const OWN = [{ as: "SIGNED_IN" as const }];
const MANAGER_OF_THE_CITY = [{ as: "OFFICE" as const, over: "CITY" as const, roles: ["MANAGER" as const] }];
const MANAGER_OF_THE_SAME = [{ as: "ORGANIZATION" as const, roles: ["MANAGER" as const] }];

export const actions = defineActions({
  /** One's own notifications; nobody reads another's. */
  "notification.read": { kind: "read", who: OWN },
  "notification.mark": { kind: "write", who: OWN },
  /** How one wants to hear oneself. */
  "notification.choose": { kind: "write", who: OWN },
  /** Who holds a signed link of a letter confirms an address, or wants no more letters. */
  "notification.byLetter": { kind: "write", who: [{ as: "ANYONE" }] },
  /** A city's ladder of reminders is known to everyone in it. */
  "reminderPolicy.read": { kind: "read", who: OWN },
  "reminderPolicy.manage": { kind: "write", who: MANAGER_OF_THE_CITY },
  /** What the policies would send today, and what they sent. */
  "reminderNotice.read": { kind: "read", who: [{ as: "OFFICE", over: "ORGANIZATION", roles: ANY_ROLE }] },
  /** The work chat of one's own organization. */
  "webhook.manage": { kind: "write", who: MANAGER_OF_THE_SAME },
  /** The system sends what the policies and the day ask for, and pauses what does not come through. */
  "notification.automatic": { kind: "write", who: [] },
});

/** The actor's own notifications. */
export function visibleTo(actor: PersonActor): Prisma.NotificationWhereInput {
  return { cityId: actor.cityId, personId: actor.personId };
}

/** The policies of the actor's city, those taken out included: what was sent names them. */
export function policiesVisibleTo(actor: PersonActor): Prisma.ReminderPolicyWhereInput {
  return { cityId: actor.cityId };
}

/** Reminders by policies that an office sees: those to organizations in its territory. */
export function noticesVisibleTo(actor: PersonActor): Prisma.ReminderNoticeWhereInput {
  const paths = territories(actor);
  // An empty OR would filter nothing.
  if (paths.length === 0) return { id: { in: [] } };
  return {
    cityId: actor.cityId,
    OR: paths.map((path) => ({ organization: { division: { path: { startsWith: path } } } })),
  };
}

/** The webhooks of the organizations that the actor manages. */
export function webhooksVisibleTo(actor: PersonActor): Prisma.WebhookWhereInput {
  const managed = { ...actor, memberships: actor.memberships.filter(({ role }) => role === "MANAGER") };
  return { cityId: actor.cityId, endedAt: null, organizationId: { in: organizationIds(managed) } };
}
