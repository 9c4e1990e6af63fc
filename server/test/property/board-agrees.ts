import { expect } from "vitest";
import type { Standing } from "../../src/modules/board/model.ts";
import { boardRows } from "../../src/modules/board/read-export.ts";
import type { TestPerson } from "../world.ts";

const PAGE = `query ($id: ID!) { partnershipSnapshot(id: $id) {
  obligations { state lateWorkdays }
  money { pledged sent received spent stuck { at amount since workdays mustAct } } } }`;

type Place = { at: string; amount: string; since: string; workdays: number; mustAct: string };
type Page = {
  obligations: { state: string; lateWorkdays: number }[];
  money: { pledged: string; sent: string; received: string; spent: string; stuck: Place[] };
};

const placeOf = ({ at, amount, since, workdays, waitsFor }: NonNullable<Standing["stuck"]>): Place => ({
  at,
  amount: String(amount),
  since,
  workdays,
  mustAct: waitsFor,
});

/**
 * The board says of each partnership what its page says, which reads every fact and derives anew: money, where it waits longest,
 * what is late and by how much.
 *
 * @returns how many partnerships were compared.
 */
export async function expectBoardAgrees(office: TestPerson): Promise<number> {
  const { database, clock } = office.world;
  const filter = { states: ["ACTIVE", "SUSPENDED", "ENDED"] as const };
  const sort = { by: "NEEDS" as const, descending: false };
  let compared = 0;
  for await (const row of boardRows({ database, clock }, office.actor, filter, sort)) {
    const { data, errors } = await office.ask(PAGE, { id: `Partnership:${row.id}` });
    expect(errors).toEqual([]);
    const page = data?.["partnershipSnapshot"] as Page | undefined;
    if (!page) throw new Error(`the partnership ${row.id} has no page`);
    const { obligations, money } = page;
    const late = obligations.filter(({ state }) => state === "OVERDUE");
    const { pledged, sent, received, spent, stuck } = money;
    const [oldest] = stuck.map(({ since }) => since).sort();
    const place = row.stuck && placeOf(row.stuck);
    expect({
      id: row.id,
      lateCount: row.lateCount,
      lateWorkdays: row.lateWorkdays,
      money: [row.pledged, row.sent, row.received, row.spent].map(String),
      stuckSince: place?.since,
    }).toEqual({
      id: row.id,
      lateCount: late.length,
      lateWorkdays: Math.max(0, ...late.map(({ lateWorkdays }) => lateWorkdays)),
      money: [pledged, sent, received, spent],
      stuckSince: oldest,
    });
    if (place) expect(stuck).toContainEqual(place);
    compared += 1;
  }
  return compared;
}
