import type { PersonActor } from "../../kernel/actor.ts";
import type { LocalDate } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/db.ts";
import { loadCalendar } from "../cities/public.ts";
import { type TodoTime, timeOf, worstFirst } from "./model.ts";
import { readTodos, type TodoRow } from "./read.ts";

/** One thing that waits for a person. */
export type TodoOf = TodoRow & TodoTime;

/** Everything that waits for a person on a day, worst first: what the home page lists. Two statements. */
export async function todosOf(database: Database, actor: PersonActor, today: LocalDate): Promise<TodoOf[]> {
  const [rows, calendar] = await Promise.all([
    readTodos(database, actor, today),
    loadCalendar(database.prisma, actor.cityId),
  ]);
  return rows.map((row) => ({ ...row, ...timeOf(row, today, calendar) })).sort(worstFirst);
}
