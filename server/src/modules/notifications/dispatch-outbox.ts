import { LIVE_CHANNEL, type LiveMessage } from "../../http/live.ts";
import { type Clock, dateOf } from "../../kernel/clock.ts";
import type { Database, Transaction } from "../../kernel/db.ts";
import type { EventPayload } from "../../kernel/events.ts";
import { newId } from "../../kernel/ids.ts";
import { type Hearers, hearersOf, readPeople, type Told } from "./audience.ts";
import { eventDeclaration } from "./registry.ts";
import { tellOutside } from "./tell-outside.ts";

/** Events told in one transaction. */
const BATCH = 200;
/** Persons named in one live message: a NOTIFY carries at most 8000 bytes. */
const PERSONS_PER_MESSAGE = 150;
/** Of what is older, nobody has an open screen that waits for it: history that was loaded, a server that was down. */
const LIVE_FOR_MS = 10 * 60_000;

type OutboxRow = { id: bigint; cityId: string | null; event: string; payload: Payload; createdAt: Date };
type Payload = EventPayload & { actorPersonId: string | null };

/** What a dispatcher needs from outside. */
export type DispatchContext = {
  database: Database;
  clock: Clock;
  /** Told of an event that this version does not know; it is passed over. */
  onUnknownEvent?: (name: string) => void;
};

/**
 * Tells one batch of what happened: notifications for its audience, live updates, the event marked as told, in one
 * transaction. Rows that another process is telling are skipped, so any number of servers may do this at once and
 * every event is told exactly once.
 *
 * @returns how many events were taken; fewer than a whole batch means that nothing is left.
 */
export async function dispatchBatch(ctx: DispatchContext): Promise<number> {
  return ctx.database.prisma.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<OutboxRow[]>`
      select "id", "cityId", "event", "payload", "createdAt" from "OutboxEvent"
      where "dispatchedAt" is null order by "id" limit ${BATCH} for update skip locked`;
    if (rows.length === 0) return 0;
    const told: (Told & { row: OutboxRow; payload: Payload })[] = rows.flatMap((row) => {
      const event = eventDeclaration(row.event);
      if (!event) ctx.onUnknownEvent?.(row.event);
      if (!event || row.cityId === null) return [];
      return [{ row, event, payload: row.payload, cityId: row.cityId, day: dateOf(row.createdAt) }];
    });
    const people = await readPeople(tx, told);
    const now = ctx.clock.now();
    const heard = told.map((one) => ({ ...one, hearers: hearersOf(one, people, one.payload.actorPersonId) }));
    await tx.notification.createMany({
      data: heard.flatMap(({ row, cityId, payload, hearers }) =>
        hearers.notified.map((personId) => ({
          id: newId(row.createdAt),
          cityId,
          personId,
          event: row.event,
          subject: payload.subject,
          params: payload.params ?? {},
          giverId: payload.giverId ?? null,
          receiverId: payload.receiverId ?? null,
          partnershipId: payload.partnershipId ?? null,
          createdAt: row.createdAt,
        })),
      ),
    });
    await tellOutside(tx, heard, now);
    await tx.outboxEvent.updateMany({
      where: { id: { in: rows.map(({ id }) => id) } },
      data: { dispatchedAt: now },
    });
    const fresh = heard.filter(({ row }) => now.getTime() - row.createdAt.getTime() < LIVE_FOR_MS);
    await notifyLive(tx, fresh);
    return rows.length;
  });
}

/** Tells everything that waits. */
export async function dispatchAll(ctx: DispatchContext): Promise<void> {
  while ((await dispatchBatch(ctx)) > 0);
}

async function notifyLive(
  tx: Transaction,
  heard: readonly { payload: Payload; hearers: Hearers }[],
): Promise<void> {
  const messages = heard.flatMap(({ payload, hearers }) => [
    ...messagesTo(hearers.live, payload.subject.split(":")[0] ?? "", [
      payload.subject,
      ...(payload.partnershipId ? [`Partnership:${payload.partnershipId}`] : []),
    ]),
    ...messagesTo(hearers.notified, "Notification", []),
  ]);
  if (messages.length === 0) return;
  await tx.$executeRaw`select pg_notify(${LIVE_CHANNEL}, message) from unnest(${[...new Set(messages)]}::text[]) as message`;
}

function messagesTo(personIds: readonly string[], kind: string, ids: readonly string[]): string[] {
  const messages: string[] = [];
  for (let start = 0; start < personIds.length; start += PERSONS_PER_MESSAGE) {
    const some = personIds.slice(start, start + PERSONS_PER_MESSAGE);
    const message: LiveMessage = { personIds: some, kind, ids: [...new Set(ids)] };
    messages.push(JSON.stringify(message));
  }
  return messages;
}
