import type { Transaction } from "../../kernel/db.ts";
import type { EventPayload } from "../../kernel/events.ts";
import { newId } from "../../kernel/ids.ts";
import type { Hearers, Told } from "./audience.ts";

/** Events that leave the house: letters and messages to work chats are put on their way, to be sent after the commit. */

type Heard = Told & { hearers: Hearers };

/** The organizations of an event's audience; offices over a receiver hear in the app. */
function chatsOf({ event, payload }: { event: Told["event"]; payload: EventPayload }): string[] {
  return event.audience.flatMap(({ of }) => {
    const id = {
      GIVER: payload.giverId,
      RECEIVER: payload.receiverId,
      ATTESTOR: payload.attestorId,
      ORGANIZATION: payload.organizationId,
      OFFICE_OVER_RECEIVER: undefined,
      PERSONS: undefined,
    }[of];
    return id ? [id] : [];
  });
}

/** Puts letters and messages of a batch of events on their way, for who wishes them; two statements to find out and two to write. */
export async function tellOutside(tx: Transaction, heard: readonly Heard[], now: Date): Promise<void> {
  const mailed = heard.filter(({ event, hearers }) => event.mailed && hearers.notified.length > 0);
  if (mailed.length > 0) {
    const wished = await tx.notificationChoice.findMany({
      where: {
        personId: { in: [...new Set(mailed.flatMap(({ hearers }) => hearers.notified))] },
        verifiedAt: { not: null },
        mailEvents: true,
      },
      select: { personId: true },
    });
    await tx.letter.createMany({
      data: mailed.flatMap(({ event, payload, cityId, hearers }) =>
        wished
          .filter(({ personId }) => hearers.notified.includes(personId))
          .map(({ personId }) => ({
            id: newId(now),
            cityId,
            personId,
            kind: "EVENT" as const,
            event: event.name,
            subject: payload.subject,
            params: {},
            nextAttemptAt: now,
          })),
      ),
    });
  }
  const chatted = heard.filter(({ event }) => event.webhook);
  if (chatted.length === 0) return;
  const webhooks = await tx.webhook.findMany({
    where: {
      organizationId: { in: [...new Set(chatted.flatMap(chatsOf))] },
      active: true,
      pausedAt: null,
      endedAt: null,
    },
    select: { id: true, cityId: true, organizationId: true },
  });
  await tx.webhookCall.createMany({
    data: chatted.flatMap((one) =>
      webhooks
        .filter(
          ({ cityId, organizationId }) => cityId === one.cityId && chatsOf(one).includes(organizationId),
        )
        .map(({ id, cityId }) => ({
          id: newId(now),
          cityId,
          webhookId: id,
          event: one.event.name,
          subject: one.payload.subject,
          params: {},
          nextAttemptAt: now,
        })),
    ),
  });
}
