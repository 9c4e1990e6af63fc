import SchemaBuilder from "@pothos/core";
import PrismaPlugin from "@pothos/plugin-prisma";
import RelayPlugin from "@pothos/plugin-relay";
import { getDatamodel, type default as PrismaTypes } from "@gongjian/prisma/pothos";
import type { LocalDate } from "../kernel/clock.ts";
import type { Context } from "./context.ts";

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

builder.queryType({ description: "Every read. Lists are filtered by what the actor may see; outside of it nothing exists." });
builder.mutationType({
  description: "Every command. The answer is the changed thing, or a failure as data; see the interface Failure.",
});
