import { InvitationPurpose, type Prisma } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { requireActor } from "../../graphql/context.ts";
import { uuidOf } from "../../graphql/node-id.ts";
import type { PersonActor } from "../../kernel/actor.ts";
import { actions as peopleActions } from "../organizations/policy.ts";
import { acceptInvitation } from "./accept-invitation.ts";
import { invitePerson } from "./invite-person.ts";
import { limitVisitors } from "./limit-visitors.ts";
import { invitationPath, invitationState } from "./model.ts";
import { actions, visibleTo } from "./policy.ts";
import { type InvitationCard, readAccount, readInvitation, readInvitationCard } from "./read.ts";
import { resetPassword } from "./reset-password.ts";
import { revokeInvitation } from "./revoke-invitation.ts";
import "./schema-person.ts";

const Purpose = builder.enumType(InvitationPurpose, {
  name: "InvitationPurpose",
  description: "To choose a username and a password, or a new password.",
});

const State = builder.enumType("InvitationState", {
  description: "Whether a link still works, and why not.",
  values: ["OPEN", "USED", "REVOKED", "EXPIRED"] as const,
});

const Viewer = builder.objectRef<PersonActor>("Viewer").implement({
  description: "Who is signed in, with the roles that hold today.",
  fields: (t) => ({
    person: t.prismaField({
      type: "Person",
      description: "The person.",
      resolve: (query, viewer, _args, ctx) =>
        ctx.database.prisma.person.findUniqueOrThrow({ ...query, where: { id: viewer.personId } }),
    }),
    memberships: t.prismaField({
      type: ["Membership"],
      description: "The roles that hold today, with their organizations.",
      resolve: (query, viewer, _args, ctx) =>
        ctx.database.prisma.membership.findMany({
          ...query,
          where: { id: { in: viewer.memberships.map(({ id }) => id) } },
          orderBy: { id: "asc" },
        }),
    }),
    city: t.prismaField({
      type: "City",
      description: "The person's city.",
      resolve: (query, viewer, _args, ctx) =>
        ctx.database.prisma.city.findUniqueOrThrow({ ...query, where: { id: viewer.cityId } }),
    }),
  }),
});

builder.queryField("viewer", (t) =>
  t.field({
    type: Viewer,
    nullable: true,
    description: "Who is signed in; null for a visitor.",
    resolve: (_root, _args, ctx) => (ctx.secondFactorDue ? requireActor(ctx) : ctx.actor),
  }),
);

// The token is known only to the answer of the mutation that made the link.
type Issued = { token?: string | null };

builder.prismaNode("Invitation", {
  nullable: true,
  description: "A link by which a person sets up an account, once.",
  id: { field: "id", description: "`Invitation:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [visibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    purpose: t.expose("purpose", { type: Purpose, description: "What it is for." }),
    person: t.relation("person", { description: "For whom." }),
    state: t.field({
      type: State,
      description: "Whether the link still works.",
      resolve: (invitation, _args, ctx) => invitationState(invitation, ctx.clock.now()),
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was made." }),
    expiresAt: t.expose("expiresAt", { type: "DateTime", description: "Until when it can be used." }),
    token: t.string({
      nullable: true,
      description: "Shown once, in the answer that made it; null ever after.",
      resolve: (invitation) => (invitation as Issued).token ?? null,
    }),
    path: t.string({
      nullable: true,
      description: "Where the link leads in the web app; shown once, like the token.",
      resolve: (invitation) => {
        const { token } = invitation as Issued;
        return token ? invitationPath(token) : null;
      },
    }),
  }),
});

builder.prismaObjectField("Person", "invitations", (t) =>
  t.relation("invitations", {
    description: "The links made for the person, the latest first, as far as the actor may see.",
    query: (
      _args,
      ctx,
    ): { where: Prisma.InvitationWhereInput; orderBy: Prisma.InvitationOrderByWithRelationInput } => ({
      where: visibleTo(requireActor(ctx)),
      orderBy: { id: "desc" },
    }),
  }),
);

const Card = builder.objectRef<InvitationCard>("InvitationCard").implement({
  description: "What the holder of a link is told before using it.",
  fields: (t) => ({
    purpose: t.expose("purpose", { type: Purpose, description: "What it is for." }),
    personName: t.exposeString("personName", { description: "For whom." }),
    organizations: t.exposeStringList("organizations", { description: "Where the person has a role." }),
    cityName: t.exposeString("cityName", { description: "In which city." }),
    username: t.exposeString("username", { nullable: true, description: "RESET: the name that signs in." }),
    expiresAt: t.expose("expiresAt", { type: "DateTime", description: "Until when the link can be used." }),
  }),
});

builder.queryField("invitation", (t) =>
  t.field({
    type: Card,
    nullable: true,
    description:
      "An open invitation, for whoever holds its link; null for any other token. Needs no session.",
    args: { token: t.arg.string({ required: true, description: "The last part of the link." }) },
    resolve: async (_root, { token }, ctx) => {
      await limitVisitors(ctx.database, ctx.clientAddress, ctx.clock.now());
      return readInvitationCard(ctx, token);
    },
  }),
);

commandField("invitePerson", {
  action: peopleActions["people.manage"],
  type: "Invitation",
  description:
    "Makes a link by which a person without an account chooses a username and a password. Earlier links end.",
  input: (t) => ({ personId: t.id({ description: "For whom." }) }),
  run: (ctx, input) => invitePerson(ctx, { ...input, personId: uuidOf("Person", input.personId) }),
  read: async (id, ctx, { token }) => withToken(await readInvitation(ctx, id), token),
});

commandField("resetPassword", {
  action: actions["password.reset"],
  type: "Invitation",
  description:
    "An office makes a link by which a person chooses a new password. Using it ends the person's sessions.",
  input: (t) => ({ personId: t.id({ description: "For whom." }) }),
  run: (ctx, input) => resetPassword(ctx, { ...input, personId: uuidOf("Person", input.personId) }),
  read: async (id, ctx, { token }) => withToken(await readInvitation(ctx, id), token),
});

function withToken<Row extends object>(row: Row | null, token: string | null): (Row & Issued) | null {
  return row && { ...row, token };
}

commandField("revokeInvitation", {
  action: peopleActions["people.manage"],
  type: "Invitation",
  description: "Takes an open link back.",
  input: (t) => ({ invitationId: t.id({ description: "The invitation." }) }),
  run: (ctx, input) =>
    revokeInvitation(ctx, { ...input, invitationId: uuidOf("Invitation", input.invitationId) }),
  read: (id, ctx) => readInvitation(ctx, id),
});

builder.objectRef<{ username: string }>("AcceptedInvitation").implement({
  description: "An account that was just set up: sign in with it.",
  fields: (t) => ({ username: t.exposeString("username", { description: "The name that signs in." }) }),
});

commandField("acceptInvitation", {
  action: actions["invitation.accept"],
  type: "AcceptedInvitation",
  visitors: true,
  description:
    "Whoever holds the link sets the account up, once. Needs no session and makes none: sign in next.",
  input: (t) => ({
    token: t.string({ description: "The last part of the link." }),
    username: t.string({
      required: false,
      description: "INVITE: the name to sign in with, 2 to 32 characters.",
    }),
    password: t.string({ description: "10 to 128 characters." }),
  }),
  run: async (ctx, input, { accounts, clientAddress }) => {
    await limitVisitors(ctx.database, clientAddress, ctx.clock.now());
    return acceptInvitation(ctx, accounts, input);
  },
  read: (id, ctx) => readAccount(ctx, id),
});
