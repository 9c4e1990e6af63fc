import type { PersonActor } from "../../kernel/actor.ts";
import { type Clock, today } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/db.ts";
import { rulesOfRequest } from "../obligations/public-rules.ts";
import { type BoardDay, type BoardFilter, type BoardSort, type Standing, standingOf } from "./model.ts";
import { readBoard } from "./read.ts";

/** Whoever asks: a request, a download or a job. The city's rules are read once for each. */
type Asker = { database: Database; clock: Clock };

/** Today, with the rules of a city by which its board is judged. One statement for one request. */
export async function boardDay(asker: Asker, cityId: string): Promise<BoardDay> {
  const day = today(asker.clock);
  const rules = await rulesOfRequest(asker, asker.database.prisma, cityId);
  return { today: day, calendar: rules.calendar, silenceWorkdays: rules.at(day).silenceWorkdays };
}

/** Rows taken at a time, whatever their number. */
const PAGE = 500;

/**
 * All rows that the actor's board shows for a filter, in its order and by the same SQL as the query `board`, page after page in
 * bounded memory. Nothing for who is in no office.
 */
export async function* boardRows(
  asker: Asker,
  actor: PersonActor,
  filter: BoardFilter,
  sort: BoardSort,
): AsyncGenerator<Standing> {
  const day = await boardDay(asker, actor.cityId);
  let after: string[] | null = null;
  for (;;) {
    const rows = await readBoard(asker.database, { actor, filter, sort, day }, PAGE, after);
    for (const row of rows) yield standingOf(row, day);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = [...last.keys, last.id];
  }
}
