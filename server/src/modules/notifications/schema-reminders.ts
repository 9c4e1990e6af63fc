import {
  ReminderAudience,
  ReminderChannel,
  type ReminderNotice,
  ReminderOutcome,
  ReminderSilence,
  ReminderSubject,
} from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { connectionType, type Keyset, pageArgs, readPage } from "../../graphql/connection.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { uuidOf } from "../../graphql/node-id.ts";
import { fromDbDate } from "../../kernel/clock.ts";
import { actions, noticesVisibleTo, policiesVisibleTo } from "./policy.ts";
import { type Preview, previewReminders } from "./preview-reminders.ts";
import { changeReminderPolicy, createReminderPolicy, endReminderPolicy } from "./reminder-policies.ts";

/** The city's ladder of reminders: what it says, what it would send, what it sent. */

const ReminderSubjectEnum = builder.enumType(ReminderSubject, {
  name: "ReminderSubject",
  description:
    "What a reminder policy is about: a promise that falls due, a delivery that waits for its confirmation, a session that comes, an appeal or a request that waits.",
});
const ReminderAudienceEnum = builder.enumType(ReminderAudience, {
  name: "ReminderAudience",
  description:
    "Who is reminded: people of the side whose turn it is, the liaisons of the other side, or the office.",
});
const ReminderChannelEnum = builder.enumType(ReminderChannel, {
  name: "ReminderChannel",
  description: "How somebody is reminded.",
});
const ReminderOutcomeEnum = builder.enumType(ReminderOutcome, {
  name: "ReminderNoticeOutcome",
  description: "Whether a reminder went out.",
});
const ReminderSilenceEnum = builder.enumType(ReminderSilence, {
  name: "ReminderSilence",
  description: "Why a reminder was kept back: the person had had as many in seven days as the city allows.",
});

builder.prismaNode("ReminderPolicy", {
  nullable: true,
  description: "One rung of the city's ladder of reminders (提醒规则).",
  id: { field: "id", description: "`ReminderPolicy:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [policiesVisibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    subject: t.expose("subject", { type: ReminderSubjectEnum, description: "What it is about." }),
    days: t.exposeInt("days", { description: "Days from the thing's own day: negative before it." }),
    workdays: t.exposeBoolean("workdays", { description: "Whether they are working days." }),
    audience: t.expose("audience", { type: [ReminderAudienceEnum], description: "Who is reminded." }),
    channels: t.expose("channels", { type: [ReminderChannelEnum], description: "How." }),
    active: t.exposeBoolean("active", { description: "Whether it is on." }),
    validFrom: t.field({
      type: "LocalDate",
      description: "The first day on which it spoke as it does.",
      select: { validFrom: true },
      resolve: ({ validFrom }) => fromDbDate(validFrom),
    }),
    endedAt: t.expose("endedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was taken out.",
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

builder.queryField("reminderPolicies", (t) =>
  t.prismaField({
    type: ["ReminderPolicy"],
    description: "The city's ladder: by subject, from the earliest rung to the latest; at most 100.",
    resolve: (query, _root, _args, ctx) =>
      ctx.database.prisma.reminderPolicy.findMany({
        ...query,
        where: { AND: [policiesVisibleTo(requireActor(ctx)), { endedAt: null }] },
        orderBy: [{ subject: "asc" }, { days: "asc" }, { id: "asc" }],
        take: 100,
      }),
  }),
);

const PreviewLine = builder.objectRef<Preview["lines"][number]>("ReminderPreviewLine").implement({
  description: "What one policy would send today.",
  fields: (t) => ({
    policyId: t.id({
      description: "The policy.",
      resolve: ({ policyId }) => `ReminderPolicy:${policyId}`,
    }),
    people: t.exposeInt("people", { description: "How many people it would reach." }),
    things: t.exposeInt("things", { description: "Of how many things." }),
    suppressed: t.exposeInt("suppressed", { description: "How many reminders the week's cap keeps back." }),
  }),
});

const PreviewType = builder.objectRef<Preview>("ReminderPreview").implement({
  description: "What the policies would send if they spoke now; nothing is sent.",
  fields: (t) => ({
    people: t.exposeInt("people", { description: "How many people would be reminded." }),
    sent: t.exposeInt("sent", { description: "How many reminders would go out, bundled for each person." }),
    suppressed: t.exposeInt("suppressed", { description: "How many the week's cap would keep back." }),
    quiet: t.exposeBoolean("quiet", {
      description: "Whether nobody is disturbed at this hour or on this day: it would go out later.",
    }),
    lines: t.field({ type: [PreviewLine], description: "By policy.", resolve: ({ lines }) => lines }),
  }),
});

builder.queryField("reminderPreview", (t) =>
  t.field({
    type: PreviewType,
    nullable: true,
    description: "A dry run of the city's ladder, for its own office; null for others.",
    resolve: (_root, _args, ctx) => {
      const actor = requireActor(ctx);
      const inOffice = actor.memberships.some(
        ({ organizationKind, path }) => organizationKind === "OFFICE" && path === actor.cityPath,
      );
      return inOffice ? previewReminders(ctx, actor.cityId) : null;
    },
  }),
);

builder.prismaNode("ReminderNotice", {
  nullable: true,
  description: "A policy reached somebody about one thing, or was kept back (提醒记录).",
  id: { field: "id", description: "`ReminderNotice:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [noticesVisibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    policy: t.relation("policy", { description: "Which rung of the ladder." }),
    subject: t.exposeID("subject", { description: "The thing: `Obligation:<uuid>`." }),
    organization: t.relation("organization", { description: "For whom the person was reminded." }),
    fellOn: t.field({
      type: "LocalDate",
      description: "The day on which the policy fell.",
      select: { fellOn: true },
      resolve: ({ fellOn }) => fromDbDate(fellOn),
    }),
    outcome: t.expose("outcome", { type: ReminderOutcomeEnum, description: "Sent, or kept back." }),
    silence: t.expose("silence", {
      type: ReminderSilenceEnum,
      nullable: true,
      description: "Why it was kept back.",
    }),
    recordedAt: t.expose("recordedAt", { type: "DateTime", description: "When." }),
  }),
});

const latestFirst: Keyset<ReminderNotice> = [
  { column: "recordedAt", direction: "desc", type: "date" },
  { column: "id", direction: "desc", type: "text" },
];
const NoticeConnection = connectionType<ReminderNotice>("ReminderNotice");

builder.queryField("reminderNotices", (t) =>
  t.field({
    type: NoticeConnection,
    description:
      "What the policies sent and kept back in the actor's territory, the latest first; for offices, empty for others.",
    args: {
      ...pageArgs(),
      outcome: t.arg({ type: ReminderOutcomeEnum, required: false, description: "Only these." }),
    },
    resolve: (_root, args, ctx, info) =>
      readPage(ctx.database.prisma.reminderNotice, latestFirst, {
        args,
        ctx,
        info,
        where: {
          AND: [noticesVisibleTo(requireActor(ctx)), args.outcome ? { outcome: args.outcome } : {}],
        },
      }),
  }),
);

type InputBuilder = Parameters<Parameters<typeof builder.inputType>[1]["fields"]>[0];

const rung = (t: InputBuilder) => ({
  subject: t.field({ type: ReminderSubjectEnum, description: "What it is about; stands for good." }),
  days: t.int({ description: "Days from the thing's own day: negative before it, at most 120 either way." }),
  workdays: t.boolean({ description: "Whether they are working days." }),
  audience: t.field({ type: [ReminderAudienceEnum], description: "Who is reminded, at least one." }),
  channels: t.field({ type: [ReminderChannelEnum], description: "How, at least one." }),
});
const which = (t: InputBuilder) => ({
  policyId: t.id({ description: "The policy." }),
  version: t.int({ required: false, description: "The version that was seen." }),
});
const read = (id: string, ctx: Context) =>
  ctx.database.prisma.reminderPolicy.findFirst({
    where: { AND: [{ id }, policiesVisibleTo(requireActor(ctx))] },
  });

commandField("createReminderPolicy", {
  action: actions["reminderPolicy.manage"],
  type: "ReminderPolicy",
  description: "Adds a rung to the city's ladder of reminders.",
  input: rung,
  run: (ctx, input) => createReminderPolicy(ctx, input),
  read,
});

commandField("changeReminderPolicy", {
  action: actions["reminderPolicy.manage"],
  type: "ReminderPolicy",
  description: "Changes a rung, or switches it off and on.",
  input: (t) => ({
    ...which(t),
    ...rung(t),
    active: t.boolean({ description: "Whether it is on." }),
  }),
  run: (ctx, input) =>
    changeReminderPolicy(ctx, { ...input, policyId: uuidOf("ReminderPolicy", input.policyId) }),
  read,
});

commandField("endReminderPolicy", {
  action: actions["reminderPolicy.manage"],
  type: "ReminderPolicy",
  description: "Takes a rung out of the ladder for good.",
  input: which,
  run: (ctx, input) =>
    endReminderPolicy(ctx, { ...input, policyId: uuidOf("ReminderPolicy", input.policyId) }),
  read,
});
