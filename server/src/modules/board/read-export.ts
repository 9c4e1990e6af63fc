import { Prisma } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import type { Clock, LocalDate } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/db.ts";
import { personName } from "../organizations/model.ts";
import type { ExportRow, FirstDue } from "./columns.ts";
import { type BoardDay, type BoardFilter, type BoardSort, standingOf } from "./model.ts";
import { boardDay } from "./public.ts";
import { type Beside, type BoardQuestion, late, type PlacedRow, pageSql } from "./read.ts";

const { sql } = Prisma;

type Asker = { database: Database; clock: Clock };

/**
 * Rows taken at a time, whatever their number: enough that finding them costs more than asking, and so few that they are gone
 * before the memory they took is looked at again.
 */
const PAGE = 400;

/** A promise as the page's statement gives it: texts, because JSON would round numbers. */
type DueText = [kindId: string, good: string | null, quantity: string, accepted: string, dueOn: LocalDate];

type Amount = "overdueAmount" | "pledged" | "sent" | "received" | "spent" | "stuckAmount";

/** A row as the page's statement gives it, amounts as texts: names that many rows share are left to `Names`. */
type Row = Omit<PlacedRow, "receivedIn" | Amount> &
  Record<Amount, string> & {
    /** Ids of the divisions below the city's root, the largest first: `12/345/`. */
    receivedBelow: string;
    isLead: boolean;
    leaderId: string | null;
    leaderName: string | null;
    leaderErasedAt: Date | null;
    sectionName: string | null;
    due: DueText[] | null;
  };

/**
 * What a file reads beside the rows: one walk through the open promises of each, its partnership, and whom it is for. The figures
 * are those of the screen; `due` holds the same three as `firstDue` of the API.
 */
function besideInFile({ today }: BoardDay, cityId: string): Beside {
  return {
    columns: sql`
      substr(s."receiverPath", 1 + (select length(d.path) from "City" c join "Division" d on d.id = c."divisionId" where c.id = ${cityId}::uuid)) as "receivedBelow",
      case when s."lateFrom" < ${today}::date then open.late else 0 end as "lateCount",
      case when s."moneyDueOn" < ${today}::date then coalesce(open.overdue, 0)::bigint else 0::bigint end as "overdueAmount",
      to_json(open.due[1:3]) as due, p."sectionName", leader.id as "leaderId", leader.name as "leaderName", leader."erasedAt" as "leaderErasedAt",
      exists (select 1 from "LeadAssignment" l where l."cityId" = s."cityId" and l."partnershipId" = s."partnershipId"
        and l."startsOn" <= ${today}::date and (l."endsOn" is null or l."endsOn" >= ${today}::date)) as "isLead"`,
    joins: sql`
      join "Partnership" p on p.id = s."partnershipId"
      left join "Membership" m on m.id = p."leaderMembershipId"
      left join "Person" leader on leader.id = m."personId"
      cross join lateral (
        select count(*) filter (where ${late(today)})::int as late,
          sum(o.unclaimed) filter (where ${late(today)} and o.source = 'PLEDGE'
            and o."kindId" in (select id from "Kind" where measure = 'MONEY')) as overdue,
          array_agg(json_build_array(o."kindId", o.good, o.quantity::text, o.accepted::text, o."dueOn") order by o."dueOn", o.id) as due
        from "Obligation" o where o."partnershipId" = s."partnershipId" and o.closure is null and o.unclaimed > 0
      ) open`,
  };
}

/** Names that many rows of one file share, each read once. */
class Names {
  readonly #prisma: Database["prisma"];
  readonly #kinds: ReadonlyMap<string, FirstDue["kind"]>;
  /** Of each way down the tree, the names along it. */
  readonly #ways = new Map<string, readonly string[]>();

  constructor(prisma: Database["prisma"], kinds: readonly (FirstDue["kind"] & { id: string })[]) {
    this.#prisma = prisma;
    this.#kinds = new Map(kinds.map(({ id, ...kind }) => [id, kind]));
  }

  /** Reads the names of the divisions that a page of rows lies in and no page before it did. */
  async learn(rows: readonly Row[]): Promise<void> {
    const unknown = new Set<string>();
    for (const { receivedBelow } of rows) if (!this.#ways.has(receivedBelow)) unknown.add(receivedBelow);
    if (unknown.size === 0) return;
    const ids = new Set([...unknown].flatMap(stepsOf));
    const labels = await this.#prisma.$queryRaw<{ id: number; name: string }[]>(sql`
      select distinct on ("divisionId") "divisionId" as id, name from "DivisionLabel"
      where "divisionId" = any(${[...ids]}::int[]) order by "divisionId", "validFrom" desc`);
    const nameOf = new Map(labels.map(({ id, name }) => [id, name]));
    for (const way of unknown)
      this.#ways.set(
        way,
        stepsOf(way).map((id) => nameOf.get(id) ?? ""),
      );
  }

  rowOf(row: Row, day: BoardDay): ExportRow {
    const { leaderId, leaderErasedAt, leaderName, due } = row;
    const standing: PlacedRow = {
      ...row,
      receivedIn: [...(this.#ways.get(row.receivedBelow) ?? [])],
      overdueAmount: BigInt(row.overdueAmount),
      pledged: BigInt(row.pledged),
      sent: BigInt(row.sent),
      received: BigInt(row.received),
      spent: BigInt(row.spent),
      stuckAmount: BigInt(row.stuckAmount),
    };
    return {
      ...standingOf(standing, day),
      isLead: row.isLead,
      leaderName:
        leaderId === null
          ? null
          : personName({ id: leaderId, name: leaderName ?? "", erasedAt: leaderErasedAt }),
      sectionName: row.sectionName,
      firstDue: (due ?? []).flatMap(([kindId, good, quantity, accepted, dueOn]) => {
        const kind = this.#kinds.get(kindId);
        return kind ? [{ kind, good, quantity: BigInt(quantity), accepted: BigInt(accepted), dueOn }] : [];
      }),
    };
  }
}

function stepsOf(way: string): number[] {
  return way
    .split("/")
    .filter((id) => id !== "")
    .map(Number);
}

/**
 * All rows that the actor's board shows for a filter, in its order and by the same conditions as the query `board`, with what its
 * page shows of the partnerships themselves; page after page, so that their number needs no memory. Nothing for who is in no office.
 */
export async function* boardRows(
  { database, clock }: Asker,
  actor: PersonActor,
  filter: BoardFilter,
  sort: BoardSort,
): AsyncGenerator<ExportRow> {
  const day = await boardDay({ database, clock }, actor.cityId);
  const question: BoardQuestion = { actor, filter, sort, day };
  const beside = besideInFile(day, actor.cityId);
  const kinds = await database.prisma.kind.findMany({
    where: { cityId: actor.cityId },
    select: { id: true, nameZh: true, nameEn: true, measure: true, unitZh: true, unitEn: true },
  });
  const names = new Names(database.prisma, kinds);
  const read = async (after: string[] | null) => {
    const { text, values } = sql`${pageSql(question, PAGE, after, beside)} order by place`;
    return (await database.pool.query<Row>(text, values)).rows;
  };
  let page = read(null);
  for (;;) {
    const rows: Row[] = await page;
    const last = rows.at(-1);
    const isLast = !last || rows.length < PAGE;
    // The database finds the next page while this one is written, and no page after it.
    if (!isLast) page = read([...last.keys, last.id]);
    // Whoever stops reading awaits it no more.
    page.catch(() => undefined);
    await names.learn(rows);
    for (const row of rows) yield names.rowOf(row, day);
    if (isLast) return;
  }
}
