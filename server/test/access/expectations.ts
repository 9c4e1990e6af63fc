import {
  type ActorName,
  CITY,
  CITY_OFFICE,
  COMMUNITY,
  DISTRICT,
  ELSEWHERE,
  OFFICES,
  PAIR,
  SECOND_PAIR,
  STREET,
  UNIT,
} from "./actors.ts";
import { ACTIVITY_LISTS, ACTIVITY_NODES, ACTIVITY_SINGLES } from "./expect-activities.ts";
import { APPEAL_LISTS, APPEAL_NODES, APPEAL_SINGLES, APPEAL_SPECIAL } from "./expect-appeals.ts";
import {
  ATTENDANCE_LISTS,
  ATTENDANCE_NODES,
  ATTENDANCE_SINGLES,
  ATTENDANCE_SPECIAL,
} from "./expect-attendance.ts";
import { REMINDER_LISTS, REMINDER_NODES, REMINDER_SINGLES } from "./expect-reminders.ts";
import type { Place } from "./town.ts";

/**
 * Who sees the thing of the first pair, the one of the second, and the one of the other city. Written from the role
 * table of the design, by hand: it is the measure of the policies, and must never be computed from them.
 */
export type Sight = {
  first: readonly ActorName[];
  second?: readonly ActorName[];
  elsewhere?: readonly ActorName[];
};

/** What stands between two sides: theirs, and the offices' in whose territory one of them lies. */
const BETWEEN: Sight = { first: PAIR, second: SECOND_PAIR, elsewhere: ELSEWHERE };
/** A city's rules are known to everyone in it. */
const OF_THE_CITY: Sight = { first: CITY, elsewhere: ELSEWHERE };
const EVERYONE: Sight = { first: [...CITY, ...ELSEWHERE], elsewhere: [...CITY, ...ELSEWHERE] };

/** Every type that implements Node. `Thing` names are keys of the town's things. */
export const NODES: Record<string, Sight> = {
  ...ACTIVITY_NODES,
  ...APPEAL_NODES,
  ...ATTENDANCE_NODES,
  ...REMINDER_NODES,
  Agreement: BETWEEN,
  AuditEntry: BETWEEN,
  // What a unit can give is known to it, to those it is paired with, and to the offices over either.
  Capability: BETWEEN,
  // The template speaks for the city: its offices know it, others read the circular.
  CircularTemplate: { first: [...OFFICES, "lowerOffice"], elsewhere: ELSEWHERE },
  City: OF_THE_CITY,
  CitySetting: OF_THE_CITY,
  Claim: BETWEEN,
  Delivery: BETWEEN,
  // The tree of divisions is public knowledge and shared by all cities.
  Division: EVERYONE,
  DivisionChange: EVERYONE,
  DutyRule: OF_THE_CITY,
  Evidence: BETWEEN,
  Expense: BETWEEN,
  ExpenseQuery: BETWEEN,
  ExtensionRequest: BETWEEN,
  FundReturn: BETWEEN,
  HelpRequest: BETWEEN,
  // Links are the business of the person's organization and the offices above it.
  Invitation: {
    first: [...COMMUNITY, ...OFFICES],
    second: ["otherCommunity", "lowerOffice", ...CITY_OFFICE],
    elsewhere: ELSEWHERE,
  },
  JointClaim: BETWEEN,
  JointClaimPart: BETWEEN,
  Journal: BETWEEN,
  Kind: OF_THE_CITY,
  LiaisonHandover: BETWEEN,
  Membership: BETWEEN,
  Need: BETWEEN,
  Notification: { first: ["unitLiaison"], second: ["otherUnit"] },
  Obligation: BETWEEN,
  // A unit may propose to any community of its city, so it knows them all.
  Organization: {
    first: [...PAIR, "otherUnit"],
    second: [...SECOND_PAIR, ...UNIT],
    elsewhere: ELSEWHERE,
  },
  // A plan is its office's own.
  PairingPlan: { first: CITY_OFFICE, elsewhere: ELSEWHERE },
  Partnership: BETWEEN,
  Period: OF_THE_CITY,
  // How many live in a community is its own business and that of the offices over it.
  Population: {
    first: [...COMMUNITY, ...OFFICES],
    second: ["otherCommunity", "lowerOffice", ...CITY_OFFICE],
    elsewhere: ELSEWHERE,
  },
  Person: BETWEEN,
  Pledge: BETWEEN,
  PledgeLine: BETWEEN,
  // What left of the city's chain is its offices' business.
  PublishedHead: { first: [...OFFICES, "lowerOffice"], elsewhere: ELSEWHERE },
  Reminder: BETWEEN,
  // Shared within the office of the city: the offices below it have their own.
  SavedView: { first: CITY_OFFICE, elsewhere: ELSEWHERE },
  SolvedQuestion: BETWEEN,
  // Its public page is everybody's; inside it belongs to its community.
  Station: { first: [...PAIR, "otherUnit"], second: [...SECOND_PAIR, ...UNIT], elsewhere: ELSEWHERE },
  WorkbookImport: { first: CITY_OFFICE, elsewhere: ELSEWHERE },
};

/** Things in a state that narrows who sees them. */
export const SPECIAL: Record<string, Sight> = {
  ...APPEAL_SPECIAL,
  ...ATTENDANCE_SPECIAL,
  acceptedDelivery: BETWEEN,
  disputedDelivery: BETWEEN,
  // Nothing is said to the other side, nor to the offices over it, before it is signed.
  draftDelivery: {
    first: [...UNIT, ...CITY_OFFICE],
    second: ["otherUnit", ...CITY_OFFICE],
    elsewhere: ELSEWHERE,
  },
  draftRequest: { first: COMMUNITY, second: ["otherCommunity"] },
  // Behind no fact yet: its uploader's alone, who is none of the actors.
  looseEvidence: { first: [] },
  newcomer: BETWEEN,
  office: { first: CITY, elsewhere: ELSEWHERE },
  proposal: BETWEEN,
  successor: BETWEEN,
  unitMembership: BETWEEN,
  unit: BETWEEN,
  // A template that was handed in is its uploader's until it is set.
  circularUpload: { first: ["officeManager"], elsewhere: ["otherCityOffice"] },
  // A workbook is opened by who handed it in.
  workbook: { first: ["officeManager"], elsewhere: ["otherCityOffice"] },
};

/** Where rows of a list belong, as the SQL of the list says it: a place, or `DRAFT:` and a place. */
export type Owner =
  | Place
  | `DRAFT:${Place}`
  | `ACT:${Place}`
  | "CITY"
  | "CITY_ELSEWHERE"
  | `PERSON:${string}`;

const OF_PAIR = { community: PAIR, community2: SECOND_PAIR, elsewhere: ELSEWHERE };
const INSIDE: Partial<Record<Owner, readonly ActorName[]>> = {
  office: CITY_OFFICE,
  district: [...CITY_OFFICE, ...DISTRICT],
  street: [...CITY_OFFICE, ...DISTRICT, ...STREET],
  district2: [...CITY_OFFICE, "lowerOffice"],
  elsewhere: ELSEWHERE,
};

/** A list: the SQL of all its rows with the organization (or more) they belong to, and who sees the rows of each. */
export type ListExpectation = {
  type: string;
  /** Rows (id, owner): owner is an organization's id, possibly after `DRAFT:` or `ACT:`; or `CITY:` and a city's id. */
  rows: string;
  sees: Partial<Record<Owner, readonly ActorName[]>>;
  /** Arguments besides `first`, from the things of the first pair. */
  args?: Record<string, string>;
};

export const LISTS: Record<string, ListExpectation> = {
  ...ACTIVITY_LISTS,
  ...APPEAL_LISTS,
  ...ATTENDANCE_LISTS,
  ...REMINDER_LISTS,
  circularTemplates: {
    type: "CircularTemplate",
    rows: `select id, 'CITY:' || "cityId" as owner from "CircularTemplate"`,
    sees: { CITY: [...OFFICES, "lowerOffice"], CITY_ELSEWHERE: ELSEWHERE },
  },
  auditEntries: {
    type: "AuditEntry",
    // What nobody of the city did (a resident's form, a job) is its own office's to know.
    rows: `select a.id, coalesce(p."receiverId"::text, 'ACT:' || coalesce(a."organizationId", o.id)) as owner from "AuditEntry" a
           join "City" c on c.id = a."cityId"
           left join "Organization" o on o."cityId" = c.id and o."divisionId" = c."divisionId" and o.kind = 'OFFICE'
           left join "Partnership" p on p.id = a."partnershipId"`,
    sees: {
      ...OF_PAIR,
      // Acts apart from a partnership: the offices' over the organization that did them.
      "ACT:community": OFFICES,
      "ACT:community2": [...CITY_OFFICE, "lowerOffice"],
      "ACT:unit": CITY_OFFICE,
      "ACT:unit2": CITY_OFFICE,
      "ACT:office": CITY_OFFICE,
      "ACT:elsewhere": ELSEWHERE,
    },
  },
  // Offices alone have a board: what stands with a side in their territory.
  board: {
    type: "Standing",
    rows: `select id, "receiverId" as owner from "Partnership" where state in ('ACTIVE', 'SUSPENDED')`,
    sees: { community: OFFICES, community2: [...CITY_OFFICE, "lowerOffice"], elsewhere: ELSEWHERE },
  },
  capabilities: {
    type: "Capability",
    rows: `select id, "organizationId" as owner from "Capability"`,
    sees: { unit: PAIR, unit2: SECOND_PAIR, elsewhere: ELSEWHERE },
  },
  deliveries: {
    type: "Delivery",
    rows: `select id, case state when 'DRAFT' then 'DRAFT:' else '' end || "receiverId" as owner from "Delivery"`,
    sees: {
      ...OF_PAIR,
      "DRAFT:community": [...UNIT, ...CITY_OFFICE],
      "DRAFT:community2": ["otherUnit", ...CITY_OFFICE],
      "DRAFT:elsewhere": ELSEWHERE,
    },
  },
  dutyRules: {
    type: "DutyRule",
    rows: `select id, 'CITY:' || "cityId" as owner from "DutyRule"`,
    sees: { CITY, CITY_ELSEWHERE: ELSEWHERE },
  },
  divisionHistory: {
    type: "DivisionChange",
    rows: `select c.id, 'CITY:' || y.id as owner from "DivisionChange" c join "Division" d on d.id = c."divisionId"
           join "Division" r on d.path like r.path || '%' join "City" y on y."divisionId" = r.id`,
    sees: { CITY, CITY_ELSEWHERE: ELSEWHERE },
  },
  divisions: {
    type: "Division",
    rows: `select d.id::text as id, 'CITY:' || y.id as owner from "Division" d
           join "Division" r on d.path like r.path || '%' join "City" y on y."divisionId" = r.id`,
    sees: { CITY, CITY_ELSEWHERE: ELSEWHERE },
  },
  expenses: {
    type: "Expense",
    rows: `select id, "receiverId" as owner from "Expense"`,
    sees: OF_PAIR,
  },
  // Offices alone compare: the communities of their territory, and the units of it or paired into it.
  fairness: {
    type: "Organization",
    rows: `select id, id as owner from "Organization" where kind = 'COMMUNITY'`,
    sees: { community: OFFICES, community2: [...CITY_OFFICE, "lowerOffice"], elsewhere: ELSEWHERE },
  },
  fairnessUnits: {
    type: "Organization",
    rows: `select id, id as owner from "Organization" where kind = 'PARTNER_UNIT' and "endedOn" is null`,
    sees: { unit: OFFICES, unit2: [...CITY_OFFICE, "lowerOffice"], elsewhere: ELSEWHERE },
  },
  helpRequests: {
    type: "HelpRequest",
    rows: `select id, case when "openedAt" is null then 'DRAFT:' else '' end || "receiverId" as owner from "HelpRequest"`,
    sees: { ...OF_PAIR, "DRAFT:community": COMMUNITY, "DRAFT:community2": ["otherCommunity"] },
  },
  journals: {
    type: "Journal",
    rows: `select distinct j.id, "receiverId" as owner from "Journal" j join "Posting" p on p."journalId" = j.id
           join "LedgerAccount" a on a.id = p."accountId" join "PledgeLine" l on l.id = a."pledgeLineId"
           join "Pledge" g on g.id = l."pledgeId" where l.id = $1`,
    sees: { community: PAIR },
    args: { pledgeLineId: "PledgeLine" },
  },
  notifications: {
    type: "Notification",
    rows: `select id, 'PERSON:' || "personId" as owner from "Notification"`,
    sees: {},
  },
  obligations: {
    type: "Obligation",
    rows: `select id, "receiverId" as owner from "Obligation"`,
    sees: OF_PAIR,
  },
  organizations: {
    type: "Organization",
    rows: `select id, id as owner from "Organization"`,
    sees: {
      unit: PAIR,
      community: [...PAIR, "otherUnit"],
      unit2: SECOND_PAIR,
      community2: [...SECOND_PAIR, ...UNIT],
      // Everyone knows the offices of the own city.
      office: CITY,
      district: CITY,
      street: CITY,
      district2: CITY,
      elsewhere: ELSEWHERE,
    },
  },
  pairingPlans: {
    type: "PairingPlan",
    rows: `select id, "officeId" as owner from "PairingPlan"`,
    sees: { office: CITY_OFFICE, elsewhere: ELSEWHERE },
  },
  populations: {
    type: "Population",
    rows: `select id, "organizationId" as owner from "Population"`,
    sees: {
      community: [...COMMUNITY, ...OFFICES],
      community2: ["otherCommunity", "lowerOffice", ...CITY_OFFICE],
      elsewhere: ELSEWHERE,
    },
  },
  partnerships: {
    type: "Partnership",
    rows: `select id, "receiverId" as owner from "Partnership"`,
    sees: OF_PAIR,
  },
  people: {
    type: "Person",
    rows: `select p.id, m."organizationId" as owner from "Person" p join "Membership" m on m."personId" = p.id`,
    sees: { unit: PAIR, community: PAIR, unit2: SECOND_PAIR, community2: SECOND_PAIR, ...INSIDE },
  },
  publishedHeads: {
    type: "PublishedHead",
    rows: `select id, 'CITY:' || "chain" as owner from "PublishedHead"`,
    sees: { CITY: [...OFFICES, "lowerOffice"], CITY_ELSEWHERE: ELSEWHERE },
  },
  pledges: {
    type: "Pledge",
    rows: `select id, "receiverId" as owner from "Pledge"`,
    sees: OF_PAIR,
  },
  stations: {
    type: "Station",
    rows: `select id, "communityId" as owner from "Station"`,
    sees: OF_PAIR,
  },
};

/** Root fields that answer one thing: who gets an answer; others who signed in get null. */
export type SingleExpectation = {
  selection: string;
  arguments?: string;
  variables?: Record<string, string>;
  /** Signed-in people who are answered; `EVERYBODY` is everyone who signed in. */
  answered: readonly ActorName[] | "EVERYBODY";
  /** What a visitor gets who has not signed in. */
  visitor: "UNAUTHENTICATED" | "NULL" | "ANSWER";
};

export const SINGLES: Record<string, SingleExpectation> = {
  ...ACTIVITY_SINGLES,
  ...APPEAL_SINGLES,
  ...ATTENDANCE_SINGLES,
  ...REMINDER_SINGLES,
  boardTotals: {
    selection: "{ total { partnerships } }",
    answered: [...OFFICES, "lowerOffice", "otherCityOffice"],
    visitor: "UNAUTHENTICATED",
  },
  // What each finds is held to the lists of the modules in search.test.ts.
  search: {
    arguments: '(text: "C", first: 10)',
    selection: "{ kind hits { id } }",
    answered: "EVERYBODY",
    visitor: "UNAUTHENTICATED",
  },
  savedViews: { selection: "{ id }", answered: "EVERYBODY", visitor: "UNAUTHENTICATED" },
  chainHead: { selection: "{ seq hash }", answered: "EVERYBODY", visitor: "UNAUTHENTICATED" },
  circularPlaceholders: { selection: "{ name }", answered: "EVERYBODY", visitor: "UNAUTHENTICATED" },
  city: { selection: "{ id }", answered: "EVERYBODY", visitor: "UNAUTHENTICATED" },
  home: { selection: "{ todos { subject } }", answered: "EVERYBODY", visitor: "UNAUTHENTICATED" },
  inbox: { selection: "{ unreadCount }", answered: "EVERYBODY", visitor: "UNAUTHENTICATED" },
  lastVerification: {
    selection: "{ entries }",
    answered: [...OFFICES, "lowerOffice", "otherCityOffice"],
    visitor: "UNAUTHENTICATED",
  },
  node: {
    arguments: "(id: $id)",
    variables: { id: "Partnership" },
    selection: "{ id }",
    answered: PAIR,
    visitor: "UNAUTHENTICATED",
  },
  partnershipLedger: {
    arguments: '(id: $id, from: "2026-01-01", to: "2026-12-31")',
    variables: { id: "Partnership" },
    selection: "{ partnershipId rows(first: 10) { totalCount } }",
    answered: PAIR,
    visitor: "UNAUTHENTICATED",
  },
  // A community's own report; the others' in reports.test.ts.
  periodReport: {
    arguments: "(scope: COMMUNITY, id: $id, periodId: $periodId)",
    variables: { id: "Organization", periodId: "Period" },
    selection: "{ name promises { owed { count } } }",
    answered: [...COMMUNITY, ...OFFICES],
    visitor: "UNAUTHENTICATED",
  },
  periodReportFacts: {
    arguments: '(scope: COMMUNITY, id: $id, periodId: $periodId, facts: "2026Q1|promises|owed", first: 10)',
    variables: { id: "Organization", periodId: "Period" },
    selection: "{ totalCount }",
    answered: [...COMMUNITY, ...OFFICES],
    visitor: "UNAUTHENTICATED",
  },
  partnershipDifference: {
    arguments: `(id: $id, from: "2026-01-01", to: "2099-12-31")`,
    variables: { id: "Partnership" },
    selection: "{ __typename }",
    answered: PAIR,
    visitor: "UNAUTHENTICATED",
  },
  partnershipSnapshot: {
    arguments: "(id: $id)",
    variables: { id: "Partnership" },
    selection: "{ __typename }",
    answered: PAIR,
    visitor: "UNAUTHENTICATED",
  },
  pairingProposals: {
    arguments: "(options: { maxPerUnit: 3, scope: CITY, keepExisting: true, alsoUnderserved: true })",
    selection: "{ proposals { giverId } }",
    answered: "EVERYBODY",
    visitor: "UNAUTHENTICATED",
  },
  // Of communities that the actor does not know it says that there are none; fairness.test.ts.
  populationCheck: {
    arguments: '(lines: [{ code: "Community one", residents: 5 }], validFrom: "2026-01-01")',
    selection: "{ outcome }",
    answered: "EVERYBODY",
    visitor: "UNAUTHENTICATED",
  },
  workbookCheck: {
    arguments: "(evidenceId: $id)",
    variables: { id: "workbook" },
    selection: "{ problemCount }",
    answered: ["officeManager"],
    visitor: "UNAUTHENTICATED",
  },
  storedAboutMe: { selection: "{ place count newest }", answered: "EVERYBODY", visitor: "UNAUTHENTICATED" },
  viewer: { selection: "{ person { id } }", answered: "EVERYBODY", visitor: "NULL" },
};

/** Root fields with a test of their own in queries.test.ts. */
export const TESTED_APART = [
  "assignmentProblems",
  "divisionChangePlan",
  // The market's own stories: who stands in the hall, which claims are stale, whom a unit may ask.
  "hall",
  "invitation",
  "jointParts",
  "staleClaims",
  "unitsToInvite",
  "verifications",
];
