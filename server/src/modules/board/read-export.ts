import { type Clock, fromDbDate, toDbDate, today } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/db.ts";
import { personName } from "../organizations/model.ts";
import type { ExportRow } from "./columns.ts";
import type { Standing } from "./model.ts";

const BATCH = 200;

/** Rows of the board with what its page shows of the partnerships themselves, read for many rows at a time, in the same order. */
export async function* withPartnerships(
  asker: { database: Database; clock: Clock },
  rows: AsyncIterable<Standing>,
): AsyncGenerator<ExportRow> {
  let batch: Standing[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield* await complete(asker, batch);
    batch = [];
  }
  yield* await complete(asker, batch);
}

async function complete(
  { database, clock }: { database: Database; clock: Clock },
  rows: readonly Standing[],
): Promise<ExportRow[]> {
  if (rows.length === 0) return [];
  const day = toDbDate(today(clock));
  const partnerships = await database.prisma.partnership.findMany({
    relationLoadStrategy: "join",
    where: { id: { in: rows.map(({ id }) => id) } },
    select: {
      id: true,
      sectionName: true,
      leaderMembership: { select: { person: { select: { id: true, name: true, erasedAt: true } } } },
      leads: {
        where: { startsOn: { lte: day }, OR: [{ endsOn: null }, { endsOn: { gte: day } }] },
        select: { id: true },
        take: 1,
      },
      // The same three as `firstDue` of the API.
      obligations: {
        where: { closure: null, unclaimed: { gt: 0n } },
        orderBy: [{ dueOn: "asc" }, { id: "asc" }],
        take: 3,
        select: {
          good: true,
          quantity: true,
          accepted: true,
          dueOn: true,
          kind: { select: { nameZh: true, nameEn: true, measure: true, unitZh: true, unitEn: true } },
        },
      },
    },
  });
  const of = new Map(partnerships.map((one) => [one.id, one]));
  return rows.map((row) => {
    const partnership = of.get(row.id);
    const leader = partnership?.leaderMembership?.person;
    return {
      ...row,
      isLead: (partnership?.leads.length ?? 0) > 0,
      leaderName: leader ? personName(leader) : null,
      sectionName: partnership?.sectionName ?? null,
      firstDue: (partnership?.obligations ?? []).map((one) => ({ ...one, dueOn: fromDbDate(one.dueOn) })),
    };
  });
}
