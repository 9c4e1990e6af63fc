import { type Clock, today } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/db.ts";
import { rulesOfRequest } from "../obligations/public-rules.ts";
import type { BoardDay } from "./model.ts";

/** Whoever asks: a request, a download or a job. The city's rules are read once for each. */
type Asker = { database: Database; clock: Clock };

/** Today, with the rules of a city by which its board is judged. One statement for one request. */
export async function boardDay(asker: Asker, cityId: string): Promise<BoardDay> {
  const day = today(asker.clock);
  const rules = await rulesOfRequest(asker, asker.database.prisma, cityId);
  return { today: day, calendar: rules.calendar, silenceWorkdays: rules.at(day).silenceWorkdays };
}
