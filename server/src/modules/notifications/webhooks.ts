import type { Webhook, WebhookKind } from "@gongjian/prisma/client";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireText, requireVersion } from "../../kernel/result.ts";
import type { Locale } from "../../kernel/words.ts";
import { cityOf } from "../cities/public.ts";
import { visibleTo as organizationsVisibleTo } from "../organizations/policy.ts";
import { actions, webhooksVisibleTo } from "./policy.ts";
import { sealForWebhook } from "./sealing.ts";
import { addressProblem } from "./webhook-address.ts";

/** Webhooks that stand for one organization at once. */
const MOST_WEBHOOKS = 5;
/** Tests of one webhook in an hour. */
const TESTS_PER_HOUR = 10;

export type WebhookFields = {
  name: string;
  /** Sealed at once, and never shown again. */
  url: string;
  /** DingTalk's signing secret, or ours for GENERIC; WeCom has none. */
  secret?: string | null;
  locale: Locale;
};
type Keyed = { idempotencyKey?: string | null };
type Which = Keyed & { webhookId: string; version?: number | null };

function address(
  ctx: CommandContext,
  webhookId: string,
  text: string,
): { host: string; sealedUrl: Uint8Array<ArrayBuffer> } {
  const { secretOf, outside } = ctx;
  if (!secretOf || !outside) throw new Error("webhooks need the keys and the settings of the server");
  const url = text.trim();
  const problem = addressProblem(url, outside.allowedHosts);
  if (problem) throw Rejection.validation([{ path: ["url"], code: problem }]);
  return { host: new URL(url).host, sealedUrl: sealForWebhook(secretOf, webhookId, url) };
}

function sealedSecret(
  ctx: CommandContext,
  { id, kind }: { id: string; kind: WebhookKind },
  secret: string | null | undefined,
): Uint8Array<ArrayBuffer> | null {
  const text = secret?.trim() ?? "";
  // WeCom's robots know their caller by the key in the address alone.
  if (kind === "WECOM" || text === "") {
    if (kind === "GENERIC") throw Rejection.validation([{ path: ["secret"], code: "REQUIRED" }]);
    return null;
  }
  if (text.length > 200)
    throw Rejection.validation([{ path: ["secret"], code: "TOO_LONG", params: { max: "200" } }]);
  if (!ctx.secretOf) throw new Error("webhooks need the keys of the server");
  return sealForWebhook(ctx.secretOf, id, text);
}

/** The manager of an organization lets its work chat hear. The address is checked again whenever something is sent. */
export function createWebhook(
  ctx: CommandContext,
  input: WebhookFields & Keyed & { organizationId: string; kind: WebhookKind },
): Promise<CommandResult> {
  return runCommand(ctx, { name: "webhook.create", input }, async (command) => {
    const { tx } = command;
    const cityId = cityOf(command);
    const organization = await tx.organization.findFirst({
      where: { AND: [{ id: input.organizationId }, organizationsVisibleTo(command.person())] },
      select: { id: true, division: { select: { path: true } } },
    });
    if (!organization) throw Rejection.notFound();
    command.require(actions["webhook.manage"], {
      cityId,
      organization: { id: organization.id, path: organization.division.path },
    });
    await lockRows(tx, "Organization", [organization.id]);
    const standing = await tx.webhook.count({ where: { organizationId: organization.id, endedAt: null } });
    if (standing >= MOST_WEBHOOKS)
      throw Rejection.validation([
        { path: ["organizationId"], code: "TOO_MANY", params: { max: String(MOST_WEBHOOKS) } },
      ]);
    const id = command.newId();
    await tx.webhook.create({
      data: {
        id,
        cityId,
        organizationId: organization.id,
        kind: input.kind,
        name: requireText(input.name, "name", 40),
        locale: input.locale,
        ...address(ctx, id, input.url),
        sealedSecret: sealedSecret(ctx, { id, kind: input.kind }, input.secret),
      },
    });
    command.audit({ subjectIds: [id, organization.id], payload: { kind: input.kind } });
    return { id };
  });
}

async function take(command: Command, { webhookId, version }: Which): Promise<Webhook> {
  const actor = command.person();
  await lockRows(command.tx, "Webhook", [webhookId]);
  const webhook = await command.tx.webhook.findFirst({
    where: { AND: [{ id: webhookId }, webhooksVisibleTo(actor)] },
    include: { organization: { select: { division: { select: { path: true } } } } },
  });
  if (!webhook) throw Rejection.notFound();
  command.require(actions["webhook.manage"], {
    cityId: webhook.cityId,
    organization: { id: webhook.organizationId, path: webhook.organization.division.path },
  });
  requireVersion(webhook, version);
  return webhook;
}

/** Changes what is given; an address or a secret that is left out stays. Switching it on ends a pause. */
export function changeWebhook(
  ctx: CommandContext,
  input: Which & {
    name: string;
    url?: string | null;
    secret?: string | null;
    locale: Locale;
    active: boolean;
  },
): Promise<CommandResult> {
  return runCommand(ctx, { name: "webhook.change", input }, async (command) => {
    const webhook = await take(command, input);
    await command.tx.webhook.update({
      where: { id: webhook.id },
      data: {
        name: requireText(input.name, "name", 40),
        locale: input.locale,
        active: input.active,
        ...(input.active && { pausedAt: null, failures: 0 }),
        ...(input.url && address(ctx, webhook.id, input.url)),
        ...(input.secret && { sealedSecret: sealedSecret(ctx, webhook, input.secret) }),
        version: { increment: 1 },
      },
    });
    command.audit({
      subjectIds: [webhook.id, webhook.organizationId],
      payload: { active: input.active, address: Boolean(input.url), secret: Boolean(input.secret) },
    });
    return { id: webhook.id };
  });
}

/** Takes a webhook away: nothing is sent any more, and its address is forgotten. */
export function removeWebhook(ctx: CommandContext, input: Which): Promise<CommandResult> {
  return runCommand(ctx, { name: "webhook.remove", input }, async (command) => {
    const webhook = await take(command, input);
    await command.tx.webhook.update({
      where: { id: webhook.id },
      data: {
        endedAt: command.now,
        active: false,
        sealedUrl: new Uint8Array(),
        sealedSecret: null,
        version: { increment: 1 },
      },
    });
    await command.tx.webhookCall.updateMany({
      where: { webhookId: webhook.id, state: "WAITING" },
      data: { state: "FAILED" },
    });
    command.audit({
      subjectIds: [webhook.id, webhook.organizationId],
      payload: { organizationId: webhook.organizationId },
    });
    return { id: webhook.id };
  });
}

/** Sends a message that says that the webhook works; what came of it stands in its log. WEBHOOK_PAUSED while it is off. */
export function testWebhook(ctx: CommandContext, input: Which): Promise<CommandResult> {
  return runCommand(ctx, { name: "webhook.test", input }, async (command) => {
    const webhook = await take(command, input);
    if (!webhook.active || webhook.pausedAt !== null)
      throw Rejection.invalidTransition({ from: "PAUSED", allowed: [], code: "WEBHOOK_PAUSED" });
    const since = new Date(command.now.getTime() - 3_600_000);
    const tests = { webhookId: webhook.id, event: "webhook.test", createdAt: { gt: since } };
    if ((await command.tx.webhookCall.count({ where: tests })) >= TESTS_PER_HOUR)
      throw Rejection.validation([
        { path: ["webhookId"], code: "TOO_MANY", params: { max: String(TESTS_PER_HOUR) } },
      ]);
    const id = command.newId();
    await command.tx.webhookCall.create({
      data: {
        id,
        cityId: webhook.cityId,
        webhookId: webhook.id,
        event: "webhook.test",
        subject: "",
        params: {},
        nextAttemptAt: command.now,
      },
    });
    command.audit({ subjectIds: [webhook.id, id], payload: { organizationId: webhook.organizationId } });
    return { id: webhook.id };
  });
}
