import { print } from "graphql";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dispatchAll } from "../../src/modules/notifications/dispatch-outbox.ts";
import { act, layRules, type Offices, type Things, tellPair } from "../access/pair-story.ts";
import { useTestDatabase } from "../pg.ts";
import { countStatements, type TestCity, type TestOrganization, type TestPerson, World } from "../world.ts";
import { webOperations } from "./documents.ts";

/** How many of everything there are when there are many. */
const MANY = 50;

type Screen = {
  variables?: (things: Things) => Record<string, unknown>;
  /** Most statements, the reading of the session apart; without it only equality is asked. */
  most?: number;
  /** Whose screen it is; by default everybody's: a liaison's, a worker's and a coordinator's. */
  of?: "OFFICE";
};
const LIST = 3;
const PAGE = 8;
const page = { first: 50 };
const year = { from: "2026-01-01", to: "2026-12-31" };
const report = ({ Organization, Period }: Things) => ({
  scope: "COMMUNITY",
  id: Organization,
  periodId: Period,
});

/** Every query of the web app. A list has at most three statements, home and the partnership page eight. */
const SCREENS: Record<string, Screen> = {
  Activities: { variables: () => ({ ...page, ...year, fromYear: 2026, toYear: 2026 }) },
  Activity: {
    variables: ({ Activity }) => ({
      ...{ id: Activity, filter: { activityId: Activity }, today: "2026-10-14", until: "2026-12-31" },
      ...{ since: "2026-01-01", yesterday: "2026-10-13" },
    }),
  },
  ActivityChoices: {
    variables: ({ unit, Organization }) => ({
      ...{ today: "2026-10-14", given: { giverId: unit }, received: { receiverId: Organization } },
    }),
    most: PAGE,
  },
  ActivityKinds: { most: PAGE },
  CheckInCode: { variables: ({ ActivitySession }) => ({ id: ActivitySession }), most: PAGE },
  HostMembers: { variables: ({ unit }) => ({ id: unit }), most: LIST },
  NewActivity: { variables: () => ({ today: "2026-10-14" }), most: PAGE },
  PartServed: { variables: ({ SessionPart }) => ({ id: SessionPart }), most: PAGE },
  Record: { most: 16 },
  Records: { variables: ({ unit }) => ({ id: unit }), most: LIST },
  Session: { variables: ({ ActivitySession }) => ({ id: ActivitySession }) },
  SessionAttendances: { variables: ({ ActivitySession }) => ({ id: ActivitySession, ...page }), most: LIST },
  SessionSignups: { variables: ({ ActivitySession }) => ({ id: ActivitySession, ...page }), most: LIST },
  SessionPoster: { variables: ({ ActivitySession }) => ({ id: ActivitySession }), most: PAGE },
  Appeal: { variables: ({ Appeal }) => ({ id: Appeal }), most: PAGE },
  AppealDoorOf: { variables: ({ Organization }) => ({ receiverId: Organization }), most: LIST },
  AppealSummary: { most: LIST },
  Appeals: { variables: () => page, most: LIST },
  MergeTargets: { variables: ({ Organization }) => ({ receiverId: Organization }), most: LIST },
  OfficesAbove: { variables: ({ Organization }) => ({ receiverId: Organization }), most: LIST },
  AssignmentProblems: {
    variables: ({ unit, Organization }) => ({
      input: {
        pairs: [{ giverId: unit, receiverId: Organization, kind: "CO_BUILDING" }],
        startsOn: "2026-01-01",
        endsOn: "2026-12-31",
        documentNumber: "T",
        documentDate: "2026-01-01",
      },
    }),
    of: "OFFICE",
  },
  AuditEntries: { variables: () => page, most: LIST },
  Board: { variables: () => page, most: LIST },
  BoardChainHead: { most: LIST },
  BoardFilterNames: {
    variables: ({ unit, Organization, Division, Kind }) => ({
      giver: unit,
      receiver: Organization,
      division: Division,
      kind: Kind,
    }),
    most: PAGE,
  },
  BoardKinds: { most: LIST },
  BoardPreview: { variables: ({ Partnership }) => ({ id: Partnership }), most: PAGE },
  BurdenCourse: { most: LIST },
  BurdenWeeks: { variables: () => page, most: LIST },
  Channels: { most: LIST },
  ReminderNotices: { variables: () => page, most: LIST },
  ReminderPolicies: { most: LIST },
  ReminderPreview: { most: PAGE },
  WebhookCalls: { variables: () => page, most: LIST },
  Webhooks: { most: LIST },
  Calendar: { variables: () => ({ year: 2026 }), most: PAGE },
  ChainProof: { most: PAGE },
  ChildrenToSplit: { variables: ({ Division }) => ({ parentId: Division }), most: LIST },
  Capabilities: { variables: () => page, most: LIST },
  CapabilityKinds: { most: LIST },
  Circular: { most: PAGE },
  CityDivision: { most: PAGE },
  CityKinds: { most: LIST },
  CityLevel: { variables: ({ Division }) => ({ id: Division }), most: LIST },
  CityParent: { variables: ({ Division }) => ({ id: Division }), most: PAGE },
  CitySettings: { most: PAGE },
  CityTotals: { most: LIST },
  Delivery: { variables: ({ Delivery }) => ({ id: Delivery }), most: PAGE },
  Division: { variables: ({ Division }) => ({ id: Division }), most: PAGE },
  DivisionChildren: { variables: ({ Division }) => ({ ...page, parentId: Division }), most: LIST },
  DivisionChoices: {
    variables: ({ Division }) => ({ search: "C", level: null, chosen: Division }),
    most: PAGE,
  },
  DivisionPlan: {
    variables: ({ Division }) => ({
      change: { kind: "RENAME", divisionId: Division, name: "Renamed", effectiveOn: "2026-03-01" },
    }),
    of: "OFFICE",
  },
  DutyRules: { variables: () => ({ onlyCurrent: true }), most: LIST },
  EndingPartnerships: { variables: () => page, most: LIST, of: "OFFICE" },
  Expenses: { variables: () => page, most: LIST },
  Fairness: { variables: () => page, most: LIST },
  FairnessFacts: {
    variables: ({ Organization }) => ({
      ...{ id: Organization, filter: { receiverId: Organization, from: "2026-01-01", to: "2026-12-31" } },
    }),
    most: PAGE,
  },
  FairnessPeriods: { most: LIST },
  FairnessUnits: { variables: () => page, most: LIST },
  Hall: { variables: () => page, most: LIST },
  HallKinds: { most: LIST },
  HandOverChoices: { variables: ({ Organization }) => ({ organizationId: Organization }), most: PAGE },
  HelpRequest: { variables: ({ HelpRequest }) => ({ id: HelpRequest }), most: PAGE },
  HelpRequests: { variables: () => page, most: LIST },
  Home: { most: PAGE },
  Inbox: { most: LIST },
  InstalmentDeliveries: { variables: ({ instalment }) => ({ id: instalment }), most: LIST },
  Invitation: { variables: () => ({ token: "nobody-has-this-token" }), most: PAGE },
  KindOfOrganization: { variables: ({ Organization }) => ({ id: Organization }), most: LIST },
  KeptPlan: { variables: ({ PairingPlan }) => ({ id: PairingPlan }), most: PAGE, of: "OFFICE" },
  Leaders: { variables: ({ unit }) => ({ organizationId: unit }), most: LIST },
  LiaisonCandidates: { variables: ({ Organization }) => ({ organizationId: Organization }), most: LIST },
  LedgerPage: {
    variables: ({ Partnership }) => ({ id: Partnership, from: "2026-01-01", to: "2026-12-31", ...page }),
    most: PAGE,
  },
  LineJournals: { variables: ({ PledgeLine }) => ({ line: PledgeLine }), most: LIST },
  LogSupport: { most: PAGE },
  MakePledgePage: { most: PAGE },
  Me: { most: PAGE },
  NewExpense: { variables: ({ Organization }) => ({ receiverId: Organization }), most: LIST },
  NewHelpRequest: { most: PAGE },
  Notifications: { variables: () => page, most: LIST },
  Obligations: { variables: () => page, most: LIST },
  Organization: { variables: ({ Organization }) => ({ id: Organization }), most: PAGE },
  OrganizationChoices: {
    variables: ({ Organization }) => ({ search: "C", kind: "COMMUNITY", chosen: Organization }),
    most: PAGE,
  },
  OrganizationNames: { variables: () => ({ kind: "COMMUNITY" }), most: LIST, of: "OFFICE" },
  Organizations: { variables: () => page, most: LIST },
  PairingProposals: {
    variables: () => ({
      options: { maxPerUnit: 3, scope: "CITY", keepExisting: true, alsoUnderserved: true },
    }),
    most: PAGE,
  },
  PairableOrganizations: { variables: () => ({ search: "C", kind: "COMMUNITY" }), most: LIST },
  Partnership: { variables: ({ Partnership }) => ({ id: Partnership }), most: PAGE },
  PartnershipDifference: {
    variables: ({ Partnership }) => ({ id: Partnership, from: "2026-01-01", to: "2026-03-02" }),
    // Two snapshots, and the partnership's names.
    most: 2 * PAGE + 1,
  },
  PartnershipWhy: { variables: ({ Partnership }) => ({ id: Partnership }), most: PAGE },
  Partnerships: { variables: () => page, most: LIST },
  PastPairingPlans: { variables: () => page, most: LIST, of: "OFFICE" },
  People: { variables: () => page, most: LIST },
  Periods: { most: PAGE },
  Person: { variables: ({ Person }) => ({ id: Person }), most: PAGE },
  PlanUnits: { most: LIST },
  PlannedPairs: { variables: ({ PairingPlan }) => ({ id: PairingPlan }), most: PAGE, of: "OFFICE" },
  Pledge: { variables: ({ Pledge }) => ({ id: Pledge }), most: PAGE },
  PledgeDuties: { variables: ({ Partnership }) => ({ partnershipId: Partnership }), most: LIST },
  PopulationCheck: {
    variables: () => ({ lines: [{ code: "Community", residents: 5 }], validFrom: "2026-01-01" }),
    most: LIST,
  },
  PublishedHeads: { variables: () => page, most: LIST },
  // The report's eight, and the head of the chain.
  Report: { variables: (of) => report(of), most: PAGE + 1 },
  ReportChoices: { variables: ({ Organization }) => ({ organizationId: Organization }), most: PAGE },
  ReportFacts: { variables: (of) => ({ ...report(of), facts: "promises.owed", ...page }), most: PAGE },
  SavedViews: { variables: ({ Organization }) => ({ officeId: Organization }), most: LIST },
  Search: { variables: () => ({ text: "co" }), most: 6 },
  SearchedDivisions: { variables: () => ({ text: "co" }), most: LIST },
  RoomChoices: { variables: ({ Organization }) => ({ communityIds: [Organization] }), most: LIST },
  Station: { variables: ({ Station }) => ({ id: Station, from: "2026-03-02" }), most: PAGE },
  Stations: { variables: () => page, most: LIST },
  // The city's number, what is past its day, the calendar by which it is counted, and the claims.
  StaleClaims: { variables: ({ unit }) => ({ unitId: unit }), most: LIST + 1 },
  StoredAboutMe: { most: LIST },
  TopDivisions: { variables: () => page, most: LIST },
  TreeRoot: { variables: ({ Division }) => ({ id: Division }), most: LIST },
  UnitsToInvite: { variables: ({ Need }) => ({ needId: Need }), most: LIST },
  Verifications: { variables: () => page, most: LIST },
  WorkbookCheck: { variables: ({ workbook }) => ({ evidenceId: workbook }), of: "OFFICE" },
};

const queries = webOperations().filter(({ kind }) => kind === "query");
const database = useTestDatabase();
let world: World;
let city: TestCity;
let unit: TestOrganization;
let community: TestOrganization;
let things: Things;
let viewers: Record<"liaison" | "worker" | "coordinator", TestPerson>;
/** Statements by operation and viewer, when there was little. */
const before = new Map<string, string[]>();

beforeAll(async () => {
  world = await World.open(database());
  city = await world.city();
  const office = await city.office();
  const staff: Offices = {
    manager: await city.person(office, "MANAGER"),
    coordinator: await city.person(office, "COORDINATOR"),
  };
  const rules = await layRules(city, staff, staff.coordinator);
  unit = await city.unit();
  community = await city.community("Community");
  viewers = {
    liaison: await city.person(unit, "LIAISON"),
    worker: await city.person(community, "LIAISON"),
    coordinator: await city.person(office, "COORDINATOR"),
  };
  things = await tellPair(city, unit, community, staff, rules);
  await dispatchAll(world);
  for (const { name, document } of queries)
    for (const [who, viewer] of viewersOf(name))
      before.set(`${name} ${who}`, await statementsOf(viewer, name, print(document)));
  await growTown(staff, rules);
  await growPair();
  await dispatchAll(world);
}, 400_000);
afterAll(() => world.close());

function viewersOf(name: string): [string, TestPerson][] {
  return Object.entries(viewers).filter(([who]) => SCREENS[name]?.of !== "OFFICE" || who === "coordinator");
}

async function statementsOf(viewer: TestPerson, name: string, document: string): Promise<string[]> {
  const variables = SCREENS[name]?.variables?.(things) ?? {};
  return countStatements(world, async () => {
    const answer = await viewer.ask(document, variables);
    if (answer.errors.length > 0) throw new Error(`${name}: ${JSON.stringify(answer.errors)}`);
  });
}

/** More pairs, half of them of the same unit, half of the same community; some with everything that a pair has. */
async function growTown(staff: Offices, rules: Things): Promise<void> {
  for (let at = 1; at < MANY; at++) {
    const giver = at % 2 ? unit : await city.unit(`Unit ${at}`);
    const receiver = at % 2 ? await city.community(`Community ${at}`) : community;
    if (at < 5) await tellPair(city, giver, receiver, staff, rules);
    else await city.partnership(giver, receiver);
  }
}

/** More of everything within the first pair. */
async function growPair(): Promise<void> {
  const { liaison, worker } = viewers;
  const { Partnership: partnershipId, PledgeLine: pledgeLineId, Kind: kindId } = things;
  for (let at = 1; at < MANY; at++) {
    const sent = await act(liaison, "logDelivery", {
      partnershipId,
      kindId,
      quantity: "100",
      occurredOn: "2026-03-02",
      channel: "COMMUNITY",
    });
    await act(worker, "acceptDelivery", { deliveryId: sent });
    await act(worker, "recordExpense", {
      voucherNumber: `W-${at}`,
      purpose: "Paint",
      occurredOn: "2026-03-02",
      total: "10",
      lines: [{ pledgeLineId, amount: "10" }],
    });
    await act(liaison, "makePledge", {
      partnershipId,
      purpose: "The yard",
      lines: [{ kindId, instalments: [{ quantity: "100", dueOn: "2026-06-30" }] }],
    });
    const asked = await act(worker, "createHelpRequest", {
      receiverId: `Organization:${community.id}`,
      title: "Lamps",
      body: "",
      urgency: "NORMAL",
      needs: [{ kindId: things["visits"], quantity: "5", description: "" }],
      open: true,
    });
    const [need] = await world.sql<{ id: string }>(`select id from "Need" where "helpRequestId" = $1`, [
      asked.split(":")[1],
    ]);
    await act(liaison, "claimNeed", {
      needId: `Need:${need?.id}`,
      giverId: `Organization:${unit.id}`,
      quantity: "1",
      promisedOn: "2026-03-20",
    });
    await city.person(at % 2 ? unit : community, "LIAISON");
  }
}

test("every query of the web app has its budget, and nothing else has", () => {
  expect(Object.keys(SCREENS).sort()).toEqual(queries.map(({ name }) => name).sort());
});

test.each(queries)("$name", async ({ name, document }) => {
  for (const [who, viewer] of viewersOf(name)) {
    const few = before.get(`${name} ${who}`) ?? [];
    const many = await statementsOf(viewer, name, print(document));
    const told = `${name} for the ${who}: ${few.length} statements for few rows, ${many.length} for many\n${many.join("\n")}`;
    expect(many.length, told).toBe(few.length);
    expect(many.length, told).toBeLessThanOrEqual(SCREENS[name]?.most ?? Number.POSITIVE_INFINITY);
  }
});
