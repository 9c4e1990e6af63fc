import { commandField } from "../../graphql/command-field.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { uuidOf } from "../../graphql/node-id.ts";
import { changeKind } from "./change-kind.ts";
import { createKind } from "./create-kind.ts";
import { endKind } from "./end-kind.ts";
import { actions, visibleTo } from "./policy.ts";
import { MeasureEnum } from "./schema.ts";

const readKind = (id: string, ctx: Context) =>
  ctx.database.prisma.kind.findFirst({ where: { id, ...visibleTo(requireActor(ctx)) } });

commandField("createKind", {
  action: actions["kind.manage"],
  type: "Kind",
  description: "Adds a kind of support that the city counts.",
  input: (t) => ({
    code: t.string({ description: "Stable key: capital letters, digits and `_`." }),
    nameZh: t.string({ description: "What it is called in Chinese." }),
    nameEn: t.string({ description: "What it is called in English." }),
    measure: t.field({ type: MeasureEnum, description: "What its quantities count; never changes." }),
    unitZh: t.string({ required: false, description: "COUNT: the counting word in Chinese." }),
    unitEn: t.string({ required: false, description: "COUNT: the counting word in English." }),
    validFrom: t.field({ type: "LocalDate", description: "The first day on which it is counted." }),
    sortOrder: t.int({ required: false, description: "Its place; the last by default." }),
  }),
  run: (ctx, input) => createKind(ctx, input),
  read: readKind,
});

commandField("changeKind", {
  action: actions["kind.manage"],
  type: "Kind",
  description: "Changes what a kind is called, its counting word or its place. What is absent stays.",
  input: (t) => ({
    kindId: t.id({ description: "The kind." }),
    nameZh: t.string({ required: false, description: "What it is called in Chinese." }),
    nameEn: t.string({ required: false, description: "What it is called in English." }),
    unitZh: t.string({ required: false, description: "COUNT: the counting word in Chinese." }),
    unitEn: t.string({ required: false, description: "COUNT: the counting word in English." }),
    sortOrder: t.int({ required: false, description: "Its place." }),
    version: t.int({ required: false, description: "The version that was seen." }),
  }),
  run: (ctx, input) => changeKind(ctx, { ...input, kindId: uuidOf("Kind", input.kindId) }),
  read: readKind,
});

commandField("endKind", {
  action: actions["kind.manage"],
  type: "Kind",
  description: "Ends a kind: after its last day nothing new is counted in it; what stands goes on.",
  input: (t) => ({
    kindId: t.id({ description: "The kind." }),
    validTo: t.field({ type: "LocalDate", description: "Its last day." }),
    version: t.int({ required: false, description: "The version that was seen." }),
  }),
  run: (ctx, input) => endKind(ctx, { ...input, kindId: uuidOf("Kind", input.kindId) }),
  read: readKind,
});
