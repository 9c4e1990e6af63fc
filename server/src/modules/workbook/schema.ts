import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { requireActor } from "../../graphql/context.ts";
import { divisionNumberOf, nodeId, uuidOf } from "../../graphql/node-id.ts";
import { Rejection } from "../../kernel/result.ts";
import { checkWorkbook, type WorkbookCheck } from "./check-workbook.ts";
import { SHEET_NAMES, type SheetName } from "./columns.ts";
import { createCommunities } from "./create-communities.ts";
import { importWorkbook } from "./import-workbook.ts";
import type { SheetCount } from "./plan.ts";
import { actions, visibleTo } from "./policy.ts";
import type { WorkbookProblem } from "./read-workbook.ts";

const WorkbookSheet = builder.enumType("WorkbookSheet", {
  description: "A sheet of the workbook: units, communities, people, pairings, pledges.",
  values: Object.fromEntries(SHEET_NAMES.map((name) => [name.toUpperCase(), { value: name }])) as Record<
    string,
    { value: SheetName }
  >,
});

const WorkbookSheetCount = builder
  .objectRef<SheetCount & { sheet: SheetName }>("WorkbookSheetCount")
  .implement({
    description: "What the rows of one sheet come to.",
    fields: (t) => ({
      sheet: t.field({ type: WorkbookSheet, description: "The sheet.", resolve: ({ sheet }) => sheet }),
      created: t.exposeInt("created", { description: "Rows that make something new." }),
      changed: t.exposeInt("changed", { description: "Rows that change something." }),
      unchanged: t.exposeInt("unchanged", { description: "Rows that say what is there already." }),
    }),
  });

const WorkbookProblemType = builder.objectRef<WorkbookProblem>("WorkbookProblem").implement({
  description: "One complaint about a workbook.",
  fields: (t) => ({
    sheet: t.field({
      type: WorkbookSheet,
      nullable: true,
      description: "The sheet; null when it is about the whole file.",
      resolve: ({ sheet }) => sheet,
    }),
    row: t.exposeInt("row", { nullable: true, description: "The row as the program numbers it." }),
    cell: t.exposeString("cell", {
      nullable: true,
      description: "The cell, e.g. `B3`; null for a whole row.",
    }),
    code: t.exposeString("code", { description: "Stable code of the complaint." }),
    params: t.field({
      type: ["TextParameter" as never],
      description: "Values for its text.",
      resolve: ({ params }) => Object.entries(params).map(([name, value]) => ({ name, value })) as never[],
    }),
  }),
});

const WorkbookCheckType = builder.objectRef<WorkbookCheck>("WorkbookCheck").implement({
  description: "What loading a workbook would do now. Nothing was written.",
  fields: (t) => ({
    evidenceId: t.id({
      description: "The uploaded file: `Evidence:<uuid>`.",
      resolve: ({ evidenceId }) => nodeId("Evidence", evidenceId),
    }),
    sha256: t.exposeString("sha256", { description: "Hash of its bytes, hex." }),
    sheets: t.field({
      type: [WorkbookSheetCount],
      description: "By sheet.",
      resolve: ({ sheets }) => sheets,
    }),
    problems: t.field({
      type: [WorkbookProblemType],
      description: "What is wrong, by sheet and row; at most 500.",
      resolve: ({ problems }) => problems,
    }),
    problemCount: t.exposeInt("problemCount", { description: "How many there are in all." }),
  }),
});

builder.queryField("workbookCheck", (t) =>
  t.field({
    type: WorkbookCheckType,
    nullable: true,
    description:
      "Dry run of an uploaded workbook (file kind WORKBOOK), for managers of the city's office; null for others.",
    args: { evidenceId: t.arg.id({ required: true, description: "The uploaded file." }) },
    resolve: (_root, args, ctx) => {
      try {
        return checkWorkbook(ctx, requireActor(ctx), uuidOf("Evidence", args.evidenceId));
      } catch (error) {
        if (error instanceof Rejection) return null;
        throw error;
      }
    },
  }),
);

builder.prismaNode("WorkbookImport", {
  nullable: true,
  description: "A workbook that was loaded.",
  id: { field: "id", description: "`WorkbookImport:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [visibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    sha256: t.exposeString("sha256", { description: "Hash of its bytes, hex." }),
    created: t.exposeInt("created", { description: "Rows that made something new." }),
    changed: t.exposeInt("changed", { description: "Rows that changed something." }),
    unchanged: t.exposeInt("unchanged", { description: "Rows that said what was there already." }),
    recordedAt: t.expose("recordedAt", { type: "DateTime", description: "When it was loaded." }),
  }),
});

commandField("importWorkbook", {
  action: actions["workbook.import"],
  type: "WorkbookImport",
  description:
    "Loads an uploaded workbook: everything in it, or nothing. Problems name sheet and cell in their path. Loading it again changes nothing.",
  input: (t) => ({ evidenceId: t.id({ description: "The uploaded file (kind WORKBOOK)." }) }),
  run: (ctx, input) => importWorkbook(ctx, { ...input, evidenceId: uuidOf("Evidence", input.evidenceId) }),
  read: (id, ctx) =>
    ctx.database.prisma.workbookImport.findFirst({ where: { AND: [{ id }, visibleTo(requireActor(ctx))] } }),
});

commandField("createCommunities", {
  action: actions["communities.create"],
  type: "Division",
  description: "Makes a community organization of every community of the official tree that has none yet.",
  input: (t) => ({
    divisionId: t.id({ description: "Those of this division and below." }),
    villages: t.boolean({ description: "Also villages; otherwise urban communities only." }),
  }),
  run: (ctx, input) => createCommunities(ctx, { ...input, divisionId: divisionNumberOf(input.divisionId) }),
  read: (id, ctx) => ctx.database.prisma.division.findUnique({ where: { id: Number(id) } }),
});
