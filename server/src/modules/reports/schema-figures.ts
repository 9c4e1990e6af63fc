import { builder } from "../../graphql/builder.ts";
import { enumNamed, KindLabel } from "../../graphql/labels.ts";
import { nodeId } from "../../graphql/node-id.ts";
import { localDate } from "../../kernel/clock.ts";
import { ledgerMoneyWords } from "./money.ts";
import type {
  Adjustment,
  Comparison,
  Figure,
  KindFigures,
  KindWord,
  MoneyFigure,
  Party,
  PromiseCounts,
  PromiseWord,
  ReportPeriod,
  Series,
  TableRow,
} from "./report.ts";

/** The numbers of a report in the API. */

export const ReportFigure = builder.objectRef<Figure>("ReportFigure").implement({
  description: "A number of a report, with the way to the facts below it.",
  fields: (t) => ({
    amount: t.field({
      type: "BigInt",
      description: "In minor units of its kind; of promises and partnerships the same as `count`.",
      resolve: ({ amount }) => BigInt(amount),
    }),
    count: t.exposeInt("count", { description: "How many facts it is made of." }),
    facts: t.exposeString("facts", { description: "The key under which `periodReportFacts` lists them." }),
  }),
});

const promiseTexts: Record<PromiseWord, string> = {
  owed: "Promises that fell due in the period, those waived or cancelled apart.",
  metOnTime: "Wholly accepted, the act on its day and reported in time.",
  metLate: "Wholly accepted, but late.",
  awaiting: "Wholly claimed; the other side has yet to confirm.",
  late: "Past their day, not wholly claimed, still open.",
  unmet: "Not wholly claimed when the period was sealed.",
  open: "Not due yet.",
  waived: "Waived by an office; not part of what is owed.",
  cancelled: "Ended with their partnership, pledge or claim; not part of what is owed.",
};

export const ReportPromises = builder.objectRef<PromiseCounts>("ReportPromises").implement({
  description:
    "Promises of every kind, counted by what became of them. Each has exactly one of the words after `owed`.",
  fields: (t) => {
    const word = (name: PromiseWord) =>
      t.field({ type: ReportFigure, description: promiseTexts[name], resolve: (counts) => counts[name] });
    return {
      owed: word("owed"),
      metOnTime: word("metOnTime"),
      metLate: word("metLate"),
      awaiting: word("awaiting"),
      late: word("late"),
      unmet: word("unmet"),
      open: word("open"),
      waived: word("waived"),
      cancelled: word("cancelled"),
    };
  },
});

const kindTexts: Record<KindWord, string> = {
  owed: "Promised with a due date in the period: metOnTime + metLate + partlyMet + awaiting + late + unmet + open.",
  claimed: "Of the owed: what the givers say that they delivered.",
  accepted: "Of the owed: what the receivers attested, or an office settled.",
  metOnTime: "Of promises that were wholly kept on their day.",
  metLate: "Of promises that were wholly kept, but late.",
  partlyMet: "Accepted on promises that are not wholly kept.",
  awaiting: "Claimed, not confirmed yet: the other side's turn, never late.",
  late: "Not claimed, past its day, still open.",
  unmet: "Not claimed when the period was sealed.",
  open: "Not claimed, not due yet.",
  waived: "Not asked for any more, by decision; not part of what is owed.",
  cancelled: "Ended with its partnership, pledge or claim; not part of what is owed.",
  given: "Acts that happened in the period as their givers state them, promised or not.",
  arrived: "Of those acts: what the receivers attested, or an office settled.",
};

export const ReportKind = builder.objectRef<KindFigures>("ReportKind").implement({
  description: "One kind of support (of goods: one good). Unlike things are never added.",
  fields: (t) => {
    const word = (name: KindWord) =>
      t.field({ type: ReportFigure, description: kindTexts[name], resolve: (kind) => kind[name] });
    return {
      kind: t.field({ type: KindLabel, description: "The kind.", resolve: ({ kind }) => kind }),
      good: t.exposeString("good", { nullable: true, description: "The good that is counted." }),
      owed: word("owed"),
      claimed: word("claimed"),
      accepted: word("accepted"),
      metOnTime: word("metOnTime"),
      metLate: word("metLate"),
      partlyMet: word("partlyMet"),
      awaiting: word("awaiting"),
      late: word("late"),
      unmet: word("unmet"),
      open: word("open"),
      waived: word("waived"),
      cancelled: word("cancelled"),
      given: word("given"),
      arrived: word("arrived"),
    };
  },
});

const ReportMoneyWord = builder.enumType("ReportMoneyWord", {
  description:
    "A word of the money river: pledged = promised (not sent yet) + sent; sent ≥ received ≥ spent; returned is back at the giver.",
  values: Object.fromEntries(ledgerMoneyWords.map((word) => [word.toUpperCase(), { value: word }])),
});

export const ReportMoney = builder.objectRef<MoneyFigure>("ReportMoney").implement({
  description:
    "One word of the money river in fen: what stood before the period, what it brought, what stands after it.",
  fields: (t) => ({
    word: t.field({
      type: ReportMoneyWord,
      description: "Which word.",
      resolve: ({ word }) => word as never,
    }),
    opening: t.field({ type: ReportFigure, description: "Before the period.", resolve: (m) => m.opening }),
    change: t.field({
      type: ReportFigure,
      description: "What the period brought; negative when less stands than before.",
      resolve: (m) => m.change,
    }),
    closing: t.field({
      type: ReportFigure,
      description: "At its end: opening + change.",
      resolve: (m) => m.closing,
    }),
  }),
});

export const ReportParty = builder.objectRef<Party>("ReportParty").implement({
  description: "An organization by the name that it had.",
  fields: (t) => ({
    id: t.id({ description: "`Organization:<uuid>`.", resolve: ({ id }) => nodeId("Organization", id) }),
    name: t.exposeString("name", { description: "Its name at the time of the report." }),
  }),
});

/** A line of a table with the type of its id. */
export type TypedTableRow = TableRow & { type: "Division" | "Organization" };

builder.objectRef<TypedTableRow>("ReportTableRow").implement({
  description: "A division, a unit or a community with its part of the report.",
  fields: (t) => ({
    id: t.id({
      description: "`Division:<n>` or `Organization:<uuid>`.",
      resolve: ({ type, id }) => nodeId(type, id),
    }),
    name: t.exposeString("name", { description: "Its name at the time of the report." }),
    partnerships: t.field({
      type: ReportFigure,
      description: "Partnerships that ran at the end of the period.",
      resolve: (row) => row.partnerships,
    }),
    promises: t.field({ type: ReportPromises, description: "Its promises.", resolve: (row) => row.promises }),
    pledged: t.field({
      type: ReportFigure,
      description: "Pledged in the period, fen.",
      resolve: (row) => row.pledged,
    }),
    sent: t.field({
      type: ReportFigure,
      description: "Sent in the period, fen.",
      resolve: (row) => row.sent,
    }),
    received: t.field({
      type: ReportFigure,
      description: "Attested as received in the period, fen.",
      resolve: (row) => row.received,
    }),
  }),
});

export const ReportPeriodType = builder.objectRef<ReportPeriod>("ReportPeriod").implement({
  description: "The period of a report.",
  fields: (t) => ({
    id: t.id({ description: "`Period:<uuid>`.", resolve: ({ id }) => nodeId("Period", id) }),
    code: t.exposeString("code", { description: "`2026Q4`, `2026H2`, `2026`." }),
    kind: t.field({
      type: enumNamed<ReportPeriod["kind"]>("PeriodKind"),
      description: "How long it is.",
      resolve: ({ kind }) => kind,
    }),
    opensOn: t.field({
      type: "LocalDate",
      description: "Its first day.",
      resolve: (p) => localDate(p.opensOn),
    }),
    closesOn: t.field({
      type: "LocalDate",
      description: "Its last day.",
      resolve: (p) => localDate(p.closesOn),
    }),
  }),
});

export const ReportComparison = builder.objectRef<Comparison>("ReportComparison").implement({
  description: "The period before, as it is known at the time of this report.",
  fields: (t) => ({
    period: t.field({ type: ReportPeriodType, description: "Which period.", resolve: (c) => c.period }),
    promises: t.field({ type: ReportPromises, description: "Its promises.", resolve: (c) => c.promises }),
    kinds: t.field({ type: [ReportKind], description: "Its kinds of support.", resolve: (c) => c.kinds }),
    money: t.field({ type: [ReportMoney], description: "Its money.", resolve: (c) => c.money }),
  }),
});

const SeriesMonth = builder.objectRef<Series["months"][number]>("ReportSeriesMonth").implement({
  description: "What had been promised and accepted by the end of a month, since the beginning of the year.",
  fields: (t) => ({
    month: t.exposeString("month", { description: "`YYYY-MM`." }),
    promised: t.field({
      type: "BigInt",
      description: "Due by the end of the month, minor units.",
      resolve: (m) => BigInt(m.promised),
    }),
    accepted: t.field({
      type: "BigInt",
      description: "Accepted of acts up to the end of the month, minor units.",
      resolve: (m) => BigInt(m.accepted),
    }),
  }),
});

export const ReportSeries = builder.objectRef<Series>("ReportSeries").implement({
  description: "One kind through the year to the end of the period, added up month by month.",
  fields: (t) => ({
    kind: t.field({ type: KindLabel, description: "The kind.", resolve: ({ kind }) => kind }),
    good: t.exposeString("good", { nullable: true, description: "The good that is counted." }),
    months: t.field({
      type: [SeriesMonth],
      description: "From January on.",
      resolve: ({ months }) => months,
    }),
  }),
});

export const ReportAdjustment = builder.objectRef<Adjustment>("ReportAdjustment").implement({
  description: "A number of a sealed period that was changed by what was recorded after its sealing.",
  fields: (t) => ({
    periodCode: t.exposeString("periodCode", { description: "The sealed period." }),
    kind: t.field({
      type: KindLabel,
      nullable: true,
      description: "The kind; null for a word of the money river.",
      resolve: ({ kind }) => kind,
    }),
    good: t.exposeString("good", { nullable: true, description: "The good that is counted." }),
    word: t.exposeString("word", {
      description:
        "A field of `ReportKind`, or `money.<word>` for what the river held at the end of that period.",
    }),
    sealed: t.field({ type: "BigInt", description: "As sealed.", resolve: ({ sealed }) => BigInt(sealed) }),
    now: t.field({
      type: "BigInt",
      description: "As known in this report.",
      resolve: ({ now }) => BigInt(now),
    }),
    facts: t.exposeString("facts", { description: "Key of the facts below the number as known now." }),
  }),
});
