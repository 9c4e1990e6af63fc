import { addDays, type LocalDate } from "../../server/src/kernel/clock.ts";
import { seriesDays } from "../../server/src/modules/activities/recurrence.ts";
import { onOrAfter } from "./history.ts";
import { isIdle } from "./office-chapter.ts";
import type { ActivityKindCode, Key, PlannedPair } from "./plan.ts";
import { partnershipOf } from "./plan.ts";
import type { Telling } from "./telling.ts";

/** Since when the community by the lake has its Fridays, and for how long they are planned, in days from today. */
const FRIDAYS_SINCE = 46;
const FRIDAYS_UNTIL = 150;
/** So many other pairs hold something together. */
const OTHERS = 5;

/** What people hold together: the Fridays by the lake, a day that is full, one for everybody, and what other pairs do. */
export function activitiesChapter(
  told: Telling,
  story: PlannedPair,
  neighbour: PlannedPair,
  pairs: readonly PlannedPair[],
): void {
  fridays(told, neighbour);
  coming(told, story, neighbour);
  records(told, story);
  const others = pairs.filter(
    (pair, at) =>
      pair.kind === "CO_BUILDING" &&
      pair.receiver !== neighbour.receiver &&
      pair.giver !== neighbour.giver &&
      !isIdle(told.history, pair, told.before(30)) &&
      !isIdle(told.history, pair, told.before(1)) &&
      pairs.findIndex(({ giver }) => giver === pair.giver) === at,
  );
  for (const [n, pair] of others.slice(0, OTHERS).entries()) held(told, pair, n);
}

/** Every Friday the community and its lead unit clean up together: confirmed, once rained out, the last one waits for the community. */
function fridays(told: Telling, neighbour: PlannedPair): void {
  const { history, tell, before, later } = told;
  const { giver, receiver } = neighbour;
  const key = "activity:fridays";
  const planned = before(FRIDAYS_SINCE + 3);
  const firstOn = addDays(planned, 3);
  const until = addDays(history.anchor, FRIDAYS_UNTIL);
  const recurrence = `FREQ=WEEKLY;UNTIL=${until.replaceAll("-", "")};BYDAY=FR`;
  tell(
    planned,
    `${receiver}.liaison`,
    receiver,
    {
      do: "planActivity",
      key,
      host: receiver,
      coHosts: [giver],
      kind: "ENVIRONMENT",
      title: "周五创建日",
      body: "清理楼道杂物和卫生死角，劝导非机动车停放。请自带手套。",
      audience: "CITY",
      firstOn,
      startTime: "09:00",
      minutes: 120,
      place: "社区广场",
      capacity: 20,
      recurrence,
      serves: [partnershipOf(neighbour, planned)],
    },
    { hour: 9 },
  );
  const series = { firstOn, recurrence, holidays: "NEXT_WORKDAY", endsOn: null } as const;
  const days = seriesDays(series, history.calendar, firstOn, history.lastDay)
    .map(({ heldOn }) => heldOn)
    .filter((day) => day <= history.lastDay);
  // A holiday that the city named only after the series was planned moved its day: then nobody comes on it.
  days.forEach((on, n) => {
    const fromEnd = days.length - 1 - n;
    const rained = fromEnd === 1;
    for (const person of [`${giver}.manager`, `${giver}.leader`, `${receiver}.grid1`])
      tell(
        addDays(on, -1),
        person,
        receiver,
        { do: "signUp", activity: key, on },
        { hour: 18, ifStill: true },
      );
    if (rained) {
      tell(
        on,
        `${receiver}.liaison`,
        receiver,
        { do: "cancelSession", activity: key, on, reason: "WEATHER" },
        { hour: 7, ifStill: true },
      );
      return;
    }
    const typed = fromEnd === 2;
    for (const person of [`${giver}.manager`, `${giver}.leader`])
      tell(
        on,
        `${receiver}.liaison`,
        receiver,
        { do: "markPresent", activity: key, on, person },
        { hour: 9.1, ifStill: true },
      );
    for (const person of [`${receiver}.liaison`, ...(typed ? [] : [`${receiver}.grid1`])])
      tell(
        on,
        `${giver}.manager`,
        receiver,
        { do: "markPresent", activity: key, on, person },
        { hour: 9.1, ifStill: true },
      );
    if (typed) {
      tell(
        on,
        "office:city.coordinator",
        receiver,
        {
          do: "typeHours",
          key: "activity:hours",
          activity: key,
          on,
          person: `${receiver}.grid1`,
          minutes: 60n,
          reason: "手机没电，没能签到，现场照片可证",
        },
        { hour: 12, ifStill: true },
      );
      tell(
        on,
        `${receiver}.manager`,
        receiver,
        { do: "secondHours", hours: "activity:hours" },
        { hour: 14, ifStill: true },
      );
    }
    // Whoever reports, the other side confirms.
    const byUnit = fromEnd === 0 || n % 2 === 1;
    const [reporter, confirmer] = byUnit
      ? [`${giver}.manager`, `${receiver}.liaison`]
      : [`${receiver}.manager`, `${giver}.manager`];
    tell(on, reporter, receiver, { do: "reportSession", activity: key, on }, { hour: 15.5, ifStill: true });
    if (fromEnd > 0)
      tell(
        later(on, 1),
        confirmer,
        receiver,
        { do: "confirmSession", activity: key, on },
        { hour: 10, ifStill: true },
      );
  });
}

/** What is to come by the lake: the postal bureau's first joint activity, a day that is full, and one open to everybody. */
function coming(told: Telling, story: PlannedPair, neighbour: PlannedPair): void {
  const { history, tell, before } = told;
  const { receiver, giver: postal } = story;
  const { giver } = neighbour;
  const soon = (days: number) => onOrAfter(addDays(history.anchor, days), history.calendar);
  const worker = `${receiver}.liaison`;

  const patrol = soon(3);
  tell(
    before(2),
    worker,
    receiver,
    {
      do: "planActivity",
      key: "activity:patrol",
      host: receiver,
      coHosts: [postal],
      kind: "VOLUNTEER_SERVICE",
      title: "楼道照明巡查",
      body: "两人一组，逐栋登记不亮的灯。完成后由社区统一报修。",
      skills: ["电工"],
      audience: "MEMBERS",
      firstOn: patrol,
      startTime: "14:30",
      minutes: 120,
      place: "西岸片区 3 号楼前",
      capacity: 12,
      serves: [partnershipOf(story, story.startsOn)],
    },
    { hour: 16 },
  );

  const full = soon(5);
  tell(
    before(6),
    `${giver}.manager`,
    receiver,
    {
      do: "planActivity",
      key: "activity:full",
      host: giver,
      kind: "PUBLICITY",
      title: "反诈宣传进小区",
      audience: "MEMBERS",
      firstOn: full,
      startTime: "19:00",
      minutes: 90,
      place: "社区文化活动室",
      capacity: 2,
      serves: [partnershipOf(neighbour, before(6))],
    },
    { hour: 15 },
  );
  for (const [at, person] of [`${giver}.leader`, `${receiver}.grid1`, worker].entries())
    tell(
      before(3),
      person,
      receiver,
      { do: "signUp", activity: "activity:full", on: full },
      { hour: 10 + at },
    );

  const open = soon(8);
  tell(
    before(4),
    worker,
    receiver,
    {
      do: "planActivity",
      key: "activity:open",
      host: receiver,
      kind: "VOLUNTEER_SERVICE",
      title: "旧衣整理与分发",
      body: "整理居民捐来的衣物，按需送到困难家庭。欢迎居民参加。",
      audience: "PUBLIC",
      firstOn: open,
      startTime: "09:30",
      minutes: 150,
      place: "社区服务中心一楼",
      capacity: 30,
      serves: [],
    },
    { hour: 11 },
  );
  tell(
    before(2),
    `${receiver}.grid1`,
    receiver,
    { do: "signUp", activity: "activity:open", on: open },
    { hour: 9 },
  );
}

/** What managers write into the records of their people. */
function records(told: Telling, { giver, receiver }: PlannedPair): void {
  const { tell, before } = told;
  const write = (
    daysBefore: number,
    organization: Key,
    person: Key,
    kind: "TRAINING" | "HONOUR",
    title: string,
    minutes?: bigint,
  ) =>
    tell(
      before(daysBefore),
      `${organization}.manager`,
      receiver,
      {
        do: "volunteerEntry",
        organization,
        person,
        kind,
        onDate: before(daysBefore + 1),
        title,
        ...(minutes ? { minutes } : {}),
        ...(kind === "HONOUR" ? { issuer: "社区党委" } : { issuer: "市志愿服务联合会" }),
      },
      { hour: 16 },
    );
  write(33, receiver, `${receiver}.liaison`, "TRAINING", "志愿服务记录与证明规范培训", 180n);
  write(21, receiver, `${receiver}.grid1`, "TRAINING", "应急救护初级培训", 240n);
  write(12, receiver, `${receiver}.liaison`, "HONOUR", "年度优秀志愿者");
  write(18, giver, `${giver}.liaison`, "TRAINING", "志愿服务入门培训", 90n);
}

const OTHER_DAYS: readonly { kind: ActivityKindCode; title: string; place: string }[] = [
  { kind: "CIVILITY", title: "路口文明劝导", place: "社区东侧路口" },
  { kind: "THEME_DAY", title: "主题党日：清洁家园", place: "社区党群服务中心" },
  { kind: "PUBLICITY", title: "垃圾分类宣传", place: "中心花园" },
  { kind: "ENVIRONMENT", title: "背街小巷整治", place: "老街片区" },
  { kind: "VOLUNTEER_SERVICE", title: "为老人理发", place: "日间照料中心" },
];

/** What another pair held some weeks ago, confirmed, or in one case sent back; and what it plans next. */
function held(told: Telling, pair: PlannedPair, n: number): void {
  const { history, tell, before, later } = told;
  const { giver, receiver } = pair;
  const what = OTHER_DAYS[n % OTHER_DAYS.length] ?? OTHER_DAYS[0];
  if (!what) return;
  const plan = (key: Key, on: LocalDate, day: LocalDate) =>
    tell(
      day,
      `${giver}.manager`,
      receiver,
      {
        do: "planActivity",
        key,
        host: giver,
        coHosts: [receiver],
        ...what,
        audience: n % 2 === 0 ? "CITY" : "MEMBERS",
        firstOn: on,
        startTime: n % 2 === 0 ? "09:00" : "15:00",
        minutes: 90,
        capacity: 15,
        serves: [partnershipOf(pair, day)],
      },
      { hour: 10 },
    );
  const on = before(24 - 2 * n);
  const past = `activity:held:${n}`;
  plan(past, on, addDays(on, -5));
  const hour = n % 2 === 0 ? 9.1 : 15.1;
  for (const person of [`${giver}.manager`, `${giver}.leader`])
    tell(on, `${receiver}.liaison`, receiver, { do: "markPresent", activity: past, on, person }, { hour });
  tell(on, `${giver}.manager`, receiver, { do: "reportSession", activity: past, on }, { hour: hour + 2 });
  tell(
    later(on, 2),
    `${receiver}.liaison`,
    receiver,
    n === 3
      ? { do: "disputeSession", activity: past, on, reason: "当天到场的是两位，名单上少了一位" }
      : { do: "confirmSession", activity: past, on },
    { hour: 11 },
  );
  const next = onOrAfter(addDays(history.anchor, 2 + 3 * n), history.calendar);
  plan(`activity:next:${n}`, next, before(5));
}
