import { OrganizationKind } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { requireActor } from "../../graphql/context.ts";
import { visibleTo } from "./policy.ts";

export const OrganizationKindEnum = builder.enumType(OrganizationKind, {
  name: "OrganizationKind",
  description: "What an organization is in a city: partner unit, community, office, team.",
});

builder.prismaNode("Organization", {
  nullable: true,
  description: "Anything that acts: a partner unit, a community, an office, a team.",
  id: { field: "id", description: "`Organization:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [visibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    kind: t.expose("kind", { type: OrganizationKindEnum, description: "What it is." }),
    name: t.exposeString("name", { description: "Its full name." }),
    shortName: t.exposeString("shortName", { nullable: true, description: "The name people use." }),
    version: t.exposeInt("version", { description: "Counts its changes; send it back to notice somebody else's." }),
  }),
});
