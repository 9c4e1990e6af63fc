import { CalendarDayKind, Measure, PeriodKind, type Prisma } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { toDbDate, today } from "../../kernel/clock.ts";
import { fillCalendar } from "./fill-calendar.ts";
import { daysOfYear, settingDefinitions, settingKeys } from "./model.ts";
import { openPeriod } from "./open-period.ts";
import { openPeriodsOfYear } from "./open-periods-of-year.ts";
import { actions, ownCity, visibleTo } from "./policy.ts";
import { loadSettings } from "./public.ts";
import { removeCalendarDay } from "./remove-calendar-day.ts";
import { setCalendarDays } from "./set-calendar-days.ts";
import { setCitySetting } from "./set-city-setting.ts";

export const CalendarDayKindEnum = builder.enumType(CalendarDayKind, {
  name: "CalendarDayKind",
  description: "A public holiday, or a day worked in exchange.",
});

export const MeasureEnum = builder.enumType(Measure, {
  name: "Measure",
  description: "What a quantity counts: fen, thousandths of a named good, minutes, occasions, done or not.",
});

export const PeriodKindEnum = builder.enumType(PeriodKind, {
  name: "PeriodKind",
  description: "How long a period is.",
});

builder.prismaNode("Kind", {
  nullable: true,
  description: "A kind of support that a city counts, over one fixed measure.",
  id: { field: "id", description: "`Kind:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [visibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    code: t.exposeString("code", { description: "Stable key: FUNDS, GOODS, … or the city's own." }),
    nameZh: t.exposeString("nameZh", { description: "What it is called in Chinese." }),
    nameEn: t.exposeString("nameEn", { description: "What it is called in English." }),
    measure: t.expose("measure", { type: MeasureEnum, description: "What its quantities count." }),
    unitZh: t.exposeString("unitZh", {
      description: "The counting word of a COUNT kind, in Chinese; else empty.",
    }),
    unitEn: t.exposeString("unitEn", {
      description: "The counting word of a COUNT kind, in English; else empty.",
    }),
    sortOrder: t.exposeInt("sortOrder", { description: "Its place among the kinds." }),
    validFrom: t.expose("validFrom", {
      type: "LocalDate",
      description: "The first day on which it is counted.",
    }),
    validTo: t.expose("validTo", {
      type: "LocalDate",
      nullable: true,
      description: "The last day; null while open.",
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

builder.prismaNode("Period", {
  nullable: true,
  description: "A reporting period of a city. Sealing fixes it.",
  id: { field: "id", description: "`Period:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [visibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    code: t.exposeString("code", { description: "`2026Q4`, `2026H2`, `2026`." }),
    kind: t.expose("kind", { type: PeriodKindEnum, description: "How long it is." }),
    opensOn: t.expose("opensOn", { type: "LocalDate", description: "Its first day." }),
    closesOn: t.expose("closesOn", { type: "LocalDate", description: "Its last day." }),
    sealedAt: t.expose("sealedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was sealed; null while open.",
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

builder.prismaNode("CitySetting", {
  nullable: true,
  description: "One dated value of a city's rule. Never changed: a new value begins on a later day.",
  id: { field: "id", description: "`CitySetting:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [visibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    key: t.exposeString("key", { description: "Which setting." }),
    value: t.string({
      description: "A whole number, `true` or `false`, or a time `HH:MM`.",
      resolve: (row) => String(row.value),
    }),
    validFrom: t.expose("validFrom", { type: "LocalDate", description: "The first day on which it holds." }),
    recordedAt: t.expose("recordedAt", { type: "DateTime", description: "When it was recorded." }),
  }),
});

builder.prismaObject("CalendarDay", {
  description: "A day that differs from the plain week.",
  fields: (t) => ({
    date: t.expose("date", { type: "LocalDate", description: "The day." }),
    kind: t.expose("kind", { type: CalendarDayKindEnum, description: "Whether people rest or work." }),
    name: t.exposeString("name", { description: "What it is for." }),
  }),
});

type SettingValue = { key: keyof typeof settingDefinitions; value: number | boolean | string };

const Setting = builder.objectRef<SettingValue>("SettingValue").implement({
  description: "What a setting is on one day, with its bounds.",
  fields: (t) => ({
    key: t.exposeString("key", { description: "Which setting." }),
    value: t.string({
      description: "A whole number, `true` or `false`, or a time `HH:MM`.",
      resolve: ({ value }) => String(value),
    }),
    isDefault: t.boolean({
      description: "Whether it is the value that every city begins with.",
      resolve: ({ key, value }) => settingDefinitions[key].default === value,
    }),
    min: t.int({
      nullable: true,
      description: "The least that is allowed; null for a switch or a time.",
      resolve: ({ key }) => bounds(key)?.min ?? null,
    }),
    max: t.int({
      nullable: true,
      description: "The most that is allowed; null for a switch or a time.",
      resolve: ({ key }) => bounds(key)?.max ?? null,
    }),
  }),
});

function bounds(key: SettingValue["key"]): { min: number; max: number } | null {
  const definition = settingDefinitions[key];
  return definition.type === "number" ? definition : null;
}

builder.prismaNode("City", {
  nullable: true,
  description: "The tenant: one competing city with its own rules, calendar and periods.",
  id: { field: "id", description: "`City:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [ownCity(requireActor(ctx))] }),
  fields: (t) => ({
    name: t.exposeString("name", { description: "What it is called." }),
    openedOn: t.expose("openedOn", { type: "LocalDate", description: "The day it began here." }),
    division: t.relation("division", { description: "The division at which it is rooted." }),
    settings: t.field({
      type: [Setting],
      description: "All settings as they hold on a day (default: today).",
      args: { on: t.arg({ type: "LocalDate", required: false, description: "The day." }) },
      resolve: async (city, { on }, ctx) => {
        const values = await loadSettings(ctx.database.prisma, city.id, on ?? today(ctx.clock));
        return settingKeys.map((key) => ({ key, value: values[key] }));
      },
    }),
    settingHistory: t.relation("settings", {
      description: "Every dated value that was ever set, the latest first.",
      query: { orderBy: [{ validFrom: "desc" }, { recordedAt: "desc" }] },
    }),
    kinds: t.relation("kinds", {
      description: "The kinds of support the city counts, in their order.",
      args: { ended: t.arg.boolean({ required: false, description: "Also those that have ended." }) },
      query: (
        { ended },
        ctx,
      ): { where: Prisma.KindWhereInput; orderBy: Prisma.KindOrderByWithRelationInput[] } => ({
        where: ended ? {} : { OR: [{ validTo: null }, { validTo: { gte: toDbDate(today(ctx.clock)) } }] },
        orderBy: [{ sortOrder: "asc" }, { id: "asc" }],
      }),
    }),
    periods: t.relation("periods", {
      description: "Its periods, the latest first.",
      query: { orderBy: [{ closesOn: "desc" }, { opensOn: "desc" }] },
    }),
    calendarDays: t.relation("calendarDays", {
      description: "The days of a year that differ from the plain week.",
      args: { year: t.arg.int({ required: true, description: "1992 to 2998." }) },
      query: ({
        year,
      }): { where: Prisma.CalendarDayWhereInput; orderBy: Prisma.CalendarDayOrderByWithRelationInput } => ({
        where: { date: spanOf(year) },
        orderBy: { date: "asc" },
      }),
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

function spanOf(year: number): Prisma.DateTimeFilter {
  // Years without a calendar hold no days.
  const inRange = Number.isInteger(year) && year >= 1992 && year <= 2998;
  const { first, last } = daysOfYear(inRange ? year : 1992);
  return inRange ? { gte: toDbDate(first), lte: toDbDate(last) } : { in: [] };
}

builder.queryField("city", (t) =>
  t.prismaField({
    type: "City",
    description: "The actor's own city.",
    resolve: (query, _root, _args, ctx) =>
      ctx.database.prisma.city.findFirstOrThrow({ ...query, where: ownCity(requireActor(ctx)) }),
  }),
);

const readCity = (_id: string, ctx: Context) =>
  ctx.database.prisma.city.findFirst({ where: ownCity(requireActor(ctx)) });

commandField("setCitySetting", {
  action: actions["setting.set"],
  type: "CitySetting",
  description: "Gives a setting of the city a value from a day on.",
  input: (t) => ({
    key: t.string({ description: "Which setting; see `City.settings`." }),
    value: t.string({ description: "A whole number, `true` or `false`, or a time `HH:MM`." }),
    validFrom: t.field({
      type: "LocalDate",
      description: "The first day on which it holds; not in a sealed period.",
    }),
  }),
  run: (ctx, input) => setCitySetting(ctx, input),
  read: (id, ctx) =>
    ctx.database.prisma.citySetting.findFirst({ where: { id, ...visibleTo(requireActor(ctx)) } }),
});

const CalendarDayInput = builder.inputType("CalendarDayInput", {
  description: "A day that differs from the plain week.",
  fields: (t) => ({
    date: t.field({ type: "LocalDate", description: "The day." }),
    kind: t.field({ type: CalendarDayKindEnum, description: "Whether people rest or work." }),
    name: t.string({ description: "What it is for." }),
  }),
});

commandField("setCalendarDays", {
  action: actions["calendar.set"],
  type: "City",
  description: "Sets days of the city's calendar; a day that is there is replaced.",
  input: (t) => ({ days: t.field({ type: [CalendarDayInput], description: "The days, at most 400." }) }),
  run: (ctx, input) => setCalendarDays(ctx, input),
  read: readCity,
});

commandField("removeCalendarDay", {
  action: actions["calendar.set"],
  type: "City",
  description: "Takes a day out of the calendar: it follows the plain week again.",
  input: (t) => ({ date: t.field({ type: "LocalDate", description: "The day." }) }),
  run: (ctx, input) => removeCalendarDay(ctx, input),
  read: readCity,
});

commandField("fillCalendar", {
  action: actions["calendar.set"],
  type: "City",
  description:
    "Fills a year with the national holidays and the days worked in exchange; the city's own days stay.",
  input: (t) => ({ year: t.int({ description: "The year." }) }),
  run: (ctx, input) => fillCalendar(ctx, input),
  read: readCity,
});

commandField("openPeriod", {
  action: actions["period.open"],
  type: "Period",
  description: "Opens one period; its code says its kind and its days.",
  input: (t) => ({ code: t.string({ description: "`2026Q4`, `2026H2` or `2026`." }) }),
  run: (ctx, input) => openPeriod(ctx, input),
  read: (id, ctx) => ctx.database.prisma.period.findFirst({ where: { id, ...visibleTo(requireActor(ctx)) } }),
});

commandField("openPeriodsOfYear", {
  action: actions["period.open"],
  type: "City",
  description: "Opens the quarters of a year and the year itself; those that are there are passed over.",
  input: (t) => ({ year: t.int({ description: "The year." }) }),
  run: (ctx, input) => openPeriodsOfYear(ctx, input),
  read: readCity,
});
