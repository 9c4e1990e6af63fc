import type { Prisma, WebhookKind } from "@gongjian/prisma/client";
import { runCommand } from "../../kernel/command.ts";
import { newId } from "../../kernel/ids.ts";
import { localeOf } from "../../kernel/words.ts";
import { events } from "./events.ts";
import type { MessengerContext } from "./messenger.ts";
import { pathOf } from "./outgoing-links.ts";
import { actions } from "./policy.ts";
import { type Posted, postMessage } from "./post-message.ts";
import { openForWebhook } from "./sealing.ts";
import { chatRequest } from "./webhook-message.ts";

/** Seconds until the next try, by how many there were. After the last a message is given up. */
export const RETRY_AFTER: readonly number[] = [30, 120, 600, 3_600, 4 * 3_600];
/** Messages given up in a row after which a webhook is paused. */
export const PAUSE_AFTER = 5;
/** While a message is being sent no other server takes it; one that died leaves it to the others after that. */
const LEASE_SECONDS = 120;
/** Milliseconds for an answer. */
const PATIENCE = 10_000;
const AT_ONCE = 20;

type CallRow = {
  id: string;
  cityId: string;
  webhookId: string;
  event: string;
  subject: string;
  params: Prisma.JsonObject;
  attempts: number;
  kind: WebhookKind;
  sealedUrl: Uint8Array;
  sealedSecret: Uint8Array | null;
  locale: string;
};

/** Takes calls whose time has come, so that no other server sends them at the same time. */
async function takeCalls({ database, clock }: MessengerContext): Promise<CallRow[]> {
  const now = clock.now();
  const lease = new Date(now.getTime() + LEASE_SECONDS * 1_000);
  return database.prisma.$queryRaw<CallRow[]>`
    update "WebhookCall" c set attempts = c.attempts + 1, "nextAttemptAt" = ${lease}
    from "Webhook" w
    where w.id = c."webhookId" and c.id in (
      select d.id from "WebhookCall" d join "Webhook" x on x.id = d."webhookId"
      where d.state = 'WAITING' and d."nextAttemptAt" <= ${now} and x.active and x."pausedAt" is null and x."endedAt" is null
      order by d."nextAttemptAt", d.id limit ${AT_ONCE} for update of d skip locked)
    returning c.id, c."cityId", c."webhookId", c.event, c.subject, c.params, c.attempts, w.kind, w."sealedUrl", w."sealedSecret", w.locale`;
}

/** Sends the messages to work chats whose time has come. @returns how many were tried. */
export async function sendCalls(ctx: MessengerContext): Promise<number> {
  const calls = await takeCalls(ctx);
  await Promise.all(calls.map((call) => sendCall(ctx, call)));
  return calls.length;
}

async function sendCall(ctx: MessengerContext, call: CallRow): Promise<void> {
  const { secretOf, outside, clock } = ctx;
  const at = clock.now();
  let posted: Posted;
  try {
    const opened = (sealed: Uint8Array) => openForWebhook(secretOf, call.webhookId, sealed);
    const request = chatRequest(
      {
        kind: call.kind,
        url: opened(call.sealedUrl),
        secret: call.sealedSecret && opened(call.sealedSecret),
      },
      {
        id: call.id,
        event: call.event,
        params: call.params as Record<string, string>,
        link: outside.origin === undefined ? null : outside.origin + pathOf(call.subject),
        locale: localeOf(call.locale),
      },
      at,
    );
    const { allowedHosts } = outside;
    posted = await postMessage(request, { allowedHosts, patience: ctx.patience ?? PATIENCE });
  } catch {
    // Sealed with a key that this server no longer has.
    posted = { status: null, error: "UNREADABLE", ms: 0 };
  }
  await record(ctx, call, posted, at);
}

async function record(ctx: MessengerContext, call: CallRow, posted: Posted, at: Date): Promise<void> {
  const { prisma } = ctx.database;
  const wait = RETRY_AFTER[call.attempts - 1];
  const over = posted.error === null || posted.error === "UNREADABLE" || wait === undefined;
  const through = posted.error === null;
  await prisma.$transaction(async (tx) => {
    await tx.webhookAttempt.create({
      data: { id: newId(at), cityId: call.cityId, callId: call.id, attempt: call.attempts, at, ...posted },
    });
    await tx.webhookCall.update({
      where: { id: call.id },
      data: over
        ? { state: through ? "SENT" : "FAILED" }
        : { nextAttemptAt: new Date(at.getTime() + (wait ?? 0) * 1_000) },
    });
    if (through)
      await tx.webhook.updateMany({
        where: { id: call.webhookId, failures: { gt: 0 } },
        data: { failures: 0 },
      });
    else if (over)
      await tx.webhook.update({ where: { id: call.webhookId }, data: { failures: { increment: 1 } } });
  });
  if (over && posted.error !== null) await pauseWhenTooMany(ctx, call);
}

/** Pauses a webhook that failed too often, and tells the managers of its organization. */
async function pauseWhenTooMany(ctx: MessengerContext, call: CallRow): Promise<void> {
  const { cityId, webhookId } = call;
  const failing = await ctx.database.prisma.webhook.findFirst({
    where: { id: webhookId, failures: { gte: PAUSE_AFTER }, pausedAt: null },
  });
  if (!failing) return;
  const spec = { name: "webhook.pause", input: { webhookId } };
  await runCommand({ ...ctx, actor: { kind: "SYSTEM", cityId } }, spec, async (command) => {
    command.require(actions["notification.automatic"], { cityId });
    const { count } = await command.tx.webhook.updateMany({
      where: { id: webhookId, pausedAt: null },
      data: { pausedAt: command.now, version: { increment: 1 } },
    });
    if (count > 0)
      command.emit(events["webhook.paused"], {
        subject: `Webhook:${webhookId}`,
        organizationId: failing.organizationId,
      });
    command.audit({ subjectIds: [webhookId], payload: { failures: failing.failures } });
    return { id: webhookId };
  });
}
