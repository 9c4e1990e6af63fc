import type { CircularTemplate } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { connectionType, type Keyset, pageArgs, readPage } from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { uuidOf } from "../../graphql/node-id.ts";
import { personName } from "../organizations/model.ts";
import { PLACEHOLDERS, type Placeholder, REPEATED } from "./circular.ts";
import { actions, templatesVisibleTo } from "./policy.ts";
import { setCircularTemplate } from "./set-circular-template.ts";

/** The template of a city's circulars (通报) in the API. */

builder.prismaNode("CircularTemplate", {
  nullable: true,
  description:
    "A version of the template from which the city's circulars are made. The latest holds; earlier ones stay. " +
    "Its file is `/downloads/circular-template.docx?id=<id>`.",
  id: { field: "id", description: "`CircularTemplate:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [templatesVisibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    versionNumber: t.exposeInt("versionNumber", { description: "From 1." }),
    fileName: t.exposeString("fileName", { description: "Name of the file as it was sent." }),
    sha256: t.exposeString("sha256", { description: "Hash of its bytes, hex." }),
    placeholders: t.exposeStringList("placeholders", { description: "The places that it fills." }),
    recordedAt: t.expose("recordedAt", { type: "DateTime", description: "Since when it holds." }),
    byName: t.string({
      description: "Who set it, as the person is called today.",
      select: { by: { select: { id: true, name: true, erasedAt: true } } },
      resolve: ({ by }) => personName(by),
    }),
  }),
});

const newestFirst: Keyset<CircularTemplate> = [
  { column: "recordedAt", direction: "desc", type: "date" },
  { column: "id", direction: "desc", type: "text" },
];
const CircularTemplateConnection = connectionType<CircularTemplate>("CircularTemplate");

builder.queryField("circularTemplates", (t) =>
  t.field({
    type: CircularTemplateConnection,
    description:
      "The versions of the city's own circular template, for its offices; the first is the one that holds. While there is none the product's own is used.",
    args: { ...pageArgs() },
    resolve: async (_root, args, ctx, info) => {
      const where = templatesVisibleTo(requireActor(ctx));
      return readPage<CircularTemplate>(ctx.database.prisma.circularTemplate, newestFirst, {
        args,
        ctx,
        info,
        where,
      });
    },
  }),
);

const PlaceholderType = builder.objectRef<Placeholder>("CircularPlaceholder").implement({
  description: "A place that a circular template may have, written `{{name}}`.",
  fields: (t) => ({
    name: t.string({ description: "Its name.", resolve: (name) => name }),
    isBlock: t.boolean({
      description: "Whether a table or a list comes there: it then needs a paragraph of its own.",
      resolve: (name) => REPEATED.has(name),
    }),
  }),
});

builder.queryField("circularPlaceholders", (t) =>
  t.field({
    type: [PlaceholderType],
    description: "Every place that a circular template may have.",
    resolve: (_root, _args, ctx) => {
      requireActor(ctx);
      return [...PLACEHOLDERS];
    },
  }),
);

commandField("setCircularTemplate", {
  action: actions["circularTemplate.set"],
  type: "CircularTemplate",
  description:
    "Makes an uploaded document (file kind CIRCULAR_TEMPLATE) the city's template from now on. Places that nobody knows are named and refused.",
  input: (t) => ({ evidenceId: t.id({ description: "The uploaded file." }) }),
  run: (ctx, input) =>
    setCircularTemplate(ctx, { ...input, evidenceId: uuidOf("Evidence", input.evidenceId) }),
  read: (id, ctx) =>
    ctx.database.prisma.circularTemplate.findFirst({
      where: { AND: [{ id }, templatesVisibleTo(requireActor(ctx))] },
    }),
});
