import type { Prisma } from "@gongjian/prisma/client";
import { type PersonActor, territories } from "../../kernel/actor.ts";
import type { Transaction } from "../../kernel/db.ts";
import { isId } from "../../kernel/ids.ts";
import type { Subject } from "../../kernel/policy.ts";
import { Rejection } from "../../kernel/result.ts";
import { withinReach } from "../organizations/policy.ts";
import { refOf, SIDES_INCLUDE } from "../organizations/public.ts";
import { visibleTo as partnershipsVisibleTo } from "../partnerships/policy.ts";

/** What a pack is about, resolved for one actor: nothing in it is outside of what the actor may see. */
export type PackScope = {
  kind: "PARTNERSHIP" | "ORGANIZATION" | "PERIOD";
  id: string;
  /** In words, for the file's name and the manifest. */
  title: string;
  partnershipIds: string[];
  /** Whose facts without a partnership belong to it. */
  organizationIds: string[];
  /** Whose it is, for the policy; absent where `visibleTo` has bounded it and the actor's own office exports. */
  subject?: Subject;
};

const NAMES = { partnershipId: "PARTNERSHIP", organizationId: "ORGANIZATION", periodId: "PERIOD" } as const;

/**
 * The scope that a request names: exactly one of partnershipId, organizationId and periodId.
 *
 * @throws Rejection REQUIRED for none or several; not found outside of what the actor may see; forbidden for a period when the
 * actor has no office.
 */
export async function scopeOf(
  reader: Pick<Transaction, "partnership" | "organization" | "period">,
  actor: PersonActor,
  query: Record<string, string>,
): Promise<PackScope> {
  const given = (Object.keys(NAMES) as (keyof typeof NAMES)[]).filter((name) => query[name] !== undefined);
  const [name] = given;
  if (!name || given.length > 1) throw Rejection.validation([{ path: ["partnershipId"], code: "REQUIRED" }]);
  const id = query[name]?.split(":").at(-1) ?? "";
  if (!isId(id)) throw Rejection.notFound();
  if (name === "partnershipId") return ofPartnership(reader, actor, id);
  if (name === "organizationId") return ofOrganization(reader, actor, id);
  return ofPeriod(reader, actor, id);
}

type Reader = Parameters<typeof scopeOf>[0];

async function ofPartnership(reader: Reader, actor: PersonActor, id: string): Promise<PackScope> {
  const found = await reader.partnership.findFirst({
    where: { AND: [{ id }, partnershipsVisibleTo(actor)] },
    include: SIDES_INCLUDE,
  });
  if (!found) throw Rejection.notFound();
  return {
    kind: "PARTNERSHIP",
    id,
    title: `${found.giver.name} → ${found.receiver.name}`,
    partnershipIds: [id],
    organizationIds: [],
    subject: { cityId: found.cityId, giver: refOf(found.giver), receiver: refOf(found.receiver) },
  };
}

async function ofOrganization(reader: Reader, actor: PersonActor, id: string): Promise<PackScope> {
  const sides: Prisma.PartnershipWhereInput = { OR: [{ giverId: id }, { receiverId: id }] };
  const partnershipIds = await idsOf(reader, { AND: [partnershipsVisibleTo(actor), sides] });
  const found = await reader.organization.findFirst({
    where: { AND: [{ id }, withinReach(actor)] },
    include: { division: { select: { path: true } } },
  });
  if (found) {
    const subject = { cityId: found.cityId, organization: refOf(found) };
    return {
      kind: "ORGANIZATION",
      id,
      title: found.name,
      partnershipIds,
      organizationIds: [id],
      subject,
    };
  }
  // Of an organization elsewhere only what it has with those within reach.
  if (partnershipIds.length === 0) throw Rejection.notFound();
  const other = await reader.organization.findUniqueOrThrow({ where: { id }, select: { name: true } });
  return { kind: "ORGANIZATION", id, title: other.name, partnershipIds, organizationIds: [] };
}

async function ofPeriod(reader: Reader, actor: PersonActor, id: string): Promise<PackScope> {
  const paths = territories(actor);
  if (paths.length === 0) throw Rejection.forbidden();
  const period = await reader.period.findFirst({ where: { id, cityId: actor.cityId } });
  if (!period) throw Rejection.notFound();
  const organizations = await reader.organization.findMany({
    where: {
      cityId: actor.cityId,
      OR: paths.map((path) => ({ division: { path: { startsWith: path } } })),
    },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  const office = actor.memberships.find(({ organizationKind }) => organizationKind === "OFFICE");
  return {
    kind: "PERIOD",
    id,
    title: period.code,
    partnershipIds: await idsOf(reader, {
      AND: [
        partnershipsVisibleTo(actor),
        { startsOn: { lte: period.closesOn }, endsOn: { gte: period.opensOn } },
      ],
    }),
    organizationIds: organizations.map((organization) => organization.id),
    ...(office && {
      subject: { cityId: actor.cityId, organization: { id: office.organizationId, path: office.path } },
    }),
  };
}

async function idsOf(reader: Reader, where: Prisma.PartnershipWhereInput): Promise<string[]> {
  const rows = await reader.partnership.findMany({ where, select: { id: true }, orderBy: { id: "asc" } });
  return rows.map(({ id }) => id);
}
