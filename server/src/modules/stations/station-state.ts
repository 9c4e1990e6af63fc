import type { Station, StationClosure } from "@gongjian/prisma/client";
import type { Context } from "../../graphql/context.ts";
import { fromDbDate } from "../../kernel/clock.ts";
import { Rejection } from "../../kernel/result.ts";
import { rulesOfRequest } from "../obligations/public-rules.ts";
import {
  type Closure,
  type Liveliness,
  type Openings,
  type OpenState,
  openState,
  type StaleBecause,
  type Standing,
  staleBecause,
  standingOf,
  type WeekSpan,
} from "./model.ts";
import { readLiveliness, type StationRules, stationRules } from "./read.ts";

/** What a station is like at an instant: open or closed, fresh or stale, and why. */
export type StationState = {
  standing: Standing;
  staleBecause: StaleBecause[];
  liveliness: Liveliness;
  opening: OpenState;
  rules: StationRules;
};

type StationRow = Pick<Station, "hours" | "opensOnHolidays"> & {
  closures: readonly Pick<StationClosure, "reason" | "note" | "startsOn" | "endsOn">[];
};

/** The opening hours in the column; the database holds their form. */
export function hoursIn({ hours }: Pick<Station, "hours">): WeekSpan[] {
  return hours as WeekSpan[];
}

/** A closure as the model knows it. */
export function closureOf(row: StationRow["closures"][number]): Closure {
  return { ...row, startsOn: fromDbDate(row.startsOn), endsOn: row.endsOn && fromDbDate(row.endsOn) };
}

/** When a station is open, as the model knows it. */
export function openingsOf(row: StationRow): Openings {
  return {
    hours: hoursIn(row),
    opensOnHolidays: row.opensOnHolidays,
    closures: row.closures.map(closureOf),
  };
}

/** Puts together what is known of a station. */
export function stateOf(row: StationRow, liveliness: Liveliness, rules: StationRules): StationState {
  return {
    standing: standingOf(liveliness, rules.today, rules.freshness),
    staleBecause: liveliness.closed ? [] : staleBecause(liveliness, rules.today, rules.freshness),
    liveliness,
    opening: openState(openingsOf(row), rules.now, rules.calendar),
    rules,
  };
}

const known = new WeakMap<object, Map<string, Promise<Liveliness>>>();

function knownOf(ctx: Context): Map<string, Promise<Liveliness>> {
  const ids = known.get(ctx) ?? new Map<string, Promise<Liveliness>>();
  known.set(ctx, ids);
  return ids;
}

/** Remembers for this request what a list has read of its stations. */
export function rememberLiveliness(ctx: Context, id: string, liveliness: Liveliness): void {
  knownOf(ctx).set(id, Promise.resolve(liveliness));
}

const instants = new WeakMap<object, Date>();

/** The city's rules at the instant of this request. */
export async function rulesNow(ctx: Context, cityId: string): Promise<StationRules> {
  const now = instants.get(ctx) ?? ctx.clock.now();
  instants.set(ctx, now);
  return stationRules(await rulesOfRequest(ctx, ctx.database.prisma, cityId), now);
}

/** What a station is like now. For those of a list nothing is read again. */
export async function stationState(
  row: StationRow & { id: string; cityId: string },
  ctx: Context,
): Promise<StationState> {
  const rules = await rulesNow(ctx, row.cityId);
  const ids = knownOf(ctx);
  const reading =
    ids.get(row.id) ??
    readLiveliness(ctx.database.prisma, rules, [row.id]).then((read) => {
      const liveliness = read.get(row.id);
      if (!liveliness) throw Rejection.notFound();
      return liveliness;
    });
  ids.set(row.id, reading);
  return stateOf(row, await reading, rules);
}
