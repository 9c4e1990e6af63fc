import { Prisma } from "@gongjian/prisma/client";
import { type ActorMembership, type PersonActor, territories } from "../../kernel/actor.ts";
import type { TodoKind } from "./model.ts";

/** How each part of the home page's one statement is written, and for whom the actor acts. */

/** Each branch of the list is bounded; what is cut is counted by the lists behind it. */
const MOST_PER_KIND = 40;

const { sql } = Prisma;
const none = sql`false`;
function idsOf(memberships: readonly ActorMembership[]): string[] {
  return [...new Set(memberships.map((membership) => membership.organizationId))];
}

/** Which organizations the actor acts for, by what its roles let it do. */
export function hats(actor: PersonActor) {
  const of = (kind: ActorMembership["organizationKind"], roles: ActorMembership["role"][]) =>
    actor.memberships.filter((m) => m.organizationKind === kind && roles.includes(m.role));
  return {
    managed: idsOf(of("PARTNER_UNIT", ["MANAGER", "LEADER"]).concat(of("COMMUNITY", ["MANAGER"]))),
    signing: idsOf(of("PARTNER_UNIT", ["MANAGER", "LEADER"]).concat(of("COMMUNITY", ["MANAGER", "LEADER"]))),
    liaison: idsOf(of("PARTNER_UNIT", ["LIAISON"]).concat(of("COMMUNITY", ["LIAISON"]))),
    desk: idsOf(of("PARTNER_UNIT", ["MANAGER", "LIAISON"]).concat(of("COMMUNITY", ["MANAGER", "LIAISON"]))),
    door: idsOf(
      of("PARTNER_UNIT", ["MANAGER", "LIAISON"]).concat(
        of("COMMUNITY", ["MANAGER", "LIAISON", "GRID_MEMBER"]),
      ),
    ),
    attesting: idsOf(of("COMMUNITY", ["MANAGER"])),
    memberships: actor.memberships.map((membership) => membership.id),
    deciding: territories({ ...actor, memberships: of("OFFICE", ["MANAGER"]) }),
    settling: territories({ ...actor, memberships: of("OFFICE", ["MANAGER", "COORDINATOR"]) }),
    watching: territories({
      ...actor,
      memberships: of("OFFICE", ["MANAGER", "COORDINATOR", "LEADER", "AUDITOR"]),
    }),
  };
}
export type Hats = ReturnType<typeof hats>;

/**
 * Whether a side of a partnership is the actor's to act for: a manager's always; a liaison's when the liaison is named
 * for it, or nobody is. After a handover the open things are therefore the successor's.
 */
export function mine(
  h: Hats,
  side: "GIVER" | "RECEIVER",
  organization: Prisma.Sql,
  partnership: Prisma.Sql,
): Prisma.Sql {
  return sql`(${organization} = any(${h.managed}::uuid[]) or (${organization} = any(${h.liaison}::uuid[]) and (
    exists (select from "PartnershipLiaison" li where li."partnershipId" = ${partnership} and li.side = ${side}::"Side" and li."endsOn" is null and li."membershipId" = any(${h.memberships}::uuid[]))
    or not exists (select from "PartnershipLiaison" li where li."partnershipId" = ${partnership} and li.side = ${side}::"Side" and li."endsOn" is null))))`;
}

/** Whether one of the territories is the whole city. */
export function seesAll({ cityPath }: PersonActor, paths: readonly string[]): boolean {
  return paths.some((path) => cityPath.startsWith(path));
}

/** Whether an organization of the actor's city lies in one of the territories; of a territory that is the whole city nothing is asked. */
export function within(actor: PersonActor, paths: readonly string[], organization: Prisma.Sql): Prisma.Sql {
  if (paths.length === 0) return none;
  if (seesAll(actor, paths)) return sql`true`;
  const prefixes = paths.map((path) => `${path}%`);
  return sql`exists (select from "Organization" wo join "Division" wd on wd.id = wo."divisionId" where wo.id = ${organization} and wd.path like any(${prefixes}::text[]))`;
}

type Columns = {
  kind: TodoKind;
  subject: Prisma.Sql;
  partnershipId?: Prisma.Sql;
  giverId: Prisma.Sql;
  receiverId: Prisma.Sql;
  kindId?: Prisma.Sql;
  quantity?: Prisma.Sql;
  remaining?: Prisma.Sql;
  good?: Prisma.Sql;
  opensOn?: Prisma.Sql;
  dueOn?: Prisma.Sql;
  since: Prisma.Sql;
  text?: Prisma.Sql;
  startsAt?: Prisma.Sql;
  version: Prisma.Sql;
  from: Prisma.Sql;
  where: Prisma.Sql;
  order: Prisma.Sql;
};

export function branch(c: Columns): Prisma.Sql {
  const nothing = sql`null`;
  return sql`(select ${c.kind}::text as kind, ${c.subject} as subject, (${c.partnershipId ?? nothing})::uuid as "partnershipId",
    ${c.giverId} as giver_id, ${c.receiverId} as receiver_id, (${c.kindId ?? nothing})::uuid as kind_id,
    (${c.quantity ?? nothing})::text as quantity, (${c.remaining ?? nothing})::text as remaining, (${c.good ?? nothing})::text as good,
    (${c.opensOn ?? nothing})::date as "opensOn", (${c.dueOn ?? nothing})::date as "dueOn", (${c.since})::timestamptz as since,
    (${c.text ?? nothing})::text as text, (${c.startsAt ?? nothing})::timestamptz as "startsAt", (${c.version})::int as version
    from ${c.from} where ${c.where} order by ${c.order} limit ${MOST_PER_KIND})`;
}
