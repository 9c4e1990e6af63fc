import type { SavedView } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { PersonLabel } from "../../graphql/labels.ts";
import { filterUuidOf, uuidOf } from "../../graphql/node-id.ts";
import { changeView } from "./change-view.ts";
import { deleteView } from "./delete-view.ts";
import { actions, viewsVisibleTo } from "./policy.ts";
import { renameView } from "./rename-view.ts";
import { saveView } from "./save-view.ts";
import { shareView } from "./share-view.ts";

/** Views of the board that people keep under a name. */

builder.prismaNode("SavedView", {
  nullable: true,
  description: "A view of the board kept under a name (常用视图).",
  id: { field: "id", description: "`SavedView:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [viewsVisibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    name: t.exposeString("name", { description: "What it is called." }),
    parameters: t.exposeString("parameters", {
      description:
        "Filters, order and columns as the web app keeps them in its address: a JSON object of texts.",
    }),
    shared: t.exposeBoolean("shared", { description: "Whether everybody of the office sees it." }),
    office: t.relation("office", { description: "In whose work it belongs." }),
    owner: t.field({
      type: PersonLabel,
      description: "Who keeps it.",
      select: { membership: { select: { person: { select: { id: true, name: true, erasedAt: true } } } } },
      resolve: ({ membership: { person } }) => ({
        id: person.id,
        name: person.name,
        erased: person.erasedAt !== null,
      }),
    }),
    mine: t.boolean({
      description: "Whether the actor may change it: its own.",
      select: { membership: { select: { personId: true } } },
      resolve: ({ membership }, _args, ctx) => membership.personId === requireActor(ctx).personId,
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

builder.queryField("savedViews", (t) =>
  t.prismaField({
    type: ["SavedView"],
    description: "The actor's own views and those shared within its offices, by name; at most 200.",
    args: { officeId: t.arg.id({ required: false, description: "Of one office." }) },
    resolve: (query, _root, args, ctx) => {
      const officeId = filterUuidOf("Organization", args.officeId);
      return ctx.database.prisma.savedView.findMany({
        ...query,
        where: { AND: [viewsVisibleTo(requireActor(ctx)), officeId ? { officeId } : {}] },
        orderBy: [{ name: "asc" }, { id: "asc" }],
        take: 200,
      });
    },
  }),
);

/** What changed, a deleted one included. */
const read = (id: string, ctx: Context): Promise<SavedView | null> =>
  ctx.database.prisma.savedView.findFirst({
    where: { id, cityId: requireActor(ctx).cityId, membership: { personId: requireActor(ctx).personId } },
  });

type InputBuilder = Parameters<Parameters<typeof builder.inputType>[1]["fields"]>[0];

const which = (t: InputBuilder) => ({
  viewId: t.id({ description: "The view." }),
  version: t.int({
    required: false,
    description: "The version the client has seen; refused when another one stands.",
  }),
});
const name = (t: InputBuilder) => ({
  name: t.string({ description: "What it is called, at most 40 characters." }),
});
const parameters = (t: InputBuilder) => ({
  parameters: t.string({
    description: "Filters, order and columns: a JSON object of texts, at most 4,000 characters.",
  }),
});
const shared = (t: InputBuilder) => ({
  shared: t.boolean({ description: "Whether everybody of the office sees it." }),
});
const idOf = <Input extends { viewId: string }>(input: Input) => ({
  ...input,
  viewId: uuidOf("SavedView", input.viewId),
});

commandField("saveView", {
  action: actions["view.save"],
  type: "SavedView",
  description: "A member of an office keeps a view of the board under a name.",
  input: (t) => ({
    officeId: t.id({ description: "The office in which the actor has a role." }),
    ...name(t),
    ...parameters(t),
    ...shared(t),
  }),
  run: (ctx, input) => saveView(ctx, { ...input, officeId: uuidOf("Organization", input.officeId) }),
  read,
});

commandField("renameView", {
  action: actions["view.keep"],
  type: "SavedView",
  description: "The owner gives a view another name.",
  input: (t) => ({ ...which(t), ...name(t) }),
  run: (ctx, input) => renameView(ctx, idOf(input)),
  read,
});

commandField("changeView", {
  action: actions["view.keep"],
  type: "SavedView",
  description: "The owner keeps other filters, order or columns under the same name.",
  input: (t) => ({ ...which(t), ...parameters(t) }),
  run: (ctx, input) => changeView(ctx, idOf(input)),
  read,
});

commandField("shareView", {
  action: actions["view.keep"],
  type: "SavedView",
  description: "The owner shares a view with its office, or no longer.",
  input: (t) => ({ ...which(t), ...shared(t) }),
  run: (ctx, input) => shareView(ctx, idOf(input)),
  read,
});

commandField("deleteView", {
  action: actions["view.keep"],
  type: "SavedView",
  description: "The owner gives a view up.",
  input: which,
  run: (ctx, input) => deleteView(ctx, idOf(input)),
  read,
});
