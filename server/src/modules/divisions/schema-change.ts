import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { requireActor } from "../../graphql/context.ts";
import { Failure } from "../../graphql/failures.ts";
import { divisionNumberOf } from "../../graphql/node-id.ts";
import { today } from "../../kernel/clock.ts";
import { can } from "../../kernel/policy.ts";
import { type Failure as FailureData, Rejection } from "../../kernel/result.ts";
import { changeDivisions } from "./change-divisions.ts";
import { type ChangeEffects, type DivisionEffect, effectsOf } from "./effects.ts";
import { type ChangeInput, planChange } from "./plan-change.ts";
import { actions } from "./policy.ts";
import { DivisionLevelEnum } from "./schema.ts";

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
        const actor = requireActor(ctx);
        const planned = await planChange(prisma, actor, changeOf(change), today(ctx.clock));
        if (!can(actor, actions["division.change"], { cityId: planned.cityId ?? "" }))
          throw Rejection.forbidden();
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
