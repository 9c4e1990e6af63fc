import { Prisma } from "@gongjian/prisma/client";
import { organizationIds, type PersonActor, territories } from "../../kernel/actor.ts";
import { addDays, diffDays, type LocalDate, localDate } from "../../kernel/clock.ts";
import type { Transaction } from "../../kernel/db.ts";
import { underservedOf } from "../fairness/public.ts";
import { type Fit, fitOf, nearOf, type Offer } from "./fit.ts";
import type { Urgency } from "./model.ts";

/**
 * The hall in the order of its fit for one unit. The whole hall is read and ordered, so that a page is exact: two statements, whatever
 * its size, and one more for the rows of the page. Of a hall of more than `MOST_IN_HALL` requests the urgent and the oldest are ordered;
 * the filters narrow it before.
 */
export const MOST_IN_HALL = 2_000;

/** Which requests of the hall. Every member narrows it. */
export type HallFilter = {
  kindId?: string | null | undefined;
  /** Communities in this division. */
  divisionId?: number | null | undefined;
  urgency?: Urgency | null | undefined;
  text?: string | null | undefined;
};

/** A place in the hall; `order` is the score, turned so that the best comes first. */
export type HallRow = Fit & { id: string; order: bigint };

const { sql } = Prisma;
const UNHELPED_DAYS = 90;

type Row = {
  id: string;
  receiverId: string;
  title: string;
  urgency: Urgency;
  path: string;
  openedOn: string;
  unhelped: boolean;
  needs: { kindId: string; good: string | null; description: string }[];
};
type UnitSide = {
  chain: { path: string; level: string }[] | null;
  offers: Offer[] | null;
  history: { kindId: string; count: number }[] | null;
};

/** Every request of the hall that the actor may see and that matches, best fit first; ties by the oldest. */
export async function readHall(
  tx: Pick<Transaction, "$queryRaw">,
  actor: PersonActor,
  question: { unitId: string | null; filter: HallFilter; today: LocalDate },
): Promise<HallRow[]> {
  const { unitId, filter, today } = question;
  const city = sql`${actor.cityId}::uuid`;
  const like = filter.text?.trim() ? `%${filter.text.trim().replace(/[\\%_]/g, "\\$&")}%` : null;
  const found = await tx.$queryRaw<{ rows: Row[] | null; unit: UnitSide }[]>`
    with hall as (
      select r.id, r."receiverId", r.title, r.urgency::text as urgency, d.path,
        (r."openedAt" at time zone 'Asia/Shanghai')::date::text as "openedOn",
        (select json_agg(json_build_object('kindId', n."kindId", 'good', n.good, 'description', n.description) order by n."sortOrder")
          from "Need" n where n."cityId" = ${city} and n."helpRequestId" = r.id and n.quantity > n.claimed) as needs
      from "HelpRequest" r
        join "Organization" o on o.id = r."receiverId"
        join "Division" d on d.id = o."divisionId"
      where r."cityId" = ${city} and r.state = 'OPEN' and not r."saidUnsolved" and r."hallSince" is not null
        and ${withinSight(actor)}
        and exists (select from "Need" n where n."cityId" = ${city} and n."helpRequestId" = r.id and n.quantity > n.claimed
          and (${filter.kindId ?? null}::uuid is null or n."kindId" = ${filter.kindId ?? null}::uuid))
        and (${filter.urgency ?? null}::text is null or r.urgency::text = ${filter.urgency ?? null}::text)
        and (${filter.divisionId ?? null}::int is null
          or starts_with(d.path, (select dd.path from "Division" dd where dd.id = ${filter.divisionId ?? null}::int)))
        and (${like}::text is null or r.title ilike ${like} or r.body ilike ${like} or o.name ilike ${like}
          or exists (select from "Need" n where n."cityId" = ${city} and n."helpRequestId" = r.id
            and (n.good ilike ${like} or n.description ilike ${like})))
      order by (r.urgency = 'URGENT') desc, r."openedAt", r.id
      limit ${MOST_IN_HALL}
    ), helped as (
      select distinct d."receiverId" as id from "Delivery" d
      where d."cityId" = ${city} and d."receiverId" in (select "receiverId" from hall)
        and d."acceptedQuantity" > 0 and d."occurredOn" > ${addDays(today, -UNHELPED_DAYS)}::date
    )
    select
      (select json_agg(json_build_object('id', h.id, 'receiverId', h."receiverId", 'title', h.title, 'urgency', h.urgency, 'path', h.path,
          'openedOn', h."openedOn", 'needs', h.needs, 'unhelped', not exists (select from helped where helped.id = h."receiverId")))
        from hall h) as rows,
      json_build_object(
        'chain', (select json_agg(json_build_object('path', a.path, 'level', a.level::text))
          from "Organization" u join "Division" ud on ud.id = u."divisionId" join "Division" a on starts_with(ud.path, a.path)
            and a.id = any(string_to_array(trim(both '/' from ud.path), '/')::int[])
          where u.id = ${unitId}::uuid),
        'offers', (select json_agg(json_build_object('kindId', c."kindId", 'good', c.good, 'skill', c.skill, 'description', c.description)
            order by c."validFrom" desc, c.id desc)
          from "Capability" c where c."cityId" = ${city} and c."organizationId" = ${unitId}::uuid
            and c."validFrom" <= ${today}::date and (c."validTo" is null or c."validTo" >= ${today}::date)),
        'history', (select json_agg(json_build_object('kindId', b."kindId", 'count', b.count)) from (
          select o."kindId", count(*)::int as count from "Obligation" o
          where o."cityId" = ${city} and o."giverId" = ${unitId}::uuid and o.source = 'CLAIM' and o.closure = 'MET' and o."metOn" <= o."dueOn"
          group by o."kindId") b)) as unit`;
  const rows = found[0]?.rows ?? [];
  const { chain, offers, history } = found[0]?.unit ?? { chain: null, offers: null, history: null };
  const receiverIds = [...new Set(rows.map(({ receiverId }) => receiverId))];
  const served = await underservedOf(tx, actor.cityId, receiverIds, today);
  const deliveredInTime = new Map((history ?? []).map(({ kindId, count }) => [kindId, count]));
  return rows
    .map((row) => {
      const fit = fitOf(
        {
          ...row,
          near: nearOf(chain ?? [], row.path, actor.cityPath),
          deliveredInTime,
          withoutUnit: served.get(row.receiverId)?.withoutUnit ?? false,
          ratio: served.get(row.receiverId)?.ratio ?? null,
          waitingDays: diffDays(localDate(row.openedOn), today),
        },
        offers ?? [],
      );
      return { id: row.id, order: BigInt(-fit.score), ...fit };
    })
    .sort((a, b) => Number(a.order - b.order) || (a.id < b.id ? -1 : 1));
}

/** The rows of the hall that `visibleTo` lets the actor see, once more as SQL: people of units the whole hall, others their own reach. */
function withinSight(actor: PersonActor): Prisma.Sql {
  if (organizationIds(actor, "PARTNER_UNIT").length > 0) return sql`true`;
  const paths = territories(actor).map((path) => sql`starts_with(d.path, ${path})`);
  return sql`(r."receiverId" = any(${organizationIds(actor)}::uuid[]) or ${Prisma.join([sql`false`, ...paths], " or ")})`;
}
