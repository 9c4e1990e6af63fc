import { Prisma } from "@gongjian/prisma/client";
import { organizationIds, type PersonActor, territories } from "../../kernel/actor.ts";
import type { LocalDate } from "../../kernel/clock.ts";

/**
 * `policy.ts` once more, as sets of ids for a statement over many names, where its nested conditions would be asked of each name:
 * `reach` is withinReach, `known` are the organizations within reach and all those ever paired with them, `peopled` those whose pair holds on the day, `tended` those whose former people count too.
 */
export function reachOf(actor: PersonActor, day: LocalDate): Prisma.Sql {
  const { sql } = Prisma;
  const city = sql`${actor.cityId}::uuid`;
  const managed = actor.memberships.filter(({ role }) => role === "MANAGER");
  const below = sql`select o.id from "Division" d join "Organization" o on o."divisionId" = d.id and o."cityId" = ${city}
    where ${Prisma.join([sql`false`, ...territories(actor).map((path) => sql`starts_with(d.path, ${path})`)], " or ")}`;
  const own = (ids: readonly string[]) =>
    sql`select o.id from "Organization" o where o."cityId" = ${city} and o.id = any(${[...new Set(ids)]}::uuid[])`;
  const paired = (more: Prisma.Sql) => sql`
    select p."giverId" from "Partnership" p where p."cityId" = ${city} and p."receiverId" = any(array(select id from reach)) ${more}
    union select p."receiverId" from "Partnership" p where p."cityId" = ${city} and p."giverId" = any(array(select id from reach)) ${more}`;
  const holds = sql`and p.state not in ('PROPOSED', 'DECLINED', 'ENDED') and p."endsOn" >= ${day}::date`;
  return sql`below as materialized (${below}), reach as materialized (${own(organizationIds(actor))} union select id from below),
    tended as materialized (${own(managed.map(({ organizationId }) => organizationId))} union select id from below),
    known as materialized (select id from reach union ${paired(Prisma.empty)}),
    peopled as materialized (select id from reach union ${paired(holds)}),
    people as materialized (
      select m."personId" as id from "Membership" m where m."cityId" = ${city} and m."organizationId" = any(array(select id from tended))
      union select m."personId" from "Membership" m where m."cityId" = ${city} and m."organizationId" = any(array(select id from peopled))
        and (m."endsOn" is null or m."endsOn" >= ${day}::date)
      union select ${actor.personId}::uuid),`;
}

/** Whether the actor is of an office of the whole city: every organization of a city sits in it, so that nothing needs to be asked. */
export function seesAll(actor: PersonActor): boolean {
  return territories(actor).includes(actor.cityPath);
}
