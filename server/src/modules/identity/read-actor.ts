import type { MembershipRole, OrganizationKind } from "@gongjian/prisma/client";
import type { ActorMembership, PersonActor } from "../../kernel/actor.ts";
import { type Clock, today } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/db.ts";
import type { SignedIn } from "./accounts.ts";

interface Row {
  cityId: string;
  cityPath: string;
  id: string | null;
  organizationId: string;
  organizationKind: OrganizationKind;
  path: string;
  role: MembershipRole;
}

const ACTOR = `
  select p."cityId", cd.path as "cityPath", m.id, m."organizationId", o.kind as "organizationKind", d.path, m.role
  from "Person" p
  join "City" c on c.id = p."cityId"
  join "Division" cd on cd.id = c."divisionId"
  left join (
    "Membership" m
    join "Organization" o on o."cityId" = m."cityId" and o.id = m."organizationId"
      and (o."endedOn" is null or o."endedOn" >= $2::date)
    join "Division" d on d.id = o."divisionId"
  ) on m."cityId" = p."cityId" and m."personId" = p.id
    and m."startsOn" <= $2::date and (m."endsOn" is null or m."endsOn" >= $2::date)
  where p.id = $1 and p."erasedAt" is null
  order by m.id`;

/**
 * Who a signed-in person is today: the city and the roles open now, in one statement. Roles of an organization that
 * has ended do not count. Null for a person who was erased.
 */
export async function readActor(
  database: Database,
  clock: Clock,
  signedIn: SignedIn,
): Promise<PersonActor | null> {
  const { rows } = await database.pool.query<Row>(ACTOR, [signedIn.personId, today(clock)]);
  const first = rows[0];
  if (!first) return null;
  const memberships = rows.flatMap(
    ({ id, organizationId, organizationKind, path, role }): ActorMembership[] =>
      id === null ? [] : [{ id, organizationId, organizationKind, path, role }],
  );
  return {
    kind: "PERSON",
    userId: signedIn.userId,
    personId: signedIn.personId,
    cityId: first.cityId,
    cityPath: first.cityPath,
    memberships,
  };
}
