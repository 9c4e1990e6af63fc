import type { Organization, Prisma } from "@gongjian/prisma/client";
import type { Actor } from "../../kernel/actor.ts";
import type { Transaction } from "../../kernel/db.ts";
import type { OrganizationRef } from "../../kernel/policy.ts";
import { Rejection } from "../../kernel/result.ts";
import { visibleTo } from "./policy.ts";

/** What other modules load beside a thing between two sides, to ask the policy about it. */
export const SIDES_INCLUDE = {
  giver: { include: { division: { select: { path: true } } } },
  receiver: { include: { division: { select: { path: true } } } },
} satisfies Prisma.PartnershipInclude;

/** An organization with the place of its division. */
export type PlacedOrganization = Organization & { division: { path: string } };

/** An organization as policy sees it. */
export function refOf(organization: PlacedOrganization): OrganizationRef {
  return { id: organization.id, path: organization.division.path };
}

/** Loads an organization that the actor may know of; not found otherwise. The system sees its whole city. */
export async function loadOrganization(tx: Transaction, actor: Actor, id: string): Promise<PlacedOrganization> {
  const scope: Prisma.OrganizationWhereInput =
    actor.kind === "PERSON" ? visibleTo(actor) : actor.cityId === null ? {} : { cityId: actor.cityId };
  const organization = await tx.organization.findFirst({
    where: { AND: [{ id }, scope] },
    include: { division: { select: { path: true } } },
  });
  if (!organization) throw Rejection.notFound();
  return organization;
}
