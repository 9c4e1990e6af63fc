import type { BurdenWeek } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { connectionType, type Keyset, pageArgs, readPage } from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { filterUuidOf } from "../../graphql/node-id.ts";
import { fromDbDate, mondayOf, toDbDate, today } from "../../kernel/clock.ts";
import { loadSettings } from "../cities/public.ts";
import { fieldsPerDelivery, figuresPerDocument } from "./fields.ts";
import { visibleTo } from "./policy.ts";
import { type BurdenSum, readTrend } from "./read.ts";

builder.prismaNode("BurdenWeek", {
  nullable: true,
  description: "What the system asked of an organization in one week, and what it saved it (负担).",
  id: { field: "id", description: "`BurdenWeek:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [visibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    organization: t.relation("organization", { description: "Whose week." }),
    week: t.field({
      type: "LocalDate",
      description: "Its Monday.",
      select: { week: true },
      resolve: ({ week }) => fromDbDate(week),
    }),
    asks: t.exposeInt("asks", {
      description: "Notifications that want an act, once for each thing however many people heard of it.",
    }),
    reminders: t.exposeInt("reminders", { description: "Reminders, by people and by policies." }),
    load: t.exposeInt("load", { description: "Asks and reminders together." }),
    fields: t.exposeInt("fields", { description: "Input fields that its people filled in." }),
    documents: t.exposeInt("documents", { description: "Reports, lists and packs made for it." }),
    fromSessions: t.exposeInt("fromSessions", { description: "Deliveries that came out of sessions." }),
    fieldsSaved: t.exposeInt("fieldsSaved", {
      description: "Fields that nobody had to type, by the rule of estimation.",
    }),
    overLimit: t.boolean({
      description: "Whether the load is above what the city thinks right.",
      select: { load: true, cityId: true, week: true },
      resolve: async ({ load, cityId, week }, _args, ctx) => {
        const { burdenMarkAsks } = await settingsOnce(ctx, cityId, week);
        return load > burdenMarkAsks;
      },
    }),
  }),
});

type Settings = Awaited<ReturnType<typeof loadSettings>>;
const settingsOf = new WeakMap<object, Map<string, Promise<Settings>>>();

/** The settings of a week, read once in a request. */
function settingsOnce(
  ctx: Parameters<typeof requireActor>[0],
  cityId: string,
  week: Date,
): Promise<Settings> {
  const known = settingsOf.get(ctx) ?? new Map<string, Promise<Settings>>();
  settingsOf.set(ctx, known);
  const key = `${cityId} ${week.toISOString()}`;
  const reading = known.get(key) ?? loadSettings(ctx.database.prisma, cityId, fromDbDate(week));
  known.set(key, reading);
  return reading;
}

const heaviestFirst: Keyset<BurdenWeek> = [
  { column: "load", direction: "desc", type: "bigint" },
  { column: "id", direction: "desc", type: "text" },
];
const BurdenConnection = connectionType<BurdenWeek>("BurdenWeek");

builder.queryField("burdenWeeks", (t) =>
  t.field({
    type: BurdenConnection,
    description:
      "One week of the organizations within the actor's reach, the heaviest first; weeks without anything are absent.",
    args: {
      ...pageArgs(),
      week: t.arg({
        type: "LocalDate",
        required: false,
        description: "A day of the week; this week by default.",
      }),
    },
    resolve: (_root, args, ctx, info) =>
      readPage(ctx.database.prisma.burdenWeek, heaviestFirst, {
        args,
        ctx,
        info,
        where: {
          AND: [visibleTo(requireActor(ctx)), { week: toDbDate(mondayOf(args.week ?? today(ctx.clock))) }],
        },
      }),
  }),
);

const Sum = builder.objectRef<BurdenSum>("BurdenSum").implement({
  description: "One week of several organizations together.",
  fields: (t) => ({
    week: t.field({ type: "LocalDate", description: "Its Monday.", resolve: ({ week }) => week }),
    organizations: t.exposeInt("organizations", { description: "How many had anything to do." }),
    asks: t.exposeInt("asks", { description: "Notifications that want an act." }),
    reminders: t.exposeInt("reminders", { description: "Reminders." }),
    fields: t.exposeInt("fields", { description: "Fields filled in." }),
    documents: t.exposeInt("documents", { description: "Reports, lists and packs made." }),
    fromSessions: t.exposeInt("fromSessions", { description: "Deliveries out of sessions." }),
    fieldsSaved: t.exposeInt("fieldsSaved", { description: "Fields that nobody had to type." }),
  }),
});

const Rule = builder.objectRef<Record<string, never>>("BurdenRule").implement({
  description: "How fields not typed are estimated.",
  fields: (t) => ({
    figuresPerDocument: t.int({
      description: "Figures that a report, a list or a pack is taken to hold.",
      resolve: () => figuresPerDocument,
    }),
    fieldsPerDelivery: t.int({
      description: "Fields of a delivery that came out of a session.",
      resolve: () => fieldsPerDelivery,
    }),
  }),
});

type Burden = { sums: BurdenSum[]; markAbove: number };
const BurdenType = builder.objectRef<Burden>("Burden").implement({
  description: "The course of the last weeks.",
  fields: (t) => ({
    weeks: t.field({
      type: [Sum],
      description: "Twelve weeks, the earliest first.",
      resolve: ({ sums }) => sums,
    }),
    markAbove: t.exposeInt("markAbove", { description: "A week with more asks than this is marked." }),
    rule: t.field({ type: Rule, description: "The rule of estimation.", resolve: () => ({}) }),
  }),
});

builder.queryField("burden", (t) =>
  t.field({
    type: BurdenType,
    description: "Twelve weeks of all organizations within the actor's reach together, or of one of them.",
    args: { organizationId: t.arg.id({ required: false, description: "Of one organization." }) },
    resolve: async (_root, args, ctx): Promise<Burden> => {
      const actor = requireActor(ctx);
      const day = today(ctx.clock);
      const [sums, settings] = await Promise.all([
        readTrend(ctx.database, actor, mondayOf(day), filterUuidOf("Organization", args.organizationId)),
        loadSettings(ctx.database.prisma, actor.cityId, day),
      ]);
      return { sums, markAbove: settings.burdenMarkAsks };
    },
  }),
);
