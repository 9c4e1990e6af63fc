import { builder } from "../../graphql/builder.ts";
import {
  checkFirst,
  connectionType,
  cursorValues,
  type Keyset,
  type Page,
  pageArgs,
  pageOf,
} from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { nodeId } from "../../graphql/node-id.ts";
import { today } from "../../kernel/clock.ts";
import type { FairnessSummary, Lines } from "./model.ts";
import { comparedPaths } from "./policy.ts";
import { keyTypeOf, readFairness } from "./read.ts";
import { type PlacedUnitLoad, readUnits, unitOrders } from "./read-units.ts";
import {
  badPeriod,
  FairnessRowType,
  FilterInput,
  filterOf,
  type JudgedRow,
  SortInput,
  Summary,
  sortOf,
} from "./schema-view.ts";
import { questionOf } from "./view.ts";
import "./schema-plan.ts";
import "./schema-population.ts";

type Keyed = { key: string; id: string };

/** The order as a keyset, so that a cursor is read as every other one is. */
const keysetOf = (type: "bigint" | "text"): Keyset<Keyed> => [
  { column: "key", direction: "asc", type },
  { column: "id", direction: "asc", type: "text" },
];

/** The values after which a page goes on, as SQL takes them. */
function afterOf(cursor: string | null | undefined, keyset: Keyset<Keyed>): readonly [string, string] | null {
  if (!cursor) return null;
  const [key, id] = cursorValues(cursor, keyset);
  return [String(key), String(id)];
}

type FairnessPage = Page<JudgedRow> & {
  summary: FairnessSummary & { lines: Lines; period: string };
};

const FairnessConnection = connectionType<JudgedRow, FairnessPage>(FairnessRowType.name, "Fairness");

builder.objectField(FairnessConnection, "summary", (t) =>
  t.field({
    type: Summary,
    description: "What the whole territory comes to.",
    resolve: (page) => page.summary,
  }),
);

builder.queryField("fairness", (t) =>
  t.field({
    type: FairnessConnection,
    description:
      "The communities of an office's territory with what each received in a period, the least served first. Empty for who is in no office.",
    args: {
      ...pageArgs(),
      period: t.arg.string({
        required: false,
        description: "Code of a period (`2026Q4`, `2026H2`, `2026`); by default the quarter that runs.",
      }),
      filter: t.arg({ type: FilterInput, required: false, description: "Which." }),
      sort: t.arg({ type: SortInput, required: false, description: "In which order; by RATIO by default." }),
    },
    resolve: async (_root, args, ctx): Promise<FairnessPage> => {
      const first = checkFirst(args.first);
      const sort = sortOf(args.sort);
      const keyset = keysetOf(keyTypeOf(sort.by));
      const after = afterOf(args.after, keyset);
      const question = await questionOf(ctx, requireActor(ctx), {
        period: args.period ?? null,
        filter: filterOf(args.filter),
        sort,
      });
      if (question === null) throw badPeriod();
      const { lines, period } = question;
      const { rows, summary } = await readFairness(ctx.database.prisma, question, first + 1, after);
      return {
        ...pageOf<JudgedRow>(
          rows.map((row) => ({ ...row, lines })),
          first,
          keyset as unknown as Keyset<JudgedRow>,
          async () => summary.matching,
        ),
        summary: { ...summary, lines, period },
      };
    },
  }),
);

const UnitLoadType = builder.objectRef<PlacedUnitLoad>("FairnessUnit").implement({
  description: "A unit and what it carries today.",
  fields: (t) => ({
    id: t.id({
      description: "The unit: `Organization:<uuid>`.",
      resolve: (row) => nodeId("Organization", row.id),
    }),
    name: t.exposeString("name", { description: "Its full name." }),
    communities: t.exposeInt("communities", {
      description: "How many communities it is paired with, as far as the territory shows.",
    }),
    residents: t.field({
      type: "BigInt",
      description: "How many people live there, where that is known.",
      resolve: ({ residents }) => residents,
    }),
    capabilities: t.exposeInt("capabilities", { description: "How many things it says it can give." }),
    offered: t.exposeStringList("offered", { description: "The latest three of these." }),
  }),
});

const UnitOrderEnum = builder.enumType("FairnessUnitOrder", {
  values: unitOrders,
  description: "By what units are ordered: the fewest communities first, or by name.",
});

const UnitSortInput = builder.inputType("FairnessUnitSort", {
  description: "In which order.",
  fields: (t) => ({
    by: t.field({ type: UnitOrderEnum, description: "By what." }),
    descending: t.boolean({ required: false, description: "The other way round." }),
  }),
});

const UnitConnection = connectionType<PlacedUnitLoad>(UnitLoadType.name);

builder.queryField("fairnessUnits", (t) =>
  t.field({
    type: UnitConnection,
    description:
      "The units of an office's territory, and those paired into it, with what they carry. Empty for who is in no office.",
    args: {
      ...pageArgs(),
      text: t.arg.string({ required: false, description: "A part of the name." }),
      none: t.arg.boolean({ required: false, description: "Only those without a community." }),
      sort: t.arg({
        type: UnitSortInput,
        required: false,
        description: "In which order; by LOAD by default.",
      }),
    },
    resolve: async (_root, args, ctx): Promise<Page<PlacedUnitLoad>> => {
      const first = checkFirst(args.first);
      const actor = requireActor(ctx);
      const sort = { by: args.sort?.by ?? ("LOAD" as const), descending: args.sort?.descending ?? false };
      const keyset = keysetOf(sort.by === "LOAD" ? "bigint" : "text");
      const { rows, matching } = await readUnits(
        ctx.database.prisma,
        {
          ...{ cityId: actor.cityId, day: today(ctx.clock), paths: comparedPaths(actor) },
          ...{ text: args.text, none: args.none, sort },
        },
        first + 1,
        afterOf(args.after, keyset),
      );
      return pageOf(rows, first, keyset as unknown as Keyset<PlacedUnitLoad>, async () => matching);
    },
  }),
);
