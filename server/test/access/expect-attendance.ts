import { CITY, CITY_OFFICE, ELSEWHERE, PAIR, SECOND_PAIR } from "./actors.ts";
import type { Call } from "./expect-mutations.ts";
import type { ListExpectation, Sight, SingleExpectation } from "./expectations.ts";
import type { Things } from "./pair-story.ts";

/** Who sees and does what with who came to a session, and with the record of a volunteer: by hand, from the role table. */

const BETWEEN: Sight = { first: PAIR, second: SECOND_PAIR, elsewhere: ELSEWHERE };
/** The session is the unit's, which sits at the city's root: only the city's office has it in its territory. */
const HOST_DESK = ["unitManager", "unitLiaison"] as const;
const HOST_READS = ["unitLeader", ...HOST_DESK, ...CITY_OFFICE] as const;
const RECEIVER_READS = ["communityManager", "communityLiaison", "communityGrid"] as const;
const CONFIRMS = ["communityManager", "communityLiaison"] as const;
const TYPES = [...HOST_DESK, "officeManager", "officeCoordinator"] as const;
/** A record is read by the manager of the person's organization, and by the office of its territory; here not by the person. */
const RECORD: Sight = {
  first: ["unitManager", ...CITY_OFFICE],
  second: ["otherUnit", ...CITY_OFFICE],
  elsewhere: ELSEWHERE,
};

export const ATTENDANCE_NODES: Record<string, Sight> = {
  Attendance: {
    first: [...HOST_READS, ...RECEIVER_READS],
    second: ["otherUnit", "otherCommunity", ...CITY_OFFICE],
    elsewhere: ELSEWHERE,
  },
  AttendanceShare: RECORD,
  // The holder's alone; everybody else has the public page.
  ServiceCertificate: { first: [], second: [], elsewhere: [] },
  SessionPart: BETWEEN,
  SessionReport: BETWEEN,
  VolunteerEntry: RECORD,
};

export const ATTENDANCE_SPECIAL: Record<string, Sight> = {
  heldSession: BETWEEN,
  // Counted by nobody yet: the other side does not see it.
  typedAttendance: { first: HOST_READS, second: ["otherUnit", ...CITY_OFFICE], elsewhere: ELSEWHERE },
};

export const ATTENDANCE_LISTS: Record<string, ListExpectation> = {
  myCertificates: {
    type: "ServiceCertificate",
    rows: `select id, 'PERSON:' || "personId" as owner from "ServiceCertificate"`,
    sees: {},
  },
  sessionAttendances: {
    type: "Attendance",
    rows: `select a.id, case when s.id is null then 'DRAFT:' else '' end || a."organizationId" as owner
           from "Attendance" a left join "AttendanceShare" s on s."attendanceId" = a.id where a."sessionId" = $1`,
    sees: { unit: [...HOST_READS, ...RECEIVER_READS], "DRAFT:unit": HOST_READS },
    args: { sessionId: "heldSession" },
  },
  sessionsToConfirm: {
    type: "SessionPart",
    rows: `select id, "confirmerId" as owner from "SessionPart" where state = 'WAITING'`,
    sees: { community: CONFIRMS, community2: ["otherCommunity"] },
  },
};

export const ATTENDANCE_SINGLES: Record<string, SingleExpectation> = {
  checkInCode: {
    arguments: "(sessionId: $id)",
    variables: { id: "heldSession" },
    selection: "{ digits }",
    answered: HOST_DESK,
    visitor: "UNAUTHENTICATED",
  },
  myAttendance: {
    arguments: "(sessionId: $id)",
    variables: { id: "heldSession" },
    selection: "{ id }",
    answered: [],
    visitor: "UNAUTHENTICATED",
  },
  sessionReport: {
    arguments: "(sessionId: $id)",
    variables: { id: "heldSession" },
    selection: "{ id }",
    answered: PAIR,
    visitor: "UNAUTHENTICATED",
  },
  volunteerRecord: {
    arguments: "(personId: $id)",
    variables: { id: "volunteer" },
    selection: "{ isOwn }",
    answered: ["unitManager", ...CITY_OFFICE],
    visitor: "UNAUTHENTICATED",
  },
};

const reason = "It must be tried";

/** A call on the session that the unit held. */
function atSession(
  may: Call["may"],
  rest: Record<string, unknown> | ((things: Things) => Record<string, unknown>) = {},
): [Call] {
  return [
    {
      may,
      on: ["heldSession"],
      input: (things) => ({
        sessionId: things["heldSession"],
        ...(typeof rest === "function" ? rest(things) : rest),
      }),
    },
  ];
}

function on(thing: string, field: string, may: Call["may"], rest: Record<string, unknown> = {}): [Call] {
  return [{ may, on: [thing], input: (things) => ({ [field]: things[thing], ...rest }) }];
}

export const ATTENDANCE_MUTATIONS: Record<string, readonly Call[]> = {
  addWalkInGuest: atSession(HOST_DESK, { name: "Guest", phone: "13800000002", consent: true }),
  // Whose it is, is a rule between persons; the person is none of the actors.
  answerVolunteerEntry: on("VolunteerEntry", "entryId", []),
  // Presence is proved by the code: who sees the session is told that it is wrong, the others that there is none.
  checkIn: atSession(PAIR, { code: "000000" }),
  checkOut: on("Attendance", "attendanceId", HOST_DESK),
  confirmSession: atSession(CONFIRMS, { version: 0 }),
  disputeSession: atSession(CONFIRMS, { version: 0, reason }),
  enterVolunteerEntry: [
    {
      may: ["unitManager"],
      on: ["unit"],
      input: (things) => ({
        ...{ organizationId: things["unit"], personId: things["volunteer"] },
        ...{ kind: "HONOUR", onDate: "2026-03-01", title: "Volunteer of March" },
      }),
    },
  ],
  issueCertificate: [
    { may: [...CITY, ...ELSEWHERE], on: [], input: () => ({ fromDay: "2026-01-01", toDay: "2026-03-01" }) },
  ],
  markPresent: atSession(HOST_DESK, (things) => ({ personId: things["volunteer"] })),
  removeAttendance: on("Attendance", "attendanceId", HOST_DESK, { reason }),
  reportSession: atSession(HOST_DESK),
  secondAttendance: on("typedAttendance", "attendanceId", TYPES),
  takeBackConfirmation: on("SessionPart", "partId", CONFIRMS, { reason }),
  typeAttendance: atSession(TYPES, (things) => ({
    ...{ personId: things["volunteer"], minutes: "60", reason },
  })),
  withdrawVolunteerEntry: on("VolunteerEntry", "entryId", ["unitManager"]),
};
