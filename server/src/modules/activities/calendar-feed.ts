import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { newLinkSecret, secretHash } from "../../kernel/secret.ts";
import { actions } from "./policy.ts";

/** A person's own calendar for phones: a secret address, one at a time. */

/** A calendar just made. The secret is in no other place: it is shown once. */
export type RenewedFeed = CommandResult & { secret: string | null };

/** Gives the person a new secret address of the own calendar; the one before ends. */
export async function renewCalendar(
  ctx: CommandContext,
  input: { idempotencyKey?: string | null },
): Promise<RenewedFeed> {
  let secret: string | null = null;
  const made = await runCommand(ctx, { name: "calendar.renew", input }, async (command) => {
    const { tx, now } = command;
    const { personId, cityId } = command.person();
    command.require(actions["calendar.own"], { cityId });
    // Two at once would leave two addresses: the second waits here.
    await tx.$executeRaw`select id from "Person" where id = ${personId}::uuid for no key update`;
    const ended = await tx.calendarFeed.updateMany({
      where: { personId, revokedAt: null },
      data: { revokedAt: now, version: { increment: 1 } },
    });
    const id = command.newId();
    const made = newLinkSecret();
    await tx.calendarFeed.create({ data: { id, cityId, personId, tokenHash: secretHash(made) } });
    secret = made;
    command.audit({ subjectIds: [id, personId], payload: { renewed: ended.count > 0 } });
    return { id };
  });
  return { ...made, secret };
}

/** Ends a person's own calendar address: phones that still ask get nothing. */
export function revokeCalendar(
  ctx: CommandContext,
  input: { calendarFeedId: string; idempotencyKey?: string | null },
): Promise<CommandResult> {
  return runCommand(ctx, { name: "calendar.revoke", input }, async (command) => {
    const { personId, cityId } = command.person();
    command.require(actions["calendar.own"], { cityId });
    const feed = await command.tx.calendarFeed.findFirst({
      where: { id: input.calendarFeedId, cityId, personId },
    });
    if (!feed) throw Rejection.notFound();
    if (feed.revokedAt !== null) {
      throw Rejection.invalidTransition({ from: "REVOKED", allowed: [], code: "CALENDAR_REVOKED" });
    }
    await command.tx.calendarFeed.update({
      where: { id: feed.id },
      data: { revokedAt: command.now, version: { increment: 1 } },
    });
    command.audit({ subjectIds: [feed.id, personId], payload: {} });
    return { id: feed.id };
  });
}
