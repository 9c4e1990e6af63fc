import { Prisma } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import type { LocalDate } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/db.ts";
import { visibleTo } from "../partnerships/policy.ts";
import type { LedgerRow, PartnershipLedger } from "./ledger.ts";

/** Most lines of one ledger; whoever has more chooses fewer days. */
export const MOST_LEDGER_ROWS = 5_000;

const { sql } = Prisma;

const person = (id: Prisma.Sql) =>
  sql`(select jsonb_build_object('id', p.id, 'name', p.name, 'erased', p."erasedAt" is not null) from "Person" p where p.id = ${id})`;

/** The ledger of a partnership that the actor may see, in two statements; null when it may not. */
export async function readLedger(
  { prisma }: Pick<Database, "prisma">,
  actor: PersonActor,
  asked: { id: string; from: LocalDate; to: LocalDate },
): Promise<PartnershipLedger | null> {
  const partnership = await prisma.partnership.findFirst({
    where: { AND: [{ id: asked.id }, visibleTo(actor)] },
    relationLoadStrategy: "join",
    select: {
      id: true,
      cityId: true,
      giver: { select: { id: true, name: true, city: { select: { name: true } } } },
      receiver: { select: { id: true, name: true } },
    },
  });
  if (!partnership) return null;
  const rows = await prisma.$queryRaw<{ row: LedgerRow }[]>(sql`
    select to_jsonb(x) as row from (
      select d.id as "deliveryId", d."occurredOn" as "on", to_jsonb(k) as kind, d.good, d.note as content,
        d.quantity::text as quantity, d."acceptedQuantity"::text as accepted, d.state,
        ${person(sql`d."loggedById"`)} as handler, ${person(sql`a."byId"`)} as confirmer,
        to_char(a."recordedAt" at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as "confirmedOn",
        (select count(*) from "EvidenceLink" l where l."cityId" = d."cityId" and l."deliveryId" = d.id)::int as "evidenceCount",
        d."onBehalf", (select t."voucherNumber" from "Transfer" t where t."cityId" = d."cityId" and t."deliveryId" = d.id) as "voucherNumber"
      from "Delivery" d
      join lateral (select k.id, k.code, k."nameZh", k."nameEn", k.measure, k."unitZh", k."unitEn" from "Kind" k where k.id = d."kindId") k on true
      left join lateral (
        select a."byId", a."recordedAt" from "Acceptance" a
        where a."cityId" = d."cityId" and a."deliveryId" = d.id and a.kind <> 'REVERSAL'
          and not exists (select from "Acceptance" r where r."cityId" = a."cityId" and r."reversesId" = a.id)
        order by a."recordedAt" desc, a.id desc limit 1) a on true
      where d."cityId" = ${partnership.cityId}::uuid and d."partnershipId" = ${partnership.id}::uuid
        and d."occurredOn" between ${asked.from}::date and ${asked.to}::date and d.state not in ('DRAFT', 'WITHDRAWN')
      order by d."occurredOn", d.id
      limit ${MOST_LEDGER_ROWS}) x`);
  const { giver, receiver } = partnership;
  return {
    partnershipId: partnership.id,
    cityId: partnership.cityId,
    cityName: giver.city.name,
    giver: { id: giver.id, name: giver.name },
    receiver,
    from: asked.from,
    to: asked.to,
    rows: rows.map(({ row }) => row),
  };
}
