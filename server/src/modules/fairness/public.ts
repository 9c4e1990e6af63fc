import { addDays, type LocalDate } from "../../kernel/clock.ts";
import type { Transaction } from "../../kernel/db.ts";
import { readRated } from "./read.ts";

/** How a community fared: its ratio in thousandths of the city's median, and whether no unit is paired with it. */
export type Served = { ratio: number | null; withoutUnit: boolean };

const YEAR = 365;

/**
 * How these communities were served in the twelve months up to a day (a quarter that has just begun says nothing); without an entry
 * for who is no community. One statement. No scope: the caller asks only about receivers that the actor sees.
 */
export async function underservedOf(
  tx: Pick<Transaction, "$queryRaw">,
  cityId: string,
  receiverIds: readonly string[],
  day: LocalDate,
): Promise<Map<string, Served>> {
  if (receiverIds.length === 0) return new Map();
  const span = { cityId, from: addDays(day, 1 - YEAR), to: day, asOf: day };
  const rows = await readRated(tx, span, { ids: receiverIds });
  return new Map(rows.map(({ id, ratio, unitCount }) => [id, { ratio, withoutUnit: unitCount === 0 }]));
}
