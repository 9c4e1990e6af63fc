import { getDatamodel, type default as PrismaTypes } from "@gongjian/prisma/pothos";
import SchemaBuilder from "@pothos/core";
import PrismaPlugin from "@pothos/plugin-prisma";
import RelayPlugin from "@pothos/plugin-relay";
import { type GraphQLSchema, isObjectType } from "graphql";
import type { LocalDate } from "../kernel/clock.ts";
import { isId } from "../kernel/ids.ts";
import type { Context } from "./context.ts";

/** Whether a type can be asked for by id, and the rest is an id as that type has it. */
function isNodeId({ typename, id }: { typename: string; id: string }, schema: GraphQLSchema): boolean {
  const type = schema.getType(typename);
  if (!isObjectType(type) || !type.getInterfaces().some(({ name }) => name === "Node")) return false;
  return typename === "Division" || isId(id);
}

/** Holds no types of its own: each module's `schema.ts` adds its part. */
export const builder = new SchemaBuilder<{
  Context: Context;
  PrismaTypes: PrismaTypes;
  DefaultFieldNullability: false;
  DefaultInputFieldRequiredness: true;
  Scalars: {
    ID: { Input: string; Output: string };
    BigInt: { Input: bigint; Output: bigint };
    LocalDate: { Input: LocalDate; Output: LocalDate | Date };
    DateTime: { Input: Date; Output: Date };
  };
}>({
  plugins: [RelayPlugin, PrismaPlugin],
  defaultFieldNullability: false,
  defaultInputFieldRequiredness: true,
  relay: {
    encodeGlobalID: (typename, id) => `${typename}:${id}`,
    decodeGlobalID: (globalId) => {
      const [typename = "", id = ""] = globalId.split(":");
      return { typename, id };
    },
    idFieldOptions: { description: "The id: `<Type>:<uuid>`." },
    nodeQueryOptions: {
      description: "Anything with an id that the actor may see; null otherwise.",
      args: { id: { description: "The id: `<Type>:<uuid>`." } },
      // A text that is no id of anything is like an id of nothing.
      resolve: (_root, { id }, _ctx, info, resolveNode) =>
        isNodeId(id, info.schema) ? resolveNode(id) : null,
    },
    nodesQueryOptions: false,
    nodeTypeOptions: { description: "A thing with an id of its own: `<Type>:<uuid>`." },
  },
  prisma: {
    client: (ctx) => ctx.database.prisma,
    dmmf: getDatamodel(),
    exposeDescriptions: true,
  },
});

builder.queryType({
  description: "Every read. Lists are filtered by what the actor may see; outside of it nothing exists.",
});
builder.mutationType({
  description:
    "Every command. The answer is the changed thing, or a failure as data; see the interface Failure.",
});
