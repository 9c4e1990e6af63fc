import { addDays, type LocalDate } from "../../server/src/kernel/clock.ts";
import { activitiesChapter } from "./activities-chapter.ts";
import { agreedPairs, agreementChapter } from "./agreed-chapter.ts";
import { appealsChapter } from "./appeals-chapter.ts";
import { deskChapter } from "./desk-chapter.ts";
import { everydayChapter } from "./everyday-chapter.ts";
import { fairnessChapter } from "./fairness-chapter.ts";
import { helpChapter } from "./help-chapter.ts";
import { historyBefore, moment, onOrAfter, onOrBefore } from "./history.ts";
import { marketChapter } from "./market-chapter.ts";
import { moneyChapter } from "./money-chapter.ts";
import { personNames, phoneNumber } from "./names.ts";
import { officeChapter } from "./office-chapter.ts";
import { oversightChapter, stuckPairs } from "./oversight-chapter.ts";
import { firstPairs } from "./pairs.ts";
import type { Act, Plan, PlannedPair, PlannedPerson } from "./plan.ts";
import { partnershipOf } from "./plan.ts";
import { type Random, random } from "./random.ts";
import { remindersChapter } from "./reminders-chapter.ts";
import { type Size, society } from "./society.ts";
import { stationsChapter } from "./stations-chapter.ts";
import { storyChapter, storyPair } from "./story-chapter.ts";
import { inOrder, type Telling, telling } from "./telling.ts";
import { texts } from "./texts.ts";

export type PlanOptions = {
  seed: string;
  /** Today, in Shanghai: nothing is planned on it or after it. */
  anchor: LocalDate;
  size?: Size;
};

/** The whole demo city, from chance alone: the same options plan the same city. Touches nothing. */
export function planCity({ seed, anchor, size = "whole" }: PlanOptions): Plan {
  const chance = random(seed);
  const history = historyBefore(anchor);
  const inhabitants = society(chance.fork("society"), size);
  const told = telling(history, inhabitants, chance.fork("acts"));
  const openedOn = onOrBefore(addDays(history.firstDay, -24), history.calendar);
  const pairs = firstPairs(chance.fork("pairs"), inhabitants, history.firstDay);
  const story = storyPair(told);
  const neighbour = pairs[0];
  if (!neighbour) throw new RangeError("a city without pairs");

  officeChapter(told, openedOn, pairs);
  agreementChapter(told, pairs);
  const { accepted, declined } = agreedPairs(told, pairs);
  const stuck = stuckPairs(told, [...pairs, ...accepted, ...declined]);
  everydayChapter(told, [...pairs, ...accepted, ...stuck]);
  moneyChapter(told, pairs);
  helpChapter(told, pairs, size === "whole" ? 54 : 16);
  storyChapter(told, story);
  const newcomer = handover(told, pairs, chance.fork("names").fork("newcomer"));
  const school =
    pairs.findLast(({ kind, receiver }) => kind === "CO_BUILDING" && receiver !== story.receiver)?.giver ??
    "";
  const proposal = deskChapter(told, story, neighbour, school);
  activitiesChapter(told, story, neighbour, pairs);
  appealsChapter(told, story);
  marketChapter(told, pairs, story);
  oversightChapter(told, stuck, partnershipOf(story, story.startsOn));
  fairnessChapter(told);
  remindersChapter(told);
  stationsChapter(told, story);
  return {
    anchor,
    openedOn,
    firstDay: history.firstDay,
    divisions: inhabitants.divisions,
    organizations: inhabitants.organizations,
    people: [...inhabitants.people, newcomer.person],
    pairs: [...pairs, ...accepted, ...declined, ...stuck, story, proposal],
    acts: inOrder(told.acts).map((act) =>
      newcomer.takesOver(act) ? { ...act, by: newcomer.person.key } : act,
    ),
    logins: logins(inhabitants.postal, inhabitants.lakeside),
  };
}

/** In one unit the liaison moves on, and a newcomer takes over all that is open. Later the former one asks to be erased. */
function handover(
  told: Telling,
  pairs: readonly PlannedPair[],
  chance: Random,
): { person: PlannedPerson; takesOver(act: Act): boolean } {
  const { history, society: inhabitants } = told;
  const unit = pairs[1]?.giver ?? inhabitants.postal;
  const day = onOrAfter(addDays(history.quarters[4]?.opensOn ?? history.firstDay, 20), history.calendar);
  const effectiveOn = told.later(day, 2);
  const taken = new Set(inhabitants.people.map(({ name }) => name));
  const next = personNames(chance);
  let name = next();
  while (taken.has(name)) name = next();
  const [from, to] = [`${unit}.liaison`, `${unit}.liaison2`];
  told.tell(day, "office:city.manager", null, { do: "addPerson", person: to }, { hour: 9 });
  told.tell(
    day,
    `${unit}.manager`,
    null,
    { do: "handOver", from, to, effectiveOn, note: texts.handover },
    { hour: 11 },
  );
  const left = told.later(effectiveOn, 10);
  told.tell(left, "office:city.manager", null, { do: "endRole", person: from, endsOn: left }, { hour: 16 });
  const reason = "本人离职后书面申请注销个人信息，来函已存档";
  told.tell(
    told.before(41),
    "office:city.manager",
    null,
    { do: "erase", person: from, reason },
    { hour: 16 },
  );
  const phone = phoneNumber(inhabitants.people.length);
  return {
    person: { key: to, name, phone, organization: unit, role: "LIAISON", title: "共建联络员", from: day },
    takesOver: (act) => act.by === from && act.at >= moment(effectiveOn, 0),
  };
}

function logins(postal: string, lakeside: string): Plan["logins"] {
  const district = lakeside.replace(/^community:(\d+)\..*$/, "office:$1");
  return [
    { role: "COMMUNITY_LIAISON", person: `${lakeside}.liaison`, username: "shequ" },
    { role: "COMMUNITY_MANAGER", person: `${lakeside}.manager`, username: "shuji" },
    { role: "UNIT_LIAISON", person: `${postal}.liaison`, username: "lianluo" },
    { role: "UNIT_LEADER", person: `${postal}.leader`, username: "juzhang" },
    { role: "OFFICE_COORDINATOR", person: "office:city.coordinator", username: "xietiao" },
    { role: "OFFICE_MANAGER", person: "office:city.manager", username: "zhuren" },
    { role: "OFFICE_AUDITOR", person: "office:city.auditor", username: "ducha" },
    { role: "DISTRICT_OFFICE", person: `${district}.manager`, username: "quban" },
  ];
}
