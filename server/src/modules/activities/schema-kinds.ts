import { commandField } from "../../graphql/command-field.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { optionalUuidOf, uuidOf } from "../../graphql/node-id.ts";
import { changeActivityKind } from "./change-activity-kind.ts";
import { createActivityKind } from "./create-activity-kind.ts";
import { endActivityKind } from "./end-activity-kind.ts";
import { actions, kindsVisibleTo } from "./policy.ts";

const readKind = (id: string, ctx: Context) =>
  ctx.database.prisma.activityKind.findFirst({ where: { id, ...kindsVisibleTo(requireActor(ctx)) } });

const COUNT = "The kind over COUNT as which one held session counts; null when as none.";
const MINUTES = "The kind over MINUTES as which the hours of its volunteers count; null when as none.";

commandField("createActivityKind", {
  action: actions["activityKind.manage"],
  type: "ActivityKind",
  description: "Adds a kind of activity of the city.",
  input: (t) => ({
    code: t.string({ description: "Stable key: capital letters, digits and `_`." }),
    nameZh: t.string({ description: "What it is called in Chinese." }),
    nameEn: t.string({ description: "What it is called in English." }),
    countKindId: t.id({ required: false, description: COUNT }),
    minutesKindId: t.id({ required: false, description: MINUTES }),
    validFrom: t.field({ type: "LocalDate", description: "The first day on which it may be planned." }),
  }),
  run: (ctx, input) =>
    createActivityKind(ctx, {
      ...input,
      countKindId: optionalUuidOf("Kind", input.countKindId),
      minutesKindId: optionalUuidOf("Kind", input.minutesKindId),
    }),
  read: readKind,
});

commandField("changeActivityKind", {
  action: actions["activityKind.manage"],
  type: "ActivityKind",
  description:
    "Changes what a kind of activity is called, its place, or as what its sessions count. What is absent stays.",
  input: (t) => ({
    activityKindId: t.id({ description: "The kind of activity." }),
    nameZh: t.string({ required: false, description: "What it is called in Chinese." }),
    nameEn: t.string({ required: false, description: "What it is called in English." }),
    countKindId: t.id({ required: false, description: COUNT }),
    minutesKindId: t.id({ required: false, description: MINUTES }),
    sortOrder: t.int({ required: false, description: "Its place." }),
    version: t.int({ required: false, description: "The version that was seen." }),
  }),
  run: (ctx, input) => {
    const { countKindId, minutesKindId, ...rest } = input;
    return changeActivityKind(ctx, {
      ...rest,
      activityKindId: uuidOf("ActivityKind", input.activityKindId),
      ...(countKindId === undefined ? {} : { countKindId: optionalUuidOf("Kind", countKindId) }),
      ...(minutesKindId === undefined ? {} : { minutesKindId: optionalUuidOf("Kind", minutesKindId) }),
    });
  },
  read: readKind,
});

commandField("endActivityKind", {
  action: actions["activityKind.manage"],
  type: "ActivityKind",
  description: "Ends a kind of activity: after its last day nothing new is planned in it.",
  input: (t) => ({
    activityKindId: t.id({ description: "The kind of activity." }),
    validTo: t.field({ type: "LocalDate", description: "Its last day." }),
    version: t.int({ required: false, description: "The version that was seen." }),
  }),
  run: (ctx, input) =>
    endActivityKind(ctx, { ...input, activityKindId: uuidOf("ActivityKind", input.activityKindId) }),
  read: readKind,
});
