import type { Kind, Membership, Organization, Person } from "@gongjian/prisma/client";
import { fromDbDate, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Transaction } from "../../kernel/db.ts";
import type { DivisionLevel } from "../divisions/model.ts";
import type { PlacedOrganization } from "../organizations/public.ts";

/** A standing division of the city with its open label. */
export type Place = {
  id: number;
  parentId: number | null;
  level: DivisionLevel;
  path: string;
  code: string | null;
  name: string;
};

/** A standing partnership, as far as a workbook is compared with it. */
export type StandingPair = {
  id: string;
  giverId: string;
  receiverId: string;
  kind: string;
  about: string;
  startsOn: LocalDate;
  endsOn: LocalDate;
  state: string;
};

/** All of a city that a workbook is compared with. */
export type CityState = {
  cityId: string;
  root: Place;
  places: Place[];
  organizations: PlacedOrganization[];
  people: Person[];
  memberships: Membership[];
  pairs: StandingPair[];
  /** Keys of the pledges there are (`pledgeKey`). */
  pledges: Set<string>;
  kinds: Kind[];
};

/** What makes two pledges the same: giver, receiver, purpose, good, amount and date. */
export function pledgeKey(of: {
  giverId: string;
  receiverId: string;
  purpose: string;
  good: string | null;
  amount: bigint;
  pledgedOn: LocalDate;
  dueOn: LocalDate;
}): string {
  return [of.giverId, of.receiverId, of.purpose, of.good ?? "", of.amount, of.pledgedOn, of.dueOn].join("\n");
}

type Reader = Pick<
  Transaction,
  | "$queryRaw"
  | "city"
  | "organization"
  | "person"
  | "membership"
  | "partnership"
  | "obligation"
  | "pledgeLine"
  | "kind"
>;

/** Reads a city for the comparison: the same eight statements, however large it is. */
export async function loadCityState(tx: Reader, cityId: string, on: LocalDate): Promise<CityState> {
  const day = toDbDate(on);
  const standing = { OR: [{ endedOn: null }, { endedOn: { gte: day } }] };
  const { divisionId } = await tx.city.findUniqueOrThrow({
    where: { id: cityId },
    select: { divisionId: true },
  });
  const places = await tx.$queryRaw<Place[]>`
    select d.id, d."parentId", d.level, d.path, l.code, l.name
    from "Division" root join "Division" d on d.path like root.path || '%'
      join "DivisionLabel" l on l."divisionId" = d.id and l."validTo" is null
    where root.id = ${divisionId} and d."endedOn" is null`;
  const root = places.find((place) => place.id === divisionId);
  if (!root) throw new Error("the root of a city has a label");
  const organizations = await tx.organization.findMany({
    where: { cityId, ...standing },
    include: { division: { select: { path: true } } },
  });
  const people = await tx.person.findMany({ where: { cityId, erasedAt: null } });
  const memberships = await tx.membership.findMany({
    where: { cityId, OR: [{ endsOn: null }, { endsOn: { gte: day } }] },
  });
  const pairs = await tx.partnership.findMany({ where: { cityId, state: { not: "DECLINED" } } });
  const lines = await tx.pledgeLine.findMany({
    where: { cityId },
    select: {
      good: true,
      pledge: { select: { giverId: true, receiverId: true, purpose: true, pledgedOn: true } },
      changes: { where: { kind: "PLEDGE" }, select: { amount: true } },
      instalments: { where: { instalment: 1 }, select: { originalDueOn: true } },
    },
  });
  const kinds = await tx.kind.findMany({ where: { cityId }, orderBy: { sortOrder: "asc" } });
  return {
    cityId,
    root,
    places,
    organizations,
    people,
    memberships,
    pairs: pairs.map((row) => ({
      ...row,
      about: row.leaderMembershipId ?? row.sectionName ?? "",
      startsOn: fromDbDate(row.startsOn),
      endsOn: fromDbDate(row.endsOn),
    })),
    pledges: new Set(
      lines.map(({ good, pledge, changes, instalments }) =>
        pledgeKey({
          ...pledge,
          good,
          // As it was entered: later raises and cuts do not make it another pledge.
          amount: changes.reduce((sum, change) => sum + change.amount, 0n),
          pledgedOn: fromDbDate(pledge.pledgedOn),
          dueOn: instalments[0] ? fromDbDate(instalments[0].originalDueOn) : fromDbDate(pledge.pledgedOn),
        }),
      ),
    ),
    kinds,
  };
}

/** An organization that is about to be made. */
export function newOrganization(
  made: Pick<Organization, "id" | "cityId" | "kind" | "name" | "divisionId" | "startedOn" | "createdAt"> &
    Partial<Organization>,
  path: string,
): PlacedOrganization {
  return {
    shortName: null,
    creditCode: null,
    unitClass: null,
    parentId: null,
    succeededById: null,
    residents: null,
    address: null,
    phone: null,
    endedOn: null,
    version: 0,
    ...made,
    division: { path },
  };
}
