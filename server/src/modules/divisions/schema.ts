import {
  type Division,
  type DivisionChange,
  DivisionChangeKind,
  DivisionLevel,
  type Prisma,
} from "@gongjian/prisma/client";
import { queryFromInfo } from "@pothos/plugin-prisma";
import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import {
  afterCursor,
  checkFirst,
  connectionType,
  type Keyset,
  NODE_PATH,
  orderOf,
  pageArgs,
  pageOf,
} from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { Failure } from "../../graphql/failures.ts";
import { divisionNumberOf, filterDivisionOf } from "../../graphql/node-id.ts";
import { fromDbDate, type LocalDate, toDbDate, today } from "../../kernel/clock.ts";
import { type Failure as FailureData, Rejection } from "../../kernel/result.ts";
import { changeDivisions } from "./change-divisions.ts";
import { type ChangeEffects, type DivisionEffect, effectsOf } from "./effects.ts";
import { type ChangeInput, planChange } from "./plan-change.ts";
import { actions } from "./policy.ts";

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
      const first = checkFirst(args.first);
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
          parentId === null ? { path: { startsWith: within } } : { parentId },
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
      const rows = await prisma.division.findMany({
        ...queryFromInfo({ context: ctx, info, path: [...NODE_PATH] }),
        where: { AND: [where, afterCursor(args.after, divisionsInOrder)] },
        orderBy: orderOf(divisionsInOrder),
        take: first + 1,
      });
      return pageOf(rows as Division[], first, divisionsInOrder, () => prisma.division.count({ where }));
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
      const first = checkFirst(args.first);
      const actor = requireActor(ctx);
      const { prisma } = ctx.database;
      const divisionId = filterDivisionOf(args.divisionId);
      const where: Prisma.DivisionChangeWhereInput =
        divisionId === null ? { division: { path: { startsWith: actor.cityPath } } } : { divisionId };
      const rows = await prisma.divisionChange.findMany({
        ...queryFromInfo({ context: ctx, info, path: [...NODE_PATH] }),
        where: { AND: [where, afterCursor(args.after, changesByTime)] },
        orderBy: orderOf(changesByTime),
        take: first + 1,
      });
      return pageOf(rows as DivisionChange[], first, changesByTime, () =>
        prisma.divisionChange.count({ where }),
      );
    },
  }),
);

const DivisionEffectType = builder.objectRef<DivisionEffect>("DivisionEffect").implement({
  description: "One thing that a change would do to a division.",
  fields: (t) => ({
    kind: t.exposeString("kind", { description: "CREATED, RELABELLED, MOVED or ENDED." }),
    divisionId: t.id({
      nullable: true,
      description: "The division; null for one that does not exist yet.",
      resolve: ({ divisionId }) => (divisionId === null ? null : `Division:${divisionId}`),
    }),
    name: t.exposeString("name", { description: "Its name afterwards." }),
    code: t.exposeString("code", { nullable: true, description: "Its code afterwards." }),
    before: t.exposeString("before", { nullable: true, description: "RELABELLED: its name until then." }),
    under: t.exposeString("under", {
      nullable: true,
      description: "MOVED: its new parent. ENDED: what continues it.",
    }),
  }),
});

const DivisionChangePlan = builder
  .objectRef<ChangeEffects & { refusal: FailureData | null }>("DivisionChangePlan")
  .implement({
    description: "What a change of the tree would do. Nothing was written.",
    fields: (t) => ({
      refusal: t.field({
        type: Failure,
        nullable: true,
        description: "Why it would be refused.",
        resolve: ({ refusal }) => refusal,
      }),
      effects: t.field({
        type: [DivisionEffectType],
        description: "What changes.",
        resolve: ({ effects }) => effects,
      }),
      pathsChanged: t.exposeInt("pathsChanged", {
        description: "Divisions that come to stand elsewhere, with everything below.",
      }),
      organizationsAffected: t.exposeInt("organizationsAffected", {
        description: "Organizations at or below what changes.",
      }),
      organizationsReseated: t.exposeInt("organizationsReseated", {
        description: "Of these, those that sit elsewhere afterwards.",
      }),
    }),
  });

const DivisionPartInput = builder.inputType("DivisionPartInput", {
  description: "One part that a division falls into.",
  fields: (t) => ({
    name: t.string({ description: "Its name." }),
    code: t.string({ required: false, description: "Its official code." }),
    childIds: t.idList({ description: "The children that go to it." }),
  }),
});

const ChangeKind = builder.enumType("DivisionChangeAct", {
  description: "What is to be done to the tree.",
  values: ["CREATE", "RENAME", "RECODE", "MOVE", "MERGE", "SPLIT"] as const,
});

const DivisionChangeFields = builder.inputType("DivisionChangeFields", {
  description: "One change of the tree. Which fields it needs is a matter of its kind.",
  fields: (t) => ({
    kind: t.field({ type: ChangeKind, description: "What is to be done." }),
    divisionId: t.id({ description: "What changes; CREATE: the parent; MERGE: what goes on." }),
    effectiveOn: t.field({ type: "LocalDate", description: "First day of the new state; not after today." }),
    name: t.string({ required: false, description: "RENAME, CREATE: the name." }),
    code: t.string({ required: false, description: "RECODE, CREATE: the code." }),
    level: t.field({ type: DivisionLevelEnum, required: false, description: "CREATE: GRID or ZONE." }),
    parentId: t.id({ required: false, description: "MOVE: the new parent." }),
    sourceIds: t.idList({ required: false, description: "MERGE: what goes up in it." }),
    parts: t.field({ type: [DivisionPartInput], required: false, description: "SPLIT: what it falls into." }),
    keep: t.boolean({ required: false, description: "SPLIT: it goes on beside the parts." }),
  }),
});

type RawChange = Omit<ChangeInput, "divisionId" | "parentId" | "sourceIds" | "parts"> & {
  divisionId: string;
  parentId?: string | null;
  sourceIds?: readonly string[] | null;
  parts?: readonly { name: string; code?: string | null; childIds: readonly string[] }[] | null;
};

function changeOf(raw: RawChange): ChangeInput {
  return {
    ...raw,
    divisionId: divisionNumberOf(raw.divisionId),
    parentId: raw.parentId ? divisionNumberOf(raw.parentId) : null,
    sourceIds: raw.sourceIds?.map(divisionNumberOf) ?? null,
    parts: raw.parts?.map((part) => ({ ...part, childIds: part.childIds.map(divisionNumberOf) })) ?? null,
  };
}

builder.queryField("divisionChangePlan", (t) =>
  t.field({
    type: DivisionChangePlan,
    description: "Dry run of a change of the tree: what it would do, or why it would be refused.",
    args: { change: t.arg({ type: DivisionChangeFields, required: true, description: "The change." }) },
    resolve: async (_root, { change }, ctx) => {
      const nothing = { effects: [], pathsChanged: 0, organizationsAffected: 0, organizationsReseated: 0 };
      const { prisma } = ctx.database;
      try {
        const planned = await planChange(prisma, requireActor(ctx), changeOf(change), today(ctx.clock));
        return { ...(await effectsOf(prisma, planned)), refusal: null };
      } catch (error) {
        if (error instanceof Rejection) return { ...nothing, refusal: error.failure };
        throw error;
      }
    },
  }),
);

commandField("changeDivisions", {
  action: actions["division.change"],
  type: "DivisionChange",
  description:
    "Changes the tree of divisions from a day on; nothing is deleted. Ask `divisionChangePlan` first.",
  input: (t) => ({ change: t.field({ type: DivisionChangeFields, description: "The change." }) }),
  run: (ctx, { change, idempotencyKey }) => changeDivisions(ctx, { ...changeOf(change), idempotencyKey }),
  read: (id, ctx) => ctx.database.prisma.divisionChange.findUnique({ where: { id } }),
});
