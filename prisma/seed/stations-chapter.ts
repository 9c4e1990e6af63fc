import { addDays } from "../../server/src/kernel/clock.ts";
import { onOrAfter } from "./history.ts";
import type { Key, PlannedPair } from "./plan.ts";
import type { StationStep } from "./station-steps.ts";
import type { Telling } from "./telling.ts";

type Held = Pick<
  Extract<StationStep, { do: "planInRoom" }>,
  "kind" | "title" | "startTime" | "minutes" | "capacity" | "isPublic"
>;

const HELD: readonly Held[] = [
  {
    ...{ kind: "VOLUNTEER_SERVICE", title: "四点半课堂", startTime: "16:00" },
    ...{ minutes: 90, capacity: 20, isPublic: true },
  },
  { kind: "PUBLICITY", title: "法律咨询日", startTime: "09:30", minutes: 120, capacity: 30, isPublic: true },
  {
    kind: "VOLUNTEER_SERVICE",
    title: "义诊",
    startTime: "09:00",
    minutes: 120,
    capacity: 40,
    isPublic: true,
  },
  { kind: "PUBLICITY", title: "亲子共读", startTime: "15:00", minutes: 60, capacity: 16, isPublic: true },
  { kind: "CIVILITY", title: "文明讲堂", startTime: "14:30", minutes: 90, capacity: 60, isPublic: false },
];

const ROOMS = [
  { name: "文明讲堂", kind: "LECTURE", seats: 80 },
  { name: "童心活动室", kind: "MINORS", seats: 24 },
  { name: "图书角", kind: "READING", seats: 16 },
] as const;

/** Every community has a station since last month, the one by the lake for longer. Most are in use; some are forgotten, one is repaired. */
export function stationsChapter(told: Telling, story: PlannedPair): void {
  const { society, tell, before, history } = told;
  const communities = society.organizations.filter(({ kind }) => kind === "COMMUNITY");
  const others = communities.filter(({ key }) => key !== story.receiver);
  open(told, story.receiver, 60, true);
  use(told, story.receiver, 40, 0, 1);
  use(told, story.receiver, 12, 3, 2);
  for (const [n, { key }] of others.entries()) {
    const isOld = n % 9 === 4;
    open(told, key, isOld ? 75 : 24, n % 3 === 0);
    // Planned week after week, and nobody says that it was held: as stale as one that plans nothing.
    if (n % 6 !== 2 || isOld) use(told, key, isOld ? 60 : 20, n % HELD.length, n % ROOMS.length);
  }
  const repaired = others[1];
  if (repaired)
    tell(
      before(3),
      `${repaired.key}.manager`,
      repaired.key,
      {
        do: "closeStation",
        station: stationOf(repaired.key),
        note: "屋面防水",
        startsOn: before(3),
        endsOn: addDays(history.anchor, 18),
      },
      { hour: 16 },
    );
  tell(before(1), "office:city.manager", null, { do: "job", name: "watch-stations" }, { hour: 18 });
}

const stationOf = (community: Key): Key => `${community}/station`;

function open(told: Telling, community: Key, daysBefore: number, saturdays: boolean): void {
  const { name, address } = told.organization(community);
  told.tell(
    told.before(daysBefore),
    `${community}.manager`,
    community,
    {
      do: "openStation",
      key: stationOf(community),
      community,
      name: `${name}新时代文明实践站`,
      address: address ?? name,
      saturdays,
      rooms: [...ROOMS],
    },
    { hour: 9 },
  );
}

/** One thing every week, in one of the rooms. */
function use(told: Telling, community: Key, daysBefore: number, what: number, room: number): void {
  const { history } = told;
  const held = HELD[what] ?? (HELD[0] as Held);
  const planned = told.before(daysBefore);
  told.tell(
    planned,
    `${community}.liaison`,
    community,
    {
      ...held,
      do: "planInRoom",
      community,
      station: stationOf(community),
      room,
      firstOn: onOrAfter(addDays(planned, 4 + (what % 3)), history.calendar),
      until: addDays(history.anchor, 60),
    },
    { hour: 10 },
  );
}
