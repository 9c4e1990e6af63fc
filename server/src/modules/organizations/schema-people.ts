import type { Person, Prisma } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { connectionType, type Keyset, pageArgs, readPage } from "../../graphql/connection.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { filterUuidOf, uuidOf } from "../../graphql/node-id.ts";
import { today } from "../../kernel/clock.ts";
import { addMembership } from "./add-membership.ts";
import { changePerson } from "./change-person.ts";
import { createPerson } from "./create-person.ts";
import { endMembership } from "./end-membership.ts";
import { handOverLiaison } from "./hand-over-liaison.ts";
import { personName } from "./model.ts";
import { actions, openOn, peopledVisibleTo, peopleVisibleTo } from "./policy.ts";
import { holdsRoleIn, visiblePhone } from "./read.ts";
import { MembershipRoleEnum } from "./schema.ts";

builder.prismaNode("Person", {
  nullable: true,
  description: "A natural person known to the city.",
  id: { field: "id", description: "`Person:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [peopleVisibleTo(requireActor(ctx), today(ctx.clock))] }),
  fields: (t) => ({
    name: t.string({
      description: "What the person is called; a code once the person was erased.",
      resolve: personName,
    }),
    phone: t.string({
      nullable: true,
      description: "The person's number, if the actor may see it.",
      resolve: (person, _args, ctx) => (person.phone === null ? null : visiblePhone(ctx, person.id)),
    }),
    hasAccount: t.boolean({
      description: "Whether the person can sign in.",
      select: { authUser: { select: { id: true } } },
      resolve: ({ authUser }) => authUser !== null,
    }),
    memberships: t.relation("memberships", {
      description: "The roles that hold today, if the actor may see the person.",
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
        orderBy: [{ startsOn: "asc" }, { id: "asc" }],
      }),
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

builder.prismaNode("Membership", {
  nullable: true,
  description: "A person's dated role in an organization.",
  id: { field: "id", description: "`Membership:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [{ person: peopleVisibleTo(requireActor(ctx), today(ctx.clock)) }] }),
  fields: (t) => ({
    person: t.relation("person", { description: "Who." }),
    organization: t.relation("organization", { description: "Where." }),
    role: t.expose("role", { type: MembershipRoleEnum, description: "As what." }),
    title: t.exposeString("title", { nullable: true, description: "The job title, as people say it." }),
    startsOn: t.expose("startsOn", { type: "LocalDate", description: "The first day." }),
    endsOn: t.expose("endsOn", {
      type: "LocalDate",
      nullable: true,
      description: "The last day; null while open.",
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

builder.prismaNode("LiaisonHandover", {
  nullable: true,
  description: "A liaison handed the open work over to a colleague.",
  id: { field: "id", description: "`LiaisonHandover:<uuid>`." },
  findUnique: (id, ctx) => ({
    id,
    AND: [{ organization: peopledVisibleTo(requireActor(ctx), today(ctx.clock)) }],
  }),
  fields: (t) => ({
    organization: t.relation("organization", { description: "Where." }),
    from: t.relation("fromMembership", { description: "Who hands over." }),
    to: t.relation("toMembership", { description: "Who takes over." }),
    effectiveOn: t.expose("effectiveOn", { type: "LocalDate", description: "The successor's first day." }),
    note: t.exposeString("note", { nullable: true, description: "What the predecessor wanted to say." }),
    recordedAt: t.expose("recordedAt", { type: "DateTime", description: "When it was recorded." }),
  }),
});

const peopleByName: Keyset<Person> = [
  { column: "name", direction: "asc", type: "text" },
  { column: "id", direction: "asc", type: "text" },
];

const PersonConnection = connectionType<Person>("Person");

builder.queryField("people", (t) =>
  t.field({
    type: PersonConnection,
    description: "People whom the actor may see, by name.",
    args: {
      ...pageArgs(),
      search: t.arg.string({ required: false, description: "A part of the name or the phone." }),
      organizationId: t.arg.id({
        required: false,
        description: "Only who has a role in this organization today.",
      }),
    },
    resolve: async (_root, args, ctx, info) => {
      const { prisma } = ctx.database;
      const text = { contains: args.search?.normalize("NFC").trim() ?? "" };
      const organizationId = filterUuidOf("Organization", args.organizationId);
      const where: Prisma.PersonWhereInput = {
        AND: [
          peopleVisibleTo(requireActor(ctx), today(ctx.clock)),
          { erasedAt: null },
          text.contains ? { OR: [{ name: text }, { phone: text }] } : {},
          organizationId ? holdsRoleIn(organizationId, today(ctx.clock)) : {},
        ],
      };
      return readPage<Person>(prisma.person, peopleByName, { args, ctx, info, where });
    },
  }),
);

const readPerson = (id: string, ctx: Context) =>
  ctx.database.prisma.person.findFirst({
    where: { AND: [{ id }, peopleVisibleTo(requireActor(ctx), today(ctx.clock))] },
  });

const readMembership = (id: string, ctx: Context) =>
  ctx.database.prisma.membership.findFirst({
    where: { id, person: peopleVisibleTo(requireActor(ctx), today(ctx.clock)) },
  });

commandField("createPerson", {
  action: actions["people.manage"],
  type: "Person",
  description: "Adds a person to an organization, with a first role. An account follows by invitation.",
  input: (t) => ({
    organizationId: t.id({ description: "Where." }),
    name: t.string({ description: "What the person is called." }),
    phone: t.string({ required: false, description: "The person's number." }),
    role: t.field({ type: MembershipRoleEnum, description: "As what; a role of that kind of organization." }),
    title: t.string({ required: false, description: "The job title." }),
    startsOn: t.field({
      type: "LocalDate",
      required: false,
      description: "The first day; today by default.",
    }),
  }),
  run: (ctx, input) =>
    createPerson(ctx, { ...input, organizationId: uuidOf("Organization", input.organizationId) }),
  read: readPerson,
});

commandField("changePerson", {
  action: actions["people.manage"],
  type: "Person",
  description: "Corrects a person's name or phone. What is absent stays; a null phone clears it.",
  input: (t) => ({
    personId: t.id({ description: "The person." }),
    name: t.string({ required: false, description: "What the person is called." }),
    phone: t.string({ required: false, description: "The person's number." }),
    version: t.int({ required: false, description: "The version that was seen." }),
  }),
  run: (ctx, input) => changePerson(ctx, { ...input, personId: uuidOf("Person", input.personId) }),
  read: readPerson,
});

commandField("addMembership", {
  action: actions["people.manage"],
  type: "Membership",
  description: "Gives a known person one more role.",
  input: (t) => ({
    personId: t.id({ description: "Who." }),
    organizationId: t.id({ description: "Where." }),
    role: t.field({ type: MembershipRoleEnum, description: "As what; a role of that kind of organization." }),
    title: t.string({ required: false, description: "The job title." }),
    startsOn: t.field({
      type: "LocalDate",
      required: false,
      description: "The first day; today by default.",
    }),
  }),
  run: (ctx, input) =>
    addMembership(ctx, {
      ...input,
      personId: uuidOf("Person", input.personId),
      organizationId: uuidOf("Organization", input.organizationId),
    }),
  read: readMembership,
});

commandField("endMembership", {
  action: actions["people.manage"],
  type: "Membership",
  description: "Ends a person's role. What the person signed stays.",
  input: (t) => ({
    membershipId: t.id({ description: "The role." }),
    endsOn: t.field({ type: "LocalDate", description: "Its last day." }),
    version: t.int({ required: false, description: "The version that was seen." }),
  }),
  run: (ctx, input) =>
    endMembership(ctx, { ...input, membershipId: uuidOf("Membership", input.membershipId) }),
  read: readMembership,
});

commandField("handOverLiaison", {
  action: actions["people.manage"],
  type: "LiaisonHandover",
  description:
    "A colleague takes over from a liaison: every partnership, and with it the open work. History stays.",
  input: (t) => ({
    fromMembershipId: t.id({ description: "Who hands over." }),
    toMembershipId: t.id({ description: "Who takes over, in the same organization." }),
    effectiveOn: t.field({ type: "LocalDate", description: "The successor's first day; today or later." }),
    note: t.string({ required: false, description: "What the successor should know." }),
  }),
  run: (ctx, input) =>
    handOverLiaison(ctx, {
      ...input,
      fromMembershipId: uuidOf("Membership", input.fromMembershipId),
      toMembershipId: uuidOf("Membership", input.toMembershipId),
    }),
  read: (id, ctx) =>
    ctx.database.prisma.liaisonHandover.findFirst({
      where: { id, organization: peopledVisibleTo(requireActor(ctx), today(ctx.clock)) },
    }),
});
