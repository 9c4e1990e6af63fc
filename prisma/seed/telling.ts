import { addDays, type LocalDate } from "../../server/src/kernel/clock.ts";
import { addWorkdays, isWorkday } from "../../server/src/kernel/workdays.ts";
import { type History, moment, onOrBefore } from "./history.ts";
import type { Act, Key, PlannedOrganization, PlannedPair, Step } from "./plan.ts";
import type { Random } from "./random.ts";
import type { Society } from "./society.ts";

/** Where the chapters of the story write down what is done; what would lie beyond the last day is not told. */
export type Telling = {
  history: History;
  society: Society;
  random: Random;
  acts: Act[];
  organization(key: Key): PlannedOrganization;
  /** Writes one act at an hour of a day. */
  tell(
    day: LocalDate,
    by: Key,
    lane: Key | null,
    step: Step,
    more?: { hour?: number; ifStill?: boolean },
  ): void;
  /** So many working days later. */
  later(day: LocalDate, workdays: number): LocalDate;
  /** The working day that lies so many days before the anchor, never the anchor itself. */
  before(days: number): LocalDate;
};

/** Begins a telling. */
export function telling(history: History, society: Society, random: Random): Telling {
  const acts: Act[] = [];
  const byKey = new Map(society.organizations.map((one) => [one.key, one]));
  return {
    history,
    society,
    random,
    acts,
    organization(key) {
      const found = byKey.get(key);
      if (!found) throw new RangeError(`no organization ${key}`);
      return found;
    },
    tell(day, by, lane, step, { hour, ifStill } = {}) {
      if (day > history.lastDay) return;
      const minutes = Math.round((hour ?? 8.6) * 60 + random.next() * 40);
      acts.push({ at: moment(day, minutes), by, lane, step, ...(ifStill ? { ifStill } : {}) });
    },
    later: (day, workdays) => {
      const next = addWorkdays(day, workdays, history.calendar);
      return isWorkday(next, history.calendar) ? next : addWorkdays(next, 1, history.calendar);
    },
    before: (days) => onOrBefore(addDays(history.anchor, -Math.max(1, days)), history.calendar),
  };
}

/** The acts in order, each at an instant of its own. */
export function inOrder(acts: readonly Act[]): Act[] {
  const sorted = acts.map((act, i) => ({ act, i })).sort((a, b) => a.act.at - b.act.at || a.i - b.i);
  let last = 0;
  return sorted.map(({ act }) => {
    last = Math.max(act.at, last + 1);
    return { ...act, at: last };
  });
}

/** The lowest office over the receiver of a pair, or the city's. */
export function officeOver(told: Telling, pair: Pick<PlannedPair, "receiver">, random: Random): Key {
  const [own, city] = told.organization(pair.receiver).offices;
  return random.chance(0.45) && own ? own : (city ?? "office:city");
}

/** Acts by their distance from the anchor. Holidays may push several onto one day: they keep their order. */
export function inTurn(told: Telling, lane: Key) {
  const lines: { daysBefore: number; by: string; step: Step; hour: number }[] = [];
  return {
    tell(daysBefore: number, by: string, step: Step, hour = 10) {
      lines.push({ daysBefore, by, step, hour });
    },
    end() {
      let last = { day: "", hour: 0 };
      for (const { daysBefore, by, step, hour: wished } of lines.sort(
        (a, b) => b.daysBefore - a.daysBefore,
      )) {
        const day = told.before(daysBefore);
        const hour = day === last.day ? Math.max(wished, last.hour + 0.7) : wished;
        told.tell(day, by, lane, step, { hour });
        last = { day, hour };
      }
    },
  };
}
