import type { Prisma } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import { defineActions } from "../../kernel/policy.ts";

export const actions = defineActions({
  /** One's own notifications; nobody reads another's. */
  "notification.read": { kind: "read", who: [{ as: "SIGNED_IN" }] },
  "notification.mark": { kind: "write", who: [{ as: "SIGNED_IN" }] },
});

/** The actor's own notifications. */
export function visibleTo(actor: PersonActor): Prisma.NotificationWhereInput {
  return { cityId: actor.cityId, personId: actor.personId };
}
