import type { PersonActor } from "../../kernel/actor.ts";
import { type Clock, today } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/db.ts";
import { periodOf } from "../cities/model.ts";
import { rulesOfRequest } from "../obligations/public-rules.ts";
import { type FairnessFilter, type FairnessSort, type Lines, linesOf } from "./model.ts";
import { quarterOf, spanOf } from "./period.ts";
import { comparedPaths } from "./policy.ts";
import type { FairnessQuestion } from "./read.ts";

/** Whoever asks: a request or a download. The city's rules are read once for each. */
type Asker = { database: Database; clock: Clock };

/** The two lines of a city today. One statement for one request. */
export async function cityLines(asker: Asker, cityId: string): Promise<Lines> {
  const rules = await rulesOfRequest(asker, asker.database.prisma, cityId);
  return linesOf(rules.at(today(asker.clock)));
}

/** What is asked of the view, or null for a code that is no period. */
export async function questionOf(
  asker: Asker,
  actor: PersonActor,
  asked: { period: string | null; filter: FairnessFilter; sort: FairnessSort },
): Promise<(FairnessQuestion & { period: string }) | null> {
  const day = today(asker.clock);
  const period = asked.period === null ? quarterOf(day) : periodOf(asked.period);
  if (period === null) return null;
  return {
    period: period.code,
    span: spanOf(actor.cityId, period, day),
    paths: comparedPaths(actor),
    lines: await cityLines(asker, actor.cityId),
    filter: asked.filter,
    sort: asked.sort,
  };
}
