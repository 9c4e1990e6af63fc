import { GraphQLError } from "graphql";
import { builder } from "../../graphql/builder.ts";
import { enumNamed } from "../../graphql/labels.ts";
import { filterDivisionOf, nodeId } from "../../graphql/node-id.ts";
import {
  type FairnessFilter,
  type FairnessOrder,
  type FairnessRow,
  type FairnessSummary,
  fairnessOrders,
  type Lines,
  markOf,
  marks,
  STEPS,
} from "./model.ts";

/** Types of the fairness view: a row, what a territory comes to, filter and order. */

export const MarkEnum = builder.enumType("FairnessMark", {
  values: marks,
  description:
    "Where a ratio to the city's median lies: below the lower line, within, above the upper line, unknown.",
});

const OrderEnum = builder.enumType("FairnessOrder", {
  values: fairnessOrders,
  description: "By what communities are ordered; each has the least served first.",
});

/** A row with the lines by which it is judged, and its place in the order. */
export type JudgedRow = FairnessRow & { lines: Lines; key: string };

export const UnitName = builder.objectRef<{ id: string; name: string }>("FairnessUnitName").implement({
  description: "A unit that is paired with a community.",
  fields: (t) => ({
    id: t.id({
      description: "`Organization:<uuid>`.",
      resolve: (unit) => nodeId("Organization", unit.id),
    }),
    name: t.exposeString("name", { description: "Its full name." }),
  }),
});

const Compared = builder
  .objectRef<{ amount: bigint; per: bigint | null; ratio: number | null; lines: Lines }>("FairnessFigure")
  .implement({
    description: "One kind of support that a community received in the period; kinds are never added up.",
    fields: (t) => ({
      amount: t.field({
        type: "BigInt",
        description: "What was accepted: fen, minutes, or activities.",
        resolve: ({ amount }) => amount,
      }),
      per: t.field({
        type: "BigInt",
        nullable: true,
        description:
          "Fen for each resident, thousandths of a minute for each resident, or thousandths of an activity for 1,000 residents; null while the residents are unknown.",
        resolve: ({ per }) => per,
      }),
      ratio: t.exposeInt("ratio", {
        nullable: true,
        description:
          "Thousandths of the city's median; null while that is zero or the residents are unknown.",
      }),
      mark: t.field({
        type: MarkEnum,
        description: "Where the ratio lies.",
        resolve: ({ ratio, lines }) => markOf(ratio, lines),
      }),
    }),
  });

export const FairnessRowType = builder.objectRef<JudgedRow>("FairnessRow").implement({
  description: "One community over a period: its residents, its units and what it received.",
  fields: (t) => ({
    id: t.id({
      description: "The community: `Organization:<uuid>`.",
      resolve: (row) => nodeId("Organization", row.id),
    }),
    name: t.exposeString("name", { description: "Its full name." }),
    within: t.exposeStringList("within", {
      description: "Names of the divisions below the city's root that lead to it, the largest first.",
    }),
    residents: t.exposeInt("residents", { nullable: true, description: "How many people live there." }),
    residentsFrom: t.field({
      type: enumNamed<"OFFICE" | "COMMUNITY" | "REGISTER">("ResidentsFrom"),
      nullable: true,
      description: "Who said so.",
      resolve: (row) => row.residentsFrom,
    }),
    residentsSince: t.field({
      type: "LocalDate",
      nullable: true,
      description: "From which day on.",
      resolve: (row) => row.residentsSince,
    }),
    residentsSource: t.exposeString("residentsSource", {
      nullable: true,
      description: "Where the number is from.",
    }),
    units: t.field({
      type: [UnitName],
      description: "The units paired with it on the last day of the period, or today.",
      resolve: (row) => row.units,
    }),
    money: t.field({
      type: Compared,
      description: "Money.",
      resolve: (row) => ({ amount: row.money, per: row.moneyPer, ratio: row.moneyRatio, lines: row.lines }),
    }),
    minutes: t.field({
      type: Compared,
      description: "Time.",
      resolve: (row) => ({
        ...{ amount: row.minutes, per: row.minutesPer },
        ...{ ratio: row.minutesRatio, lines: row.lines },
      }),
    }),
    activities: t.field({
      type: Compared,
      description: "Joint activities.",
      resolve: (row) => ({
        ...{ amount: row.activities, per: row.activitiesPer },
        ...{ ratio: row.activitiesRatio, lines: row.lines },
      }),
    }),
    ratio: t.exposeInt("ratio", {
      nullable: true,
      description:
        "The middle one of its three ratios, of two the lower: it is under-served when two of three are.",
    }),
    mark: t.field({
      type: MarkEnum,
      description: "Where that ratio lies.",
      resolve: ({ ratio, lines }) => markOf(ratio, lines),
    }),
    needsAsked: t.exposeInt("needsAsked", { description: "Things it asked for in the period." }),
    needsMet: t.exposeInt("needsMet", { description: "Of these, those it has received whole." }),
  }),
});

builder.enumType("ResidentsFrom", {
  values: ["OFFICE", "COMMUNITY", "REGISTER"] as const,
  description: "Who said how many people live in a community; REGISTER: its entry among the organizations.",
});

type Step = { from: number; to: number | null; communities: number };

const StepType = builder.objectRef<Step>("FairnessStep").implement({
  description: "How many communities have a ratio within a step.",
  fields: (t) => ({
    from: t.exposeInt("from", { description: "From this ratio on, in thousandths of the median." }),
    to: t.exposeInt("to", { nullable: true, description: "Up to but not this one; null: open." }),
    communities: t.exposeInt("communities", { description: "How many." }),
  }),
});

const Medians = builder.objectRef<FairnessSummary["medians"]>("FairnessMedians").implement({
  description: "The city's medians, in the units of `per`; of an even number the lower middle one.",
  fields: (t) => ({
    money: t.field({
      type: "BigInt",
      nullable: true,
      description: "Fen for each resident.",
      resolve: (m) => m.money,
    }),
    minutes: t.field({
      type: "BigInt",
      nullable: true,
      description: "Thousandths of a minute for each resident.",
      resolve: (m) => m.minutes,
    }),
    activities: t.field({
      type: "BigInt",
      nullable: true,
      description: "Thousandths of an activity for 1,000 residents.",
      resolve: (m) => m.activities,
    }),
  }),
});

export const Summary = builder
  .objectRef<FairnessSummary & { lines: Lines; period: string }>("FairnessSummary")
  .implement({
    description: "What all communities of the territory come to, whatever the filter.",
    fields: (t) => ({
      period: t.exposeString("period", { description: "Code of the period." }),
      communities: t.exposeInt("communities", { description: "How many there are." }),
      withoutUnit: t.exposeInt("withoutUnit", { description: "Of these without a unit." }),
      withoutResidents: t.exposeInt("withoutResidents", {
        description: "Of these, those whose residents are unknown.",
      }),
      under: t.exposeInt("under", { description: "Under-served ones." }),
      over: t.exposeInt("over", { description: "Over-served ones." }),
      unknown: t.exposeInt("unknown", { description: "Those of which no ratio can be said." }),
      underLine: t.int({
        description: "The lower line, thousandths of the median.",
        resolve: ({ lines }) => lines.under,
      }),
      overLine: t.int({
        description: "The upper line, thousandths of the median.",
        resolve: ({ lines }) => lines.over,
      }),
      medians: t.field({
        type: Medians,
        description: "Medians of the whole city.",
        resolve: ({ medians }) => medians,
      }),
      steps: t.field({
        type: [StepType],
        description: "How the ratios are distributed.",
        resolve: ({ steps }): Step[] =>
          steps.map((communities, at) => ({
            from: at === 0 ? 0 : (STEPS[at - 1] ?? 0),
            to: STEPS[at] ?? null,
            communities,
          })),
      }),
    }),
  });

export const FilterInput = builder.inputType("FairnessFilter", {
  description: "Which communities; what is absent does not narrow.",
  fields: (t) => ({
    text: t.string({ required: false, description: "A part of the name." }),
    divisionId: t.id({ required: false, description: "In this division or below." }),
    mark: t.field({ type: MarkEnum, required: false, description: "With this mark." }),
    withoutUnit: t.boolean({ required: false, description: "Only those without a unit." }),
    withoutResidents: t.boolean({
      required: false,
      description: "Only those whose residents are unknown.",
    }),
    unmetNeeds: t.boolean({ required: false, description: "Only those that still wait for something." }),
  }),
});

export const SortInput = builder.inputType("FairnessSort", {
  description: "In which order.",
  fields: (t) => ({
    by: t.field({ type: OrderEnum, description: "By what." }),
    descending: t.boolean({ required: false, description: "The other way round." }),
  }),
});

export function filterOf(
  input: (Omit<FairnessFilter, "divisionId"> & { divisionId?: string | number | null }) | null | undefined,
): FairnessFilter {
  const { divisionId, ...filter } = input ?? {};
  return { ...filter, divisionId: filterDivisionOf(divisionId == null ? null : String(divisionId)) };
}

export function sortOf(input: { by: FairnessOrder; descending?: boolean | null } | null | undefined) {
  return { by: input?.by ?? ("RATIO" as const), descending: input?.descending ?? false };
}

/** Refuses a code that is no period. */
export function badPeriod(): GraphQLError {
  return new GraphQLError("period: 2026Q4, 2026H2 or 2026", { extensions: { code: "BAD_REQUEST" } });
}
