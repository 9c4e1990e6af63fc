import { CITY, ELSEWHERE, PAIR, SECOND_PAIR } from "./actors.ts";
import type { Call } from "./expect-mutations.ts";
import type { ListExpectation, Sight, SingleExpectation } from "./expectations.ts";
import type { Things } from "./pair-story.ts";

/** Who sees and does what with activities, their sessions and who comes: by hand, from the role table. */

const BETWEEN: Sight = { first: PAIR, second: SECOND_PAIR, elsewhere: ELSEWHERE };
/** Names are for the desk of the host; the one who signed up is none of the actors. */
const DESK = ["unitLeader", "unitManager", "unitLiaison"] as const;
/** The unit sits at the city's root: the coordinator of the city alone acts on its behalf. */
const CHANGES = ["unitManager", "unitLiaison", "officeCoordinator"] as const;

export const ACTIVITY_NODES: Record<string, Sight> = {
  // Of the hosts and of both sides of the partnership that it serves; others only what is open to the city.
  Activity: BETWEEN,
  ActivityKind: { first: CITY, elsewhere: ELSEWHERE },
  ActivitySession: BETWEEN,
  CalendarFeed: { first: [], second: [], elsewhere: [] },
  Signup: { first: DESK, second: ["otherUnit"], elsewhere: [] },
};

const HOSTED = { unit: PAIR, unit2: SECOND_PAIR, elsewhere: ELSEWHERE };

export const ACTIVITY_LISTS: Record<string, ListExpectation> = {
  activities: {
    type: "Activity",
    rows: `select "activityId" as id, "organizationId" as owner from "ActivityHost"`,
    sees: HOSTED,
  },
  activityKinds: {
    type: "ActivityKind",
    rows: `select id, 'CITY:' || "cityId" as owner from "ActivityKind"`,
    sees: { CITY, CITY_ELSEWHERE: ELSEWHERE },
  },
  sessions: {
    type: "ActivitySession",
    // The two days are no ids: as such they are null.
    rows: `select s.id, h."organizationId" as owner from "ActivitySession" s join "ActivityHost" h on h."activityId" = s."activityId"
           where coalesce($1::text, $2::text) is null`,
    sees: HOSTED,
    args: { from: "firstDay", to: "lastDay" },
  },
  signups: {
    type: "Signup",
    rows: `select u.id, h."organizationId" as owner from "Signup" u join "ActivitySession" s on s.id = u."sessionId"
           join "ActivityHost" h on h."activityId" = s."activityId" where s.id = $1`,
    sees: { unit: DESK },
    args: { sessionId: "ActivitySession" },
  },
};

export const ACTIVITY_SINGLES: Record<string, SingleExpectation> = {
  myCalendar: { selection: "{ id }", answered: [], visitor: "UNAUTHENTICATED" },
  previewSeries: {
    arguments: '(recurrence: "FREQ=WEEKLY", firstOn: "2026-03-06", holidays: KEEP, first: 3)',
    selection: "{ code days { on } }",
    answered: "EVERYBODY",
    visitor: "UNAUTHENTICATED",
  },
};

const reason = "It must be tried";
const names = { nameZh: "阅读", nameEn: "Reading" };

function on(
  thing: string,
  field: string,
  may: Call["may"],
  rest: Record<string, unknown> | ((things: Things) => Record<string, unknown>) = {},
): [Call] {
  return [
    {
      may,
      on: [thing],
      input: (things) => ({
        [field]: things[thing],
        ...(typeof rest === "function" ? rest(things) : rest),
      }),
    },
  ];
}

const activity = (may: Call["may"], rest: Parameters<typeof on>[3] = {}) =>
  on("Activity", "activityId", may, rest);
const session = (may: Call["may"], rest: Parameters<typeof on>[3] = {}) =>
  on("ActivitySession", "sessionId", may, rest);

export const ACTIVITY_MUTATIONS: Record<string, readonly Call[]> = {
  cancelSession: session(CHANGES, { reason: "WEATHER" }),
  // Whose it is, is a rule between persons; the person is none of the actors.
  cancelSignup: on("Signup", "signupId", []),
  changeActivity: activity(CHANGES, { title: "Writing" }),
  changeActivityKind: on("ActivityKind", "activityKindId", ["officeManager"], names),
  changeSeries: session(CHANGES),
  createActivityKind: [
    {
      may: ["officeManager", "otherCityOffice"],
      on: [],
      input: () => ({ ...names, code: "READING", validFrom: "2026-03-01" }),
    },
  ],
  endActivity: activity(CHANGES, { lastOn: "2026-10-20", reason }),
  endActivityKind: on("ActivityKind", "activityKindId", ["officeManager"], { validTo: "2026-12-31" }),
  extendActivity: activity(CHANGES),
  inviteHost: activity(CHANGES, (things) => ({ organizationId: things["Organization"] })),
  leaveActivity: activity(["unitManager", "unitLiaison"], (things) => ({ organizationId: things["unit"] })),
  moveSession: session(CHANGES, { on: "2026-10-15", startTime: "19:00" }),
  planActivity: [
    {
      may: [...DESK, "officeCoordinator"],
      on: ["unit"],
      input: (things) => ({
        organizationId: things["unit"],
        activityKindId: things["ActivityKind"],
        ...{ title: "Reading", audience: "CITY", firstOn: "2026-10-21", startTime: "19:00" },
        ...{ durationMinutes: 90, place: "The reading room" },
      }),
    },
  ],
  removeSignup: on("Signup", "signupId", ["unitManager", "unitLiaison"]),
  renewCalendar: [{ may: [...CITY, ...ELSEWHERE], on: [], input: () => ({}) }],
  revokeCalendar: on("CalendarFeed", "calendarFeedId", []),
  setSessionCapacity: session(CHANGES, { capacity: 30 }),
  signUp: session(PAIR),
};
