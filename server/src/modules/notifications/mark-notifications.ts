import type { PersonActor } from "../../kernel/actor.ts";
import type { CommandContext } from "../../kernel/command.ts";
import { can } from "../../kernel/policy.ts";
import { Rejection } from "../../kernel/result.ts";
import { actions, visibleTo } from "./policy.ts";

/** Most notifications named in one call. */
const MOST_AT_ONCE = 100;

/**
 * Marks some of the actor's notifications as read; those of others and those already read are passed over.
 * A reading mark is no fact of the chain: it is neither audited nor remembered under a key, and doing it twice
 * changes nothing (docs/adr/0015-notifications-read-marks.md).
 *
 * @throws Rejection TOO_MANY beyond 100.
 */
export async function markNotificationsRead(
  ctx: CommandContext,
  ids: readonly string[],
): Promise<{ id: string }> {
  if (ids.length > MOST_AT_ONCE) {
    throw Rejection.validation([{ path: ["ids"], code: "TOO_MANY", params: { max: String(MOST_AT_ONCE) } }]);
  }
  const reader = readerOf(ctx);
  await ctx.database.prisma.notification.updateMany({
    where: { ...visibleTo(reader), id: { in: [...ids] }, readAt: null },
    data: { readAt: ctx.clock.now() },
  });
  return { id: reader.personId };
}

/** Marks every notification of the actor up to an instant as read: what arrives while the list is open stays unread. */
export async function markAllNotificationsRead(ctx: CommandContext, upTo: Date): Promise<{ id: string }> {
  const reader = readerOf(ctx);
  await ctx.database.prisma.notification.updateMany({
    where: { ...visibleTo(reader), createdAt: { lte: upTo }, readAt: null },
    data: { readAt: ctx.clock.now() },
  });
  return { id: reader.personId };
}

function readerOf({ actor }: CommandContext): PersonActor {
  if (actor.kind !== "PERSON") throw Rejection.forbidden("PERSON_REQUIRED");
  if (!can(actor, actions["notification.mark"], { cityId: actor.cityId })) throw Rejection.forbidden();
  return actor;
}
