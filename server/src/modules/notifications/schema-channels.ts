import { OutgoingState, type WebhookCall, WebhookKind } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { connectionType, type Keyset, pageArgs, readPage } from "../../graphql/connection.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { uuidIn, uuidOf } from "../../graphql/node-id.ts";
import { localeOf } from "../../kernel/words.ts";
import { chooseChannels, removeOwnAddress, setOwnAddress } from "./choices.ts";
import { actions, webhooksVisibleTo } from "./policy.ts";
import { changeWebhook, createWebhook, removeWebhook, testWebhook } from "./webhooks.ts";

/** How people hear outside of the app: letters to themselves, messages to a work chat. */

type ChoiceRow = {
  id: string;
  address: string | null;
  verifiedAt: Date | null;
  digest: boolean;
  mailDigest: boolean;
  mailEvents: boolean;
  locale: string;
};

const Choice = builder.objectRef<ChoiceRow>("NotificationChoice").implement({
  description: "How the signed-in person wants to hear (通知方式).",
  fields: (t) => ({
    address: t.exposeString("address", { nullable: true, description: "Where letters go." }),
    verifiedAt: t.expose("verifiedAt", {
      type: "DateTime",
      nullable: true,
      description: "When the address was confirmed; nothing is sent before.",
    }),
    digest: t.exposeBoolean("digest", { description: "A summary of the day in the app." }),
    mailDigest: t.exposeBoolean("mailDigest", { description: "The summary by mail." }),
    mailEvents: t.exposeBoolean("mailEvents", { description: "Letters at once for what cannot wait." }),
    locale: t.exposeString("locale", { description: "Language of letters: `zh` or `en`." }),
    mailAvailable: t.boolean({
      description: "Whether this server sends letters at all.",
      resolve: (_choice, _args, ctx) => ctx.outside?.sendLetter !== undefined,
    }),
  }),
});

async function readChoice(_id: string, ctx: Context): Promise<ChoiceRow> {
  const { personId } = requireActor(ctx);
  const row = await ctx.database.prisma.notificationChoice.findUnique({ where: { personId } });
  return (
    row ?? {
      id: personId,
      address: null,
      verifiedAt: null,
      digest: true,
      mailDigest: true,
      mailEvents: true,
      locale: "zh",
    }
  );
}

builder.queryField("notificationChoice", (t) =>
  t.field({
    type: Choice,
    description: "How the signed-in person wants to hear.",
    resolve: (_root, _args, ctx) => readChoice("", ctx),
  }),
);

commandField("setOwnAddress", {
  action: actions["notification.choose"],
  type: "NotificationChoice",
  description: "Gives the address for one's letters; a letter to confirm it follows.",
  input: (t) => ({ address: t.string({ description: "The address." }) }),
  run: (ctx, input) => setOwnAddress(ctx, input),
  read: readChoice,
});

commandField("removeOwnAddress", {
  action: actions["notification.choose"],
  type: "NotificationChoice",
  description: "Takes one's address away.",
  input: () => ({}),
  run: (ctx, input) => removeOwnAddress(ctx, input),
  read: readChoice,
});

commandField("chooseChannels", {
  action: actions["notification.choose"],
  type: "NotificationChoice",
  description: "Says which summaries and letters one wants.",
  input: (t) => ({
    digest: t.boolean({ description: "A summary of the day in the app." }),
    mailDigest: t.boolean({ description: "The summary by mail." }),
    mailEvents: t.boolean({ description: "Letters at once for what cannot wait." }),
    locale: t.string({ description: "Language of letters: `zh` or `en`." }),
  }),
  run: (ctx, input) => chooseChannels(ctx, { ...input, locale: localeOf(input.locale) }),
  read: readChoice,
});

// ---------------------------------------------------------------- webhooks

const WebhookKindEnum = builder.enumType(WebhookKind, {
  name: "WebhookKind",
  description: "Whose JSON a webhook speaks: a robot of WeCom or DingTalk, or plain and signed.",
});
const OutgoingStateEnum = builder.enumType(OutgoingState, {
  name: "OutgoingState",
  description: "Whether a message waits, came through, or was given up.",
});

builder.prismaNode("Webhook", {
  nullable: true,
  description:
    "Where an organization's work chat hears (群机器人). Its address and secret are never shown again.",
  id: { field: "id", description: "`Webhook:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [webhooksVisibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    organization: t.relation("organization", { description: "Whose it is." }),
    kind: t.expose("kind", { type: WebhookKindEnum, description: "Whose JSON it speaks." }),
    name: t.exposeString("name", { description: "What it is called." }),
    host: t.exposeString("host", { description: "The host of its address." }),
    hasSecret: t.boolean({
      description: "Whether messages are signed.",
      select: { sealedSecret: true },
      resolve: ({ sealedSecret }) => sealedSecret !== null,
    }),
    locale: t.exposeString("locale", { description: "Language of its messages: `zh` or `en`." }),
    active: t.exposeBoolean("active", { description: "Whether it is on." }),
    failures: t.exposeInt("failures", {
      description: "Messages given up since the last one that came through.",
    }),
    pausedAt: t.expose("pausedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was paused because messages did not come through.",
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "Since when." }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

builder.queryField("webhooks", (t) =>
  t.prismaField({
    type: ["Webhook"],
    description: "The webhooks of the organizations that the actor manages, the oldest first; at most 100.",
    resolve: (query, _root, _args, ctx) =>
      ctx.database.prisma.webhook.findMany({
        ...query,
        where: webhooksVisibleTo(requireActor(ctx)),
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        take: 100,
      }),
  }),
);

builder.prismaNode("WebhookCall", {
  nullable: true,
  description: "One message to a webhook.",
  id: { field: "id", description: "`WebhookCall:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [{ webhook: webhooksVisibleTo(requireActor(ctx)) }] }),
  fields: (t) => ({
    event: t.exposeString("event", { description: "What it told of, or `webhook.test`." }),
    state: t.expose("state", { type: OutgoingStateEnum, description: "What became of it." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it arose." }),
    nextAttemptAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When it is tried next; null when it is not.",
      select: { state: true, nextAttemptAt: true },
      resolve: ({ state, nextAttemptAt }) => (state === "WAITING" ? nextAttemptAt : null),
    }),
    log: t.field({
      type: [Attempt()],
      description: "Every try, the first one first.",
      select: { log: { orderBy: { attempt: "asc" } } },
      resolve: ({ log }) => log,
    }),
  }),
});

function Attempt() {
  return builder
    .objectRef<{
      id: string;
      attempt: number;
      at: Date;
      ms: number;
      status: number | null;
      error: string | null;
    }>("WebhookAttempt")
    .implement({
      description: "One try of a message.",
      fields: (t) => ({
        attempt: t.exposeInt("attempt", { description: "Which try, from 1." }),
        at: t.expose("at", { type: "DateTime", description: "When." }),
        ms: t.exposeInt("ms", { description: "How long it took, milliseconds." }),
        status: t.exposeInt("status", { nullable: true, description: "The HTTP status, if there was one." }),
        error: t.exposeString("error", {
          nullable: true,
          description:
            "TIMEOUT, CONNECTION, HOST_NOT_ALLOWED, STATUS or REFUSED_BY_ROBOT; null: it came through.",
        }),
      }),
    });
}

const latestFirst: Keyset<WebhookCall> = [
  { column: "createdAt", direction: "desc", type: "date" },
  { column: "id", direction: "desc", type: "text" },
];
const CallConnection = connectionType<WebhookCall>("WebhookCall");

builder.queryField("webhookCalls", (t) =>
  t.field({
    type: CallConnection,
    description: "Messages to the webhooks that the actor manages, the latest first; kept 90 days.",
    args: {
      ...pageArgs(),
      webhookId: t.arg.id({ required: false, description: "Of one webhook." }),
    },
    resolve: (_root, args, ctx, info) =>
      readPage(ctx.database.prisma.webhookCall, latestFirst, {
        args,
        ctx,
        info,
        where: {
          cityId: requireActor(ctx).cityId,
          webhook: webhooksVisibleTo(requireActor(ctx)),
          ...(args.webhookId ? { webhookId: uuidIn("Webhook", args.webhookId) } : {}),
        },
      }),
  }),
);

type InputBuilder = Parameters<Parameters<typeof builder.inputType>[1]["fields"]>[0];
const which = (t: InputBuilder) => ({
  webhookId: t.id({ description: "The webhook." }),
  version: t.int({ required: false, description: "The version that was seen." }),
});
/** What was changed, one that was taken away included. */
const readWebhook = (id: string, ctx: Context) =>
  ctx.database.prisma.webhook.findFirst({
    where: { AND: [{ id }, { ...webhooksVisibleTo(requireActor(ctx)), endedAt: undefined }] },
  });

commandField("createWebhook", {
  action: actions["webhook.manage"],
  type: "Webhook",
  description: "Lets the work chat of one's organization hear.",
  input: (t) => ({
    organizationId: t.id({ description: "Whose it is." }),
    kind: t.field({ type: WebhookKindEnum, description: "Whose JSON it speaks." }),
    name: t.string({ description: "What it is called, at most 40 characters." }),
    url: t.string({ description: "The robot's address: https, sealed at once." }),
    secret: t.string({
      required: false,
      description: "What messages are signed with: DingTalk's, or one's own for GENERIC.",
    }),
    locale: t.string({ description: "Language of its messages: `zh` or `en`." }),
  }),
  run: (ctx, input) =>
    createWebhook(ctx, {
      ...input,
      locale: localeOf(input.locale),
      organizationId: uuidOf("Organization", input.organizationId),
    }),
  read: readWebhook,
});

commandField("changeWebhook", {
  action: actions["webhook.manage"],
  type: "Webhook",
  description:
    "Changes a webhook; what is left out of address and secret stays. Switching it on ends a pause.",
  input: (t) => ({
    ...which(t),
    name: t.string({ description: "What it is called." }),
    url: t.string({ required: false, description: "Another address." }),
    secret: t.string({ required: false, description: "Another secret." }),
    locale: t.string({ description: "Language of its messages: `zh` or `en`." }),
    active: t.boolean({ description: "Whether it is on." }),
  }),
  run: (ctx, input) =>
    changeWebhook(ctx, {
      ...input,
      locale: localeOf(input.locale),
      webhookId: uuidOf("Webhook", input.webhookId),
    }),
  read: readWebhook,
});

commandField("testWebhook", {
  action: actions["webhook.manage"],
  type: "Webhook",
  description: "Sends a message that says that it works; see its log.",
  input: which,
  run: (ctx, input) => testWebhook(ctx, { ...input, webhookId: uuidOf("Webhook", input.webhookId) }),
  read: readWebhook,
});

commandField("removeWebhook", {
  action: actions["webhook.manage"],
  type: "Webhook",
  description: "Takes a webhook away.",
  input: which,
  run: (ctx, input) => removeWebhook(ctx, { ...input, webhookId: uuidOf("Webhook", input.webhookId) }),
  read: readWebhook,
});
