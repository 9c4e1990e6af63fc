import type { Failure as FailureData, FieldProblem } from "../kernel/result.ts";
import { builder } from "./builder.ts";

type Of<Type extends FailureData["type"]> = Extract<FailureData, { type: Type }>;
type Parameter = { name: string; value: string };

const parameters = (params: Record<string, string> | undefined): Parameter[] =>
  Object.entries(params ?? {}).map(([name, value]) => ({ name, value }));

/** Why a command was refused, as data. */
export const Failure = builder.interfaceRef<FailureData>("Failure").implement({
  description:
    "Why a command was refused. Nothing was stored. The code is listed in `docs/error-codes.md` and translated by the client.",
  fields: (t) => ({ code: t.exposeString("code", { description: "Stable code of the reason." }) }),
  resolveType: (failure) => failure.type,
});

/** A named value of a text. */
export const TextParameter = builder.objectRef<Parameter>("TextParameter").implement({
  description: "One value that fills a place in a translated text.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "Name of the place." }),
    value: t.exposeString("value", {
      description: "Amounts in minor units, dates as YYYY-MM-DD; formatted by the client.",
    }),
  }),
});

export const FieldProblemType = builder.objectRef<FieldProblem>("FieldProblem").implement({
  description: "One complaint about one field of an input.",
  fields: (t) => ({
    path: t.exposeStringList("path", {
      description: "Path of the field in the input, e.g. `lines`, `0`, `quantity`.",
    }),
    code: t.exposeString("code", { description: "Stable code of the complaint." }),
    params: t.field({
      type: [TextParameter],
      description: "Values for its text.",
      resolve: (p) => parameters(p.params),
    }),
  }),
});

builder.objectRef<Of<"ValidationError">>("ValidationError").implement({
  description: "The input is not acceptable.",
  interfaces: [Failure],
  fields: (t) => ({
    problems: t.field({
      type: [FieldProblemType],
      description: "What is wrong, by field.",
      resolve: (e) => e.problems,
    }),
  }),
});

builder.objectRef<Of<"NotFound">>("NotFound").implement({
  description: "It does not exist, or not for the actor.",
  interfaces: [Failure],
});

builder.objectRef<Of<"Forbidden">>("Forbidden").implement({
  description: "The actor sees the thing, but this act is another role's.",
  interfaces: [Failure],
});

builder.objectRef<Of<"Conflict">>("Conflict").implement({
  description: "Somebody was quicker, or it collides with something that stands.",
  interfaces: [Failure],
  fields: (t) => ({
    currentVersion: t.exposeInt("currentVersion", {
      nullable: true,
      description: "The version that stands now.",
    }),
  }),
});

builder.objectRef<Of<"InvalidTransition">>("InvalidTransition").implement({
  description: "The act is not possible in the state the thing is in.",
  interfaces: [Failure],
  fields: (t) => ({
    from: t.exposeString("from", { description: "The state it is in." }),
    allowed: t.exposeStringList("allowed", { description: "The acts that are possible now." }),
    params: t.field({
      type: [TextParameter],
      description: "Values for its text.",
      resolve: (e) => parameters(e.params),
    }),
  }),
});

/** Names of the failure types, in every mutation's union. */
export const FAILURE_TYPES = [
  "ValidationError",
  "NotFound",
  "Forbidden",
  "Conflict",
  "InvalidTransition",
] as const;
