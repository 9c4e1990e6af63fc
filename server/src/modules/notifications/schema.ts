import type { Notification } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { connectionType, type Keyset, pageArgs, readPage } from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { TextParameter } from "../../graphql/failures.ts";
import { nodeId, uuidOf } from "../../graphql/node-id.ts";
import { markAllNotificationsRead, markNotificationsRead } from "./mark-notifications.ts";
import { actions, visibleTo } from "./policy.ts";

builder.prismaNode("Notification", {
  nullable: true,
  description:
    "Something happened that concerns the reader. Its text is the client's, by event and parameters.",
  id: { field: "id", description: "`Notification:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [visibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    event: t.exposeString("event", { description: "Name of the event, e.g. `partnership.assigned`." }),
    subject: t.exposeID("subject", { description: "Id of the thing it leads to." }),
    params: t.field({
      type: [TextParameter],
      description: "Values for its text.",
      select: { params: true },
      resolve: ({ params }) =>
        Object.entries(params as Record<string, string>).map(([name, value]) => ({ name, value })),
    }),
    giver: t.relation("giver", { nullable: true, description: "Who gives, where it has two sides." }),
    receiver: t.relation("receiver", {
      nullable: true,
      description: "Who receives, where it has two sides.",
    }),
    partnershipId: t.id({
      nullable: true,
      description: "The partnership that it belongs to.",
      select: { partnershipId: true },
      resolve: ({ partnershipId }) => partnershipId && nodeId("Partnership", partnershipId),
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it happened." }),
    readAt: t.expose("readAt", { type: "DateTime", nullable: true, description: "When the reader saw it." }),
  }),
});

const Inbox = builder.objectRef<{ id: string }>("Inbox").implement({
  description: "The reader's notifications as a whole.",
  fields: (t) => ({
    unreadCount: t.int({
      description: "How many are unread.",
      resolve: (_inbox, _args, ctx) =>
        ctx.database.prisma.notification.count({ where: { ...visibleTo(requireActor(ctx)), readAt: null } }),
    }),
  }),
});

builder.queryField("inbox", (t) =>
  t.field({
    type: Inbox,
    description: "The signed-in person's notifications as a whole.",
    resolve: (_root, _args, ctx) => ({ id: requireActor(ctx).personId }),
  }),
);

const newestFirst: Keyset<Notification> = [
  { column: "createdAt", direction: "desc", type: "date" },
  { column: "id", direction: "desc", type: "text" },
];

const NotificationConnection = connectionType<Notification>("Notification");

builder.queryField("notifications", (t) =>
  t.field({
    type: NotificationConnection,
    description: "The signed-in person's notifications, newest first.",
    args: {
      ...pageArgs(),
      unreadOnly: t.arg.boolean({ required: false, description: "Only those not yet read." }),
    },
    resolve: async (_root, args, ctx, info) => {
      const where = { ...visibleTo(requireActor(ctx)), ...(args.unreadOnly ? { readAt: null } : {}) };
      return readPage<Notification>(ctx.database.prisma.notification, newestFirst, {
        args,
        ctx,
        info,
        where,
      });
    },
  }),
);

const readInbox = async (id: string) => ({ id });

commandField("markNotificationsRead", {
  action: actions["notification.mark"],
  type: "Inbox",
  description: "Marks some of one's notifications as read. Doing it again changes nothing.",
  input: (t) => ({ ids: t.idList({ description: "Which, at most 100." }) }),
  run: (ctx, input) =>
    markNotificationsRead(
      ctx,
      input.ids.map((id) => uuidOf("Notification", id)),
    ),
  read: readInbox,
});

commandField("markAllNotificationsRead", {
  action: actions["notification.mark"],
  type: "Inbox",
  description: "Marks everything up to an instant as read. Doing it again changes nothing.",
  input: (t) => ({
    upTo: t.field({
      type: "DateTime",
      description: "When the newest one that the reader has seen happened.",
    }),
  }),
  run: (ctx, input) => markAllNotificationsRead(ctx, input.upTo),
  read: readInbox,
});
