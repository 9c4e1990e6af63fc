import { builder } from "../../graphql/builder.ts";
import { requireActor } from "../../graphql/context.ts";
import { filterDivisionOf, nodeId } from "../../graphql/node-id.ts";
import { boardDay } from "./public.ts";
import { type BoardTotal, type BoardTotals, readTotals } from "./read-totals.ts";
import { BoardFilterInput, boardFilterOf } from "./schema-filter.ts";

/** The board summed by division. Every number says which filter of the board opens it, beside the `divisionId` of its row. */

const COUNTS = {
  communities: "Communities that sit in it today.",
  communitiesWithoutUnit: "Of these, without a partnership that stands: they have no row on the board.",
  partnerships: "Partnerships received in it that match. Opens with the row's division alone.",
  units:
    "Partner units that give in them. Opens like `partnerships`; one unit may give in several divisions.",
  latePartnerships: "Of them with a late promise. Opens with `lateWorkdaysAtLeast: 0`.",
  latePromises: "How many promises are late in them. Opens with `lateWorkdaysAtLeast: 0`.",
  stuckPartnerships: "Of them with money that waits somewhere. Opens with `stuckWorkdaysAtLeast: 0`.",
  openDisputes: "Open disputes in them. Opens with `disputeOpen: true`.",
  disputedPartnerships: "Of them with an open dispute. Opens with `disputeOpen: true`.",
  unacknowledged: "Of them assigned and not acknowledged by a side. Opens with `unacknowledged: true`.",
  needing: "Of them that need the office. Opens with `needsMe: true`.",
  metOnTime: "Promises of the running quarter met on time. Opens like `partnerships`.",
  metLate: "Promises of the running quarter met late. Opens like `partnerships`.",
  unmet: "Promises of the running quarter that were closed unmet. Opens like `partnerships`.",
} as const satisfies Partial<Record<keyof BoardTotal, string>>;

const AMOUNTS = {
  pledged: "Fen pledged in them. Opens like `partnerships`.",
  sent: "Fen sent. Opens like `partnerships`.",
  received: "Fen received. Opens like `partnerships`.",
  spent: "Fen spent. Opens like `partnerships`.",
  stuck:
    "Fen that wait: promised and overdue, in transit, disputed, unspent, on their way back. Opens with `stuckWorkdaysAtLeast: 0`.",
} as const satisfies Partial<Record<keyof BoardTotal, string>>;

const BoardTotalType = builder.objectRef<BoardTotal>("BoardTotal").implement({
  description: "The sums of one division, or of the whole.",
  fields: (t) => ({
    divisionId: t.id({
      description: "Which division: the `divisionId` of the filter that opens its numbers.",
      resolve: ({ divisionId }) => nodeId("Division", String(divisionId)),
    }),
    name: t.exposeString("name", { description: "Its name." }),
    directly: t.exposeBoolean("directly", {
      description:
        "Only what sits at the division itself and in none below it: its rows are a part of what the filter opens.",
    }),
    ...Object.fromEntries(
      (Object.keys(COUNTS) as (keyof typeof COUNTS)[]).map((count) => [
        count,
        t.int({ description: COUNTS[count], resolve: (row) => row[count] }),
      ]),
    ),
    ...Object.fromEntries(
      (Object.keys(AMOUNTS) as (keyof typeof AMOUNTS)[]).map((amount) => [
        amount,
        t.field({ type: "BigInt", description: AMOUNTS[amount], resolve: (row) => row[amount] }),
      ]),
    ),
  }),
});

const BoardTotalsType = builder.objectRef<BoardTotals>("BoardTotals").implement({
  description: "The board summed by division.",
  fields: (t) => ({
    total: t.field({
      type: BoardTotalType,
      description: "The whole: what the filter shows of the division that was asked for.",
      resolve: ({ total }) => total,
    }),
    rows: t.field({
      type: [BoardTotalType],
      description:
        "One for each division right below it, in the order of their codes; last what sits at itself, where there is any.",
      resolve: ({ rows }) => rows,
    }),
    quarter: t.exposeString("quarter", {
      nullable: true,
      description: "The running quarter, e.g. `2026Q1`; null where none is open.",
    }),
  }),
});

builder.queryField("boardTotals", (t) =>
  t.field({
    type: BoardTotalsType,
    nullable: true,
    description:
      "What the board shows, summed by the divisions right below one of the actor's territory. Null for who is in no office, and for a division outside of it.",
    args: {
      divisionId: t.arg.id({
        required: false,
        description: "Of which division; by default the whole territory.",
      }),
      filter: t.arg({ type: BoardFilterInput, required: false, description: "Which partnerships." }),
    },
    resolve: async (_root, { divisionId, filter }, ctx) => {
      const actor = requireActor(ctx);
      const day = await boardDay(ctx, actor.cityId);
      return readTotals(ctx.database, {
        actor,
        day,
        filter: boardFilterOf(filter),
        divisionId: filterDivisionOf(divisionId),
      });
    },
  }),
);
