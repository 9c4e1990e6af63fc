import { type Context, requireActor } from "../../graphql/context.ts";
import { today } from "../../kernel/clock.ts";
import { personName } from "../organizations/model.ts";
import { openOn } from "../organizations/policy.ts";
import { type InvitationPurpose, invitationState } from "./model.ts";
import { visibleTo } from "./policy.ts";
import { tokenHashOf } from "./public.ts";

/** What the holder of a link is told before using it. */
export type InvitationCard = {
  purpose: InvitationPurpose;
  personName: string;
  organizations: string[];
  cityName: string;
  /** RESET: the name that signs in. */
  username: string | null;
  expiresAt: Date;
};

/** What an open invitation says to whoever holds its token; null for any other token. */
export async function readInvitationCard(ctx: Context, token: string): Promise<InvitationCard | null> {
  const found = await ctx.database.prisma.invitation.findUnique({
    where: { tokenHash: tokenHashOf(token) },
    include: {
      person: {
        include: {
          city: { select: { name: true } },
          authUser: { select: { username: true } },
          memberships: {
            where: openOn(today(ctx.clock)),
            select: { organization: { select: { name: true } } },
            orderBy: { startsOn: "asc" },
          },
        },
      },
    },
  });
  if (!found || found.person.erasedAt !== null || invitationState(found, ctx.clock.now()) !== "OPEN")
    return null;
  const { person } = found;
  return {
    purpose: found.purpose,
    personName: personName(person),
    organizations: [...new Set(person.memberships.map(({ organization }) => organization.name))],
    cityName: person.city.name,
    username: person.authUser?.username ?? null,
    expiresAt: found.expiresAt,
  };
}

/** Reads an invitation that the actor may see. */
export function readInvitation(ctx: Context, id: string) {
  return ctx.database.prisma.invitation.findFirst({ where: { AND: [{ id }, visibleTo(requireActor(ctx))] } });
}

/** The name that signs in with an account that was just set up by an invitation. */
export async function readAccount(ctx: Context, invitationId: string): Promise<{ username: string } | null> {
  const found = await ctx.database.prisma.invitation.findUnique({
    where: { id: invitationId },
    select: { person: { select: { authUser: { select: { username: true } } } } },
  });
  return found?.person.authUser ?? null;
}
