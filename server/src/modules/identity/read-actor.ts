import type { MembershipRole, OrganizationKind } from "@gongjian/prisma/client";
import type { ActorMembership, PersonActor } from "../../kernel/actor.ts";
import { type Clock, today } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/db.ts";
import type { SignedIn } from "./accounts.ts";

interface Row {
  cityId: string;
  cityPath: string;
  codeRequired: boolean;
  id: string | null;
  organizationId: string;
  organizationKind: OrganizationKind;
  path: string;
  role: MembershipRole;
}

const ACTOR = `
  select p."cityId", cd.path as "cityPath",
    coalesce((
      select s.value = 'true'::jsonb from "CitySetting" s
      where s."cityId" = p."cityId" and s.key = 'twoFactorForOffices' and s."validFrom" <= $2::date
      order by s."validFrom" desc, s."recordedAt" desc limit 1), false) as "codeRequired",
    m.id, m."organizationId", o.kind as "organizationKind", d.path, m.role
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

/** The city asks members of its offices for a second factor, and this one has none yet: until then nothing else is answered. */
export class SecondFactorDue extends Error {
  readonly statusCode = 403;
  readonly code = "TWO_FACTOR_REQUIRED";
  constructor() {
    super("TWO_FACTOR_REQUIRED");
    this.name = "SecondFactorDue";
  }
}

/**
 * Who a signed-in person is today: the city and the roles open now, in one statement. Roles of an organization that
 * has ended do not count. Null for a person who was erased.
 *
 * @throws SecondFactorDue for a member of an office without a second factor, where the city requires one.
 */
export async function readActor(
  database: Database,
  clock: Clock,
  signedIn: SignedIn,
): Promise<PersonActor | null> {
  const { rows } = await database.pool.query<Row>(ACTOR, [signedIn.personId, today(clock)]);
  const first = rows[0];
  if (!first) return null;
  const isDue = first.codeRequired && !signedIn.twoFactorEnabled;
  if (isDue && rows.some(({ organizationKind }) => organizationKind === "OFFICE"))
    throw new SecondFactorDue();
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

/** The actor of a request that answers even those who owe a second factor, and says which of them it is. */
export async function actorOf(
  database: Database,
  clock: Clock,
  signedIn: SignedIn | undefined,
): Promise<{ actor: PersonActor | null; secondFactorDue: boolean }> {
  try {
    const actor = signedIn ? await readActor(database, clock, signedIn) : null;
    return { actor, secondFactorDue: false };
  } catch (error) {
    if (error instanceof SecondFactorDue) return { actor: null, secondFactorDue: true };
    throw error;
  }
}
