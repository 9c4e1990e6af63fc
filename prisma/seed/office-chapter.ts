import { addDays, type LocalDate, localDate } from "../../server/src/kernel/clock.ts";
import { periodsOfYear } from "../../server/src/modules/cities/model.ts";
import { onOrAfter, onOrBefore } from "./history.ts";
import type { PlannedPair, Step } from "./plan.ts";
import { partnershipOf } from "./plan.ts";
import type { Telling } from "./telling.ts";
import { texts } from "./texts.ts";
import { KEY_UNITS } from "./units.ts";

const MANAGER = "office:city.manager";
const COORDINATOR = "office:city.coordinator";

/** The number of a document of the city's office. */
export function documentNumber(day: LocalDate, number: number): string {
  return `澄创办〔${day.slice(0, 4)}〕${number}号`;
}

/** What the office does by the calendar: rules, periods, the assignments of each year. */
export function officeChapter(told: Telling, openedOn: LocalDate, pairs: readonly PlannedPair[]): void {
  rules(told, openedOn);
  periods(told, openedOn);
  assignments(told, pairs);
}

type Rule = Omit<Extract<Step, { do: "createRule" }>, "do" | "validFrom">;

/** Work money that a key unit owes in a year: 40,000 yuan. */
const YEARLY_FUNDS = 4_000_000n;

const RULES: readonly Rule[] = [
  {
    key: "rule:funds",
    name: "重点单位年度工作经费",
    kind: "FUNDS",
    quantity: YEARLY_FUNDS,
    periodKind: "YEAR",
    appliesTo: "EACH",
    unitClass: KEY_UNITS,
    partnershipKind: "CO_BUILDING",
  },
  {
    key: "rule:activity",
    name: "每季度联合活动",
    kind: "JOINT_ACTIVITY",
    quantity: 1n,
    periodKind: "QUARTER",
    appliesTo: "EACH",
    partnershipKind: "CO_BUILDING",
  },
  {
    key: "rule:hours",
    name: "每季度志愿服务",
    kind: "VOLUNTEER_HOURS",
    quantity: 1_200n,
    periodKind: "QUARTER",
    appliesTo: "EACH",
    partnershipKind: "CO_BUILDING",
  },
  {
    key: "rule:visit",
    name: "牵头单位走访",
    kind: "VISIT",
    quantity: 1n,
    periodKind: "QUARTER",
    appliesTo: "LEAD",
    partnershipKind: "CO_BUILDING",
    qualifier: "主要负责人带队",
  },
  {
    key: "rule:leader",
    name: "领导联点走访",
    kind: "VISIT",
    quantity: 1n,
    periodKind: "QUARTER",
    appliesTo: "EACH",
    partnershipKind: "LEADER_CONTACT",
    qualifier: "联点领导本人",
  },
  {
    key: "rule:road",
    name: "包干路段劝导",
    kind: "VOLUNTEER_HOURS",
    quantity: 1_800n,
    periodKind: "QUARTER",
    appliesTo: "EACH",
    partnershipKind: "ROAD_SECTION",
  },
];

function rules({ tell, history }: Telling, openedOn: LocalDate): void {
  const day = onOrAfter(addDays(openedOn, 2), history.calendar);
  for (const rule of RULES)
    tell(day, MANAGER, null, { do: "createRule", ...rule, validFrom: history.firstDay });
  // From the second year on a little more is asked; what runs stays as it was.
  const secondYear = localDate(`${Number(history.firstDay.slice(0, 4)) + 1}-01-01`);
  const decided = onOrBefore(addDays(secondYear, -9), history.calendar);
  if (secondYear > history.firstDay) {
    tell(decided, MANAGER, null, {
      do: "supersedeRule",
      key: "rule:hours2",
      rule: "rule:hours",
      quantity: 1_440n,
      validFrom: secondYear,
    });
  }
}

function periods({ tell, history }: Telling, openedOn: LocalDate): void {
  // What the city was opened with and nobody worked in: closed with the first quarter's beginning.
  const swept = onOrAfter(addDays(history.firstDay, 19), history.calendar);
  for (const { code, closesOn } of periodsOfYear(Number(openedOn.slice(0, 4)))) {
    if (closesOn < history.firstDay)
      tell(swept, MANAGER, null, { do: "sealPeriod", period: code, reason: texts.forcedSeal });
  }
  for (const quarter of history.quarters) {
    const first = onOrAfter(quarter.opensOn, history.calendar);
    const year = quarter.opensOn.slice(0, 4);
    if (quarter.opensOn > history.firstDay) {
      tell(first, MANAGER, null, { do: "openDuties", period: quarter.code }, { hour: 8 });
      if (quarter.code.endsWith("Q1"))
        tell(first, MANAGER, null, { do: "openDuties", period: year }, { hour: 8 });
    }
    tell(
      quarter.sealOn,
      MANAGER,
      null,
      { do: "sealPeriod", period: quarter.code, reason: texts.forcedSeal },
      { hour: 17.5 },
    );
    if (quarter.code.endsWith("Q4")) {
      tell(
        quarter.sealOn,
        MANAGER,
        null,
        { do: "sealPeriod", period: year, reason: texts.forcedSeal },
        { hour: 17.6 },
      );
      const next = Number(year) + 1;
      const day = onOrBefore(localDate(`${year}-12-19`), history.calendar);
      // The first year and the next one come with the opening of the city.
      if (next > Number(openedOn.slice(0, 4)) + 1) {
        tell(day, MANAGER, null, { do: "openYear", year: next });
        if (history.calendarYears.includes(next))
          tell(day, MANAGER, null, { do: "fillCalendar", year: next });
      }
    }
  }
}

function assignments(told: Telling, pairs: readonly PlannedPair[]): void {
  const { tell, history, random } = told;
  const { firstDay, calendar } = history;
  const year = Number(firstDay.slice(0, 4));
  const day = onOrAfter(firstDay, calendar);
  tell(day, MANAGER, null, {
    do: "assign",
    pairs: pairs.map(({ key }) => key),
    year,
    startsOn: firstDay,
    endsOn: localDate(`${year}-12-31`),
    documentNumber: documentNumber(firstDay, 6),
    documentDate: onOrBefore(addDays(firstDay, -1), calendar),
  });
  for (const pair of pairs) {
    const partnership = partnershipOf(pair, firstDay);
    const named = told.later(day, 1);
    tell(named, COORDINATOR, pair.receiver, {
      do: "setLiaison",
      partnership,
      side: "GIVER",
      person: `${pair.giver}.liaison`,
    });
    tell(named, COORDINATOR, pair.receiver, {
      do: "setLiaison",
      partnership,
      side: "RECEIVER",
      person: `${pair.receiver}.liaison`,
    });
    if (pair.lead) tell(named, COORDINATOR, pair.receiver, { do: "setLead", partnership, startsOn: named });
    acknowledgements(told, pair, day, 0.88);
  }
  for (let next = year + 1; next <= Number(history.anchor.slice(0, 4)); next++) {
    const signed = onOrBefore(localDate(`${next - 1}-12-22`), calendar);
    const going = pairs.filter(({ key }) => !ENDING.includes(key));
    tell(
      signed,
      MANAGER,
      null,
      {
        do: "renew",
        pairs: going.map(({ key }) => key),
        year: next,
        documentNumber: documentNumber(signed, 31),
        documentDate: signed,
      },
      { hour: 10 },
    );
    tell(
      localDate(`${next}-01-01`),
      MANAGER,
      null,
      { do: "job", name: "expire-partnerships" },
      { hour: 0.1 },
    );
    for (const pair of going)
      acknowledgements(
        told,
        { ...pair, startsOn: localDate(`${next}-01-01`) },
        told.later(signed, 1),
        random.fork(`${pair.key}/${next}`).chance(0.9) ? 0.95 : 0,
      );
  }
  suspensions(told, pairs);
}

/** The pair that ends before its time, and so is never renewed. */
const ENDING: readonly string[] = ["pair:4"];
const SUSPENDED: readonly string[] = ["pair:2", "pair:5"];

/** When a pair's unit does nothing because the partnership stands still or is over. */
export function isIdle({ quarters }: Telling["history"], pair: PlannedPair, day: LocalDate): boolean {
  const [first, , , fourth] = quarters;
  if (!first || !fourth) return false;
  if (SUSPENDED.includes(pair.key))
    return day >= addDays(fourth.opensOn, 20) && day <= addDays(fourth.closesOn, 6);
  return ENDING.includes(pair.key) && day >= addDays(first.opensOn, 50);
}

function suspensions({ tell, history }: Telling, pairs: readonly PlannedPair[]): void {
  const [first, , , fourth] = history.quarters;
  if (!first || !fourth) return;
  for (const pair of pairs) {
    if (SUSPENDED.includes(pair.key)) {
      const partnership = partnershipOf(pair, fourth.opensOn);
      const from = onOrAfter(addDays(fourth.opensOn, 22), history.calendar);
      tell(from, COORDINATOR, pair.receiver, { do: "suspend", partnership, reason: texts.suspension });
      tell(onOrAfter(addDays(from, 50), history.calendar), COORDINATOR, pair.receiver, {
        do: "resume",
        partnership,
      });
    }
    if (ENDING.includes(pair.key)) {
      const day = onOrAfter(addDays(first.opensOn, 60), history.calendar);
      tell(day, COORDINATOR, pair.receiver, {
        do: "end",
        partnership: partnershipOf(pair, day),
        endsOn: day,
        reason: texts.end,
      });
    }
  }
}

function acknowledgements(told: Telling, pair: PlannedPair, from: LocalDate, likely: number): void {
  const random = told.random.fork(`${pair.key}/ack/${from}`);
  const partnership = partnershipOf(pair, pair.startsOn);
  if (random.chance(likely)) {
    told.tell(
      told.later(from, random.int(1, 14)),
      `${pair.giver}.liaison`,
      pair.receiver,
      { do: "acknowledge", partnership, side: "GIVER" },
      { hour: 10 },
    );
  }
  if (random.chance(Math.min(1, likely + 0.07))) {
    told.tell(
      told.later(from, random.int(1, 6)),
      `${pair.receiver}.manager`,
      pair.receiver,
      { do: "acknowledge", partnership, side: "RECEIVER" },
      { hour: 9.5 },
    );
  }
}
