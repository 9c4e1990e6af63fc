import {
  type Division,
  type DivisionChange,
  DivisionChangeKind,
  DivisionLevel,
  type Prisma,
} from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { connectionType, type Keyset, pageArgs, readPage } from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { filterDivisionOf } from "../../graphql/node-id.ts";
import { fromDbDate, type LocalDate, toDbDate, today } from "../../kernel/clock.ts";

export const DivisionLevelEnum = builder.enumType(DivisionLevel, {
  name: "DivisionLevel",
  description: "The level of a division, from the province to the grid; ZONE is added by hand.",
});

const DivisionChangeKindEnum = builder.enumType(DivisionChangeKind, {
  name: "DivisionChangeKind",
  description: "How the tree of divisions changed.",
});

type LabelRow = { code: string | null; name: string; validFrom: Date; validTo: Date | null };

/** The label that holds on a day; of a day before the first one, the first; after the end, the last. */
function labelOn(labels: readonly LabelRow[], day: LocalDate): LabelRow | undefined {
  const ordered = [...labels].sort((a, b) => a.validFrom.getTime() - b.validFrom.getTime());
  return ordered.findLast(({ validFrom }) => fromDbDate(validFrom) <= day) ?? ordered[0];
}

const LABELS = { labels: { select: { code: true, name: true, validFrom: true, validTo: true } } } as const;

const DivisionRef = builder.prismaNode("Division", {
  nullable: true,
  description: "A node of the official tree of divisions, or a zone or grid added by hand.",
  id: { field: "id", description: "`Division:<number>`." },
  findUnique: (id, ctx) => {
    requireActor(ctx);
    return { id: /^[1-9]\d{0,8}$/.test(id) ? Number(id) : 0 };
  },
  fields: (t) => ({
    level: t.expose("level", { type: DivisionLevelEnum, description: "Its level." }),
    name: t.string({
      description: "Its name today, or on a day.",
      args: { on: t.arg({ type: "LocalDate", required: false, description: "The day; today by default." }) },
      select: LABELS,
      resolve: ({ labels }, args, ctx) => labelOn(labels, args.on ?? today(ctx.clock))?.name ?? "",
    }),
    code: t.string({
      nullable: true,
      description: "Its official code today, or on a day.",
      args: { on: t.arg({ type: "LocalDate", required: false, description: "The day; today by default." }) },
      select: LABELS,
      resolve: ({ labels }, args, ctx) => labelOn(labels, args.on ?? today(ctx.clock))?.code ?? null,
    }),
    parent: t.relation("parent", { nullable: true, description: "What it is a part of." }),
    startedOn: t.expose("startedOn", {
      type: "LocalDate",
      description: "Its first day, as far as is known.",
    }),
    endedOn: t.expose("endedOn", {
      type: "LocalDate",
      nullable: true,
      description: "Its last day; null while it stands.",
    }),
  }),
});

builder.prismaObjectField(DivisionRef, "successors", (t) =>
  t.field({
    type: [DivisionRef],
    description: "What continues it after a merger or a split.",
    select: { successors: { select: { to: true } } },
    resolve: ({ successors }) => successors.map(({ to }) => to),
  }),
);

const divisionsInOrder: Keyset<Division> = [{ column: "path", direction: "asc", type: "text" }];
const DivisionConnection = connectionType<Division>("Division");

builder.queryField("divisions", (t) =>
  t.field({
    type: DivisionConnection,
    description: "Divisions in the order of the tree; by default those of the actor's city.",
    args: {
      ...pageArgs(),
      parentId: t.arg.id({ required: false, description: "Only the children of this division." }),
      withinId: t.arg.id({
        required: false,
        description: "Only within this division, itself included; the city's root by default.",
      }),
      top: t.arg.boolean({
        required: false,
        description: "Only those without a parent: the provinces of the whole country.",
      }),
      level: t.arg({ type: DivisionLevelEnum, required: false, description: "Only of this level." }),
      search: t.arg.string({
        required: false,
        description: "A part of the name, or the beginning of the code.",
      }),
      ended: t.arg.boolean({
        required: false,
        description: "Only those that have ended; by default only those that stand.",
      }),
    },
    resolve: async (_root, args, ctx, info) => {
      const actor = requireActor(ctx);
      const { prisma } = ctx.database;
      const parentId = filterDivisionOf(args.parentId);
      const withinId = filterDivisionOf(args.withinId);
      const within =
        withinId === null
          ? actor.cityPath
          : ((await prisma.division.findUnique({ where: { id: withinId }, select: { path: true } }))?.path ??
            "none");
      const date = toDbDate(today(ctx.clock));
      const search = args.search?.normalize("NFC").trim();
      const where: Prisma.DivisionWhereInput = {
        AND: [
          args.top ? { parentId: null } : parentId === null ? { path: { startsWith: within } } : { parentId },
          args.level ? { level: args.level } : {},
          search
            ? {
                labels: {
                  some: {
                    validTo: null,
                    OR: [{ name: { contains: search } }, { code: { startsWith: search } }],
                  },
                },
              }
            : {},
          args.ended ? { endedOn: { lt: date } } : { OR: [{ endedOn: null }, { endedOn: { gte: date } }] },
        ],
      };
      return readPage<Division>(prisma.division, divisionsInOrder, { args, ctx, info, where });
    },
  }),
);

builder.prismaNode("DivisionChange", {
  nullable: true,
  description: "One executed change of the tree of divisions, with what it was before.",
  id: { field: "id", description: "`DivisionChange:<uuid>`." },
  findUnique: (id, ctx) => {
    requireActor(ctx);
    return { id };
  },
  fields: (t) => ({
    kind: t.expose("kind", { type: DivisionChangeKindEnum, description: "How it changed." }),
    division: t.relation("division", { description: "The division that changed." }),
    effectiveOn: t.expose("effectiveOn", {
      type: "LocalDate",
      description: "The first day of the new state.",
    }),
    nameBefore: t.string({
      nullable: true,
      description: "Its name before.",
      resolve: ({ before }) => textIn(before, "name"),
    }),
    codeBefore: t.string({
      nullable: true,
      description: "Its code before.",
      resolve: ({ before }) => textIn(before, "code"),
    }),
    nameAfter: t.string({
      nullable: true,
      description: "Its name since, where that changed.",
      resolve: ({ after }) => textIn(after, "name"),
    }),
    codeAfter: t.string({
      nullable: true,
      description: "Its code since, where that changed.",
      resolve: ({ after }) => textIn(after, "code"),
    }),
    recordedAt: t.expose("recordedAt", { type: "DateTime", description: "When it was written." }),
  }),
});

function textIn(json: Prisma.JsonValue, key: string): string | null {
  const value = typeof json === "object" && json !== null && !Array.isArray(json) ? json[key] : null;
  return typeof value === "string" ? value : null;
}

const changesByTime: Keyset<DivisionChange> = [
  { column: "recordedAt", direction: "desc", type: "date" },
  { column: "id", direction: "desc", type: "text" },
];
const DivisionChangeConnection = connectionType<DivisionChange>("DivisionChange");

builder.queryField("divisionHistory", (t) =>
  t.field({
    type: DivisionChangeConnection,
    description: "The changes of a division, or of everything in the actor's city; the latest first.",
    args: { ...pageArgs(), divisionId: t.arg.id({ required: false, description: "Only of this division." }) },
    resolve: async (_root, args, ctx, info) => {
      const actor = requireActor(ctx);
      const { prisma } = ctx.database;
      const divisionId = filterDivisionOf(args.divisionId);
      const where: Prisma.DivisionChangeWhereInput =
        divisionId === null ? { division: { path: { startsWith: actor.cityPath } } } : { divisionId };
      return readPage<DivisionChange>(prisma.divisionChange, changesByTime, { args, ctx, info, where });
    },
  }),
);
