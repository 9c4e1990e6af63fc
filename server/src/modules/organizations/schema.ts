import { MembershipRole, type Organization, OrganizationKind, type Prisma } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { connectionType, type Keyset, pageArgs, readPage } from "../../graphql/connection.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { divisionNumberOf, filterDivisionOf, optionalUuidOf, uuidOf } from "../../graphql/node-id.ts";
import { toDbDate, today } from "../../kernel/clock.ts";
import { visibleTo as partnershipsVisibleTo } from "../partnerships/policy.ts";
import { changeOrganization } from "./change-organization.ts";
import { createOrganization } from "./create-organization.ts";
import { endOrganization } from "./end-organization.ts";
import { actions, openOn, peopleVisibleTo, visibleTo } from "./policy.ts";
import { matchingOrganizations } from "./read.ts";

export const OrganizationKindEnum = builder.enumType(OrganizationKind, {
  name: "OrganizationKind",
  description: "What an organization is in a city: partner unit, community, office, team.",
});

export const MembershipRoleEnum = builder.enumType(MembershipRole, {
  name: "MembershipRole",
  description: "What a person is in an organization.",
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
    creditCode: t.exposeString("creditCode", {
      nullable: true,
      description: "Its unified social credit code.",
    }),
    unitClass: t.exposeString("unitClass", {
      nullable: true,
      description: "The city's own class of units, named in rules.",
    }),
    residents: t.exposeInt("residents", {
      nullable: true,
      description: "How many people live in a community.",
    }),
    address: t.exposeString("address", { nullable: true, description: "Where it is found." }),
    phone: t.exposeString("phone", { nullable: true, description: "Its own number, not a person's." }),
    startedOn: t.expose("startedOn", { type: "LocalDate", description: "Its first day." }),
    endedOn: t.expose("endedOn", {
      type: "LocalDate",
      nullable: true,
      description: "Its last day; null while it acts.",
    }),
    division: t.relation("division", {
      description: "Where it sits; of an office its territory, of a community the community.",
    }),
    parent: t.relation("parent", { nullable: true, description: "The organization it is a part of." }),
    succeededBy: t.relation("succeededBy", { nullable: true, description: "What continues it." }),
    memberships: t.relation("memberships", {
      description: "The roles in it that hold today, of people whom the actor may see.",
      args: {
        past: t.arg.boolean({ required: false, description: "Also those that have ended or begin later." }),
      },
      query: (
        { past },
        ctx,
      ): { where: Prisma.MembershipWhereInput; orderBy: Prisma.MembershipOrderByWithRelationInput[] } => ({
        where: {
          AND: [
            { person: peopleVisibleTo(requireActor(ctx), today(ctx.clock)) },
            past ? {} : openOn(today(ctx.clock)),
          ],
        },
        orderBy: [{ role: "asc" }, { startsOn: "asc" }, { id: "asc" }],
      }),
    }),
    givenPartnerships: t.relation("givenPartnerships", {
      description: "The partnerships in which it gives, as far as the actor may see, the latest first.",
      query: (_args, ctx) => partnershipsOf(ctx),
    }),
    receivedPartnerships: t.relation("receivedPartnerships", {
      description: "The partnerships in which it receives, as far as the actor may see, the latest first.",
      query: (_args, ctx) => partnershipsOf(ctx),
    }),
    version: t.exposeInt("version", {
      description: "Counts its changes; send it back to notice somebody else's.",
    }),
  }),
});

function partnershipsOf(ctx: Context): {
  where: Prisma.PartnershipWhereInput;
  orderBy: Prisma.PartnershipOrderByWithRelationInput[];
} {
  return { where: partnershipsVisibleTo(requireActor(ctx)), orderBy: [{ startsOn: "desc" }, { id: "desc" }] };
}

const organizationsByName: Keyset<Organization> = [
  { column: "name", direction: "asc", type: "text" },
  { column: "id", direction: "asc", type: "text" },
];

const OrganizationConnection = connectionType<Organization>("Organization");

builder.queryField("organizations", (t) =>
  t.field({
    type: OrganizationConnection,
    description: "Organizations that the actor may know of, by name.",
    args: {
      ...pageArgs(),
      kind: t.arg({ type: OrganizationKindEnum, required: false, description: "Only of this kind." }),
      search: t.arg.string({
        required: false,
        description: "A part of the name, the short name or the credit code.",
      }),
      divisionId: t.arg.id({ required: false, description: "Only within this division." }),
      ended: t.arg.boolean({
        required: false,
        description: "Only those that have ended; by default only those that act.",
      }),
    },
    resolve: async (_root, args, ctx, info) => {
      const { prisma } = ctx.database;
      const date = toDbDate(today(ctx.clock));
      const division = filterDivisionOf(args.divisionId);
      const within =
        division === null
          ? null
          : await prisma.division.findUnique({ where: { id: division }, select: { path: true } });
      const where: Prisma.OrganizationWhereInput = {
        AND: [
          visibleTo(requireActor(ctx)),
          args.kind ? { kind: args.kind } : {},
          args.search?.trim() ? matchingOrganizations(args.search) : {},
          args.divisionId ? { division: { path: { startsWith: within?.path ?? "none" } } } : {},
          args.ended ? { endedOn: { lt: date } } : { OR: [{ endedOn: null }, { endedOn: { gte: date } }] },
        ],
      };
      return readPage<Organization>(prisma.organization, organizationsByName, { args, ctx, info, where });
    },
  }),
);

const readOrganization = (id: string, ctx: Context) =>
  ctx.database.prisma.organization.findFirst({ where: { AND: [{ id }, visibleTo(requireActor(ctx))] } });

commandField("createOrganization", {
  action: actions["organization.manage"],
  type: "Organization",
  description: "Adds an organization to the city.",
  input: (t) => ({
    kind: t.field({ type: OrganizationKindEnum, description: "What it is; never changes." }),
    name: t.string({ description: "Its full name." }),
    shortName: t.string({ required: false, description: "The name people use." }),
    divisionId: t.id({
      description: "Where it sits; for an office its territory, for a community the community.",
    }),
    creditCode: t.string({ required: false, description: "Its unified social credit code." }),
    unitClass: t.string({ required: false, description: "The city's own class of units." }),
    parentId: t.id({ required: false, description: "The organization it is a part of." }),
    residents: t.int({ required: false, description: "How many people live in a community." }),
    address: t.string({ required: false, description: "Where it is found." }),
    phone: t.string({ required: false, description: "Its own number." }),
    startedOn: t.field({
      type: "LocalDate",
      required: false,
      description: "Its first day; today by default.",
    }),
  }),
  run: (ctx, input) =>
    createOrganization(ctx, {
      ...input,
      divisionId: divisionNumberOf(input.divisionId),
      parentId: optionalUuidOf("Organization", input.parentId),
    }),
  read: readOrganization,
});

commandField("changeOrganization", {
  action: actions["organization.manage"],
  type: "Organization",
  description: "Changes an organization. What is absent stays, null clears it.",
  input: (t) => ({
    organizationId: t.id({ description: "The organization." }),
    name: t.string({ required: false, description: "Its full name." }),
    shortName: t.string({ required: false, description: "The name people use." }),
    divisionId: t.id({ required: false, description: "Where it sits." }),
    creditCode: t.string({ required: false, description: "Its unified social credit code." }),
    unitClass: t.string({ required: false, description: "The city's own class of units." }),
    parentId: t.id({ required: false, description: "The organization it is a part of." }),
    residents: t.int({ required: false, description: "How many people live in a community." }),
    address: t.string({ required: false, description: "Where it is found." }),
    phone: t.string({ required: false, description: "Its own number." }),
    version: t.int({ required: false, description: "The version that was seen." }),
  }),
  run: (ctx, input) =>
    changeOrganization(ctx, {
      ...input,
      organizationId: uuidOf("Organization", input.organizationId),
      divisionId: input.divisionId ? divisionNumberOf(input.divisionId) : undefined,
      parentId: input.parentId === undefined ? undefined : optionalUuidOf("Organization", input.parentId),
    }),
  read: readOrganization,
});

commandField("endOrganization", {
  action: actions["organization.manage"],
  type: "Organization",
  description: "Ends an organization and the roles in it; another one may continue it.",
  input: (t) => ({
    organizationId: t.id({ description: "The organization." }),
    endsOn: t.field({ type: "LocalDate", description: "Its last day." }),
    successorId: t.id({ required: false, description: "What continues it." }),
    version: t.int({ required: false, description: "The version that was seen." }),
  }),
  run: (ctx, input) =>
    endOrganization(ctx, {
      ...input,
      organizationId: uuidOf("Organization", input.organizationId),
      successorId: optionalUuidOf("Organization", input.successorId),
    }),
  read: readOrganization,
});
