import { type ActorName, CITY, CITY_OFFICE, ELSEWHERE } from "./actors.ts";
import { ACTIVITY_MUTATIONS } from "./expect-activities.ts";
import { APPEAL_MUTATIONS } from "./expect-appeals.ts";
import { ATTENDANCE_MUTATIONS } from "./expect-attendance.ts";
import { REMINDER_MUTATIONS } from "./expect-reminders.ts";
import { STATION_MUTATIONS } from "./expect-stations.ts";
import type { Things } from "./pair-story.ts";
import type { Town } from "./town.ts";

/**
 * One way of calling a mutation on the first pair: who may, and on what. Of those who may not, who sees all of `on`
 * is told Forbidden, who sees none of it NotFound.
 */
export type Call = {
  /** Which way, when a mutation has several. */
  as?: string;
  may: readonly ActorName[];
  /** The things that it acts on, by their names in the town. */
  on: readonly string[];
  /** The role is asked before the thing is looked for: either refusal then tells nothing. */
  asksFirst?: true;
  input: (things: Things, town: Town) => Record<string, unknown>;
};

const MAKES = ["unitManager", "unitLiaison"] as const;
const ON_BEHALF = ["officeCoordinator", "districtCoordinator", "streetCoordinator"] as const;
const LOGS = [...MAKES, ...ON_BEHALF];
const RECEIVES = ["communityManager", "communityLiaison"] as const;
const DECIDES = ["officeManager", "districtManager", "streetManager"] as const;
const ASSIGNS = [...DECIDES, ...ON_BEHALF];
const TALKS = ["unitLeader", ...MAKES, ...RECEIVES] as const;
const MANAGES_PEOPLE = ["communityManager", ...DECIDES] as const;
/** The office of the actor's own city, whichever that is: such a call names nothing of a pair. */
const RULES = ["officeManager", "otherCityOffice"] as const;
/** The office of the first city, for calls that name something of it. */
const RULES_HERE = ["officeManager"] as const;

/** By role; whose view it is, is a rule between persons. */
const KEEPS = CITY_OFFICE;

const reason = "It must be tried";
const term = { startsOn: "2026-04-01", endsOn: "2026-12-31" };
const document = { documentNumber: "T-9", documentDate: "2026-03-01" };
const section = { kind: "ROAD_SECTION", sectionName: "Lake road", sectionFrom: "A", sectionTo: "B" };
const line = { list: "PROJECTS", text: "Lamps" };
const duty = (things: Things) => ({
  name: "Visits",
  kindId: things["Kind"],
  quantity: "1",
  periodKind: "QUARTER",
  appliesTo: "EACH",
  proRating: "FULL",
  validFrom: "2026-07-01",
});
const capability = (things: Things) => ({
  ...{ kindId: things["Kind"], description: "Lamps", per: "YEAR", validFrom: "2026-01-01" },
});
const need = (town: Town) => ({ kindId: `Kind:${town.city.kinds.VISIT}`, quantity: "1", description: "" });
const request = (town: Town) => ({
  title: "Lamps",
  body: "",
  urgency: "NORMAL",
  needs: [need(town)],
});

/** A call on one thing, whose id goes into one field. */
function on(
  thing: string,
  field: string,
  may: readonly ActorName[],
  rest: Record<string, unknown> = {},
): [Call] {
  return [{ may, on: [thing], input: (things) => ({ [field]: things[thing], ...rest }) }];
}

/** A call that names nothing that belongs to a pair. */
function free(may: readonly ActorName[], input: Call["input"]): [Call] {
  return [{ may, on: [], input }];
}

/** Every mutation. */
export const MUTATIONS: Record<string, readonly Call[]> = {
  ...REMINDER_MUTATIONS,
  ...ACTIVITY_MUTATIONS,
  ...APPEAL_MUTATIONS,
  ...ATTENDANCE_MUTATIONS,
  ...STATION_MUTATIONS,
  acceptDelivery: on("Delivery", "deliveryId", RECEIVES),
  acceptInvitation: free([], () => ({
    token: "nobody-has-this-token",
    username: "somebody",
    password: "a good long password 9",
  })),
  acknowledgePartnership: on("Partnership", "partnershipId", TALKS),
  addCapability: [
    {
      may: MAKES,
      on: ["unit"],
      input: (things) => ({ organizationId: things["unit"], ...capability(things) }),
    },
  ],
  addMembership: [
    {
      may: MANAGES_PEOPLE,
      on: ["Organization", "newcomer"],
      input: (things) => ({
        organizationId: things["Organization"],
        personId: things["newcomer"],
        role: "GRID_MEMBER",
      }),
    },
  ],
  amendObligation: on("Obligation", "obligationId", DECIDES, { quantity: "1", reason }),
  answerExpenseQuery: on("ExpenseQuery", "queryId", RECEIVES, { answer: "Ours" }),
  // The side that did not propose; here the unit did.
  answerProposal: on("proposal", "partnershipId", RECEIVES, { accept: true }),
  answerReminder: on("Reminder", "reminderId", ["unitLeader", ...MAKES], { answer: "Soon" }),
  answerJointPart: on("JointClaimPart", "partId", MAKES, { agree: false }),
  askIfSolved: on("HelpRequest", "helpRequestId", RECEIVES),
  cancelJointPart: on("JointClaimPart", "partId", MAKES),
  keepRequestToPartners: on("HelpRequest", "helpRequestId", RECEIVES, { reason }),
  markOnTheWay: on("Claim", "claimId", MAKES, { quantity: "1", expectedOn: "2026-12-01" }),
  openRequestToHall: on("HelpRequest", "helpRequestId", RECEIVES),
  recordUse: on("Need", "needId", [...RECEIVES, "communityGrid"], { used: "0" }),
  askExtension: on("Obligation", "obligationId", MAKES, { requestedDueOn: "2026-09-30", reason }),
  assignPartnership: [
    {
      may: ASSIGNS,
      on: ["unit", "Organization"],
      input: (things) => ({
        giverId: things["unit"],
        receiverId: things["Organization"],
        ...section,
        ...term,
        ...document,
      }),
    },
  ],
  assignPartnerships: [
    {
      may: ASSIGNS,
      on: ["unit", "Organization"],
      input: (things) => ({
        pairs: [{ giverId: things["unit"], receiverId: things["Organization"], ...section }],
        ...term,
        ...document,
      }),
    },
  ],
  attachDeliveryEvidence: [
    {
      may: [...LOGS, ...RECEIVES],
      on: ["Delivery"],
      input: (things) => ({ deliveryId: things["Delivery"], evidenceIds: [] }),
    },
  ],
  attachExpenseEvidence: on("Expense", "expenseId", RECEIVES, { evidenceIds: [] }),
  attestExpense: on("Expense", "expenseId", ["communityManager"]),
  cancelPledge: on("Pledge", "pledgeId", ["unitManager"], { reason }),
  changeDivisions: [
    {
      may: RULES_HERE,
      on: ["Division"],
      asksFirst: true,
      input: (things) => ({
        change: {
          kind: "RENAME",
          divisionId: things["Division"],
          name: "Renamed",
          effectiveOn: "2026-03-01",
        },
      }),
    },
  ],
  changeHelpRequest: [
    {
      may: [...RECEIVES, "communityGrid"],
      on: ["draftRequest"],
      input: (things, town) => ({ helpRequestId: things["draftRequest"], ...request(town) }),
    },
  ],
  changeCapability: [
    {
      may: MAKES,
      on: ["Capability"],
      input: (things) => ({ capabilityId: things["Capability"], ...capability(things) }),
    },
  ],
  changeKind: on("Kind", "kindId", RULES_HERE, { nameEn: "Money" }),
  changeView: on("SavedView", "viewId", KEEPS, { parameters: "{}" }),
  changeOrganization: on("Organization", "organizationId", RULES_HERE, { name: "Renamed" }),
  changePerson: on("Person", "personId", MANAGES_PEOPLE, { name: "Renamed" }),
  claimNeed: [
    {
      may: MAKES,
      on: ["Need", "unit"],
      input: (things) => ({
        needId: things["Need"],
        giverId: things["unit"],
        quantity: "1",
        promisedOn: "2026-03-20",
      }),
    },
  ],
  claimNeedJointly: [
    {
      may: MAKES,
      on: ["Need", "unit"],
      input: (things) => ({
        needId: things["Need"],
        giverId: things["unit"],
        quantity: "1",
        parts: [],
        promisedOn: "2026-03-20",
      }),
    },
  ],
  closeHelpRequest: on("HelpRequest", "helpRequestId", RECEIVES, { solved: false, note: reason }),
  confirmReturn: on("FundReturn", "fundReturnId", MAKES),
  createCommunities: [
    {
      // As with organizations: the other city's office is told that the place is not in its city.
      may: RULES,
      on: [],
      input: (things) => ({ divisionId: things["Division"], villages: true }),
    },
  ],
  createDutyRule: [{ may: RULES_HERE, on: ["Kind"], input: duty }],
  createHelpRequest: [
    {
      as: "open",
      may: RECEIVES,
      on: ["Organization"],
      input: (things, town) => ({ receiverId: things["Organization"], ...request(town), open: true }),
    },
    {
      as: "draft",
      may: [...RECEIVES, "communityGrid"],
      on: ["Organization"],
      input: (things, town) => ({ receiverId: things["Organization"], ...request(town), open: false }),
    },
  ],
  createKind: free(RULES, () => ({
    code: "TRAINING",
    measure: "COUNT",
    nameZh: "培训",
    nameEn: "Training",
    validFrom: "2026-04-01",
  })),
  createOrganization: [
    {
      // The other city's office manages organizations, but is told that the place is not in its city.
      may: RULES,
      on: [],
      input: (_things, town) => ({
        kind: "PARTNER_UNIT",
        name: "New unit",
        divisionId: `Division:${town.city.root.id}`,
      }),
    },
  ],
  createPerson: on("Organization", "organizationId", MANAGES_PEOPLE, { name: "Somebody", role: "MEMBER" }),
  decideExtension: on("ExtensionRequest", "extensionId", DECIDES, { grant: true }),
  deleteView: on("SavedView", "viewId", KEEPS),
  disputeDelivery: on("Delivery", "deliveryId", RECEIVES, { reason }),
  draftAgreement: on("Partnership", "partnershipId", TALKS, { lines: [line] }),
  endCapability: on("Capability", "capabilityId", MAKES, { validTo: "2026-12-31" }),
  endDutyRule: on("DutyRule", "dutyRuleId", RULES_HERE, { validTo: "2026-12-31" }),
  endKind: on("Kind", "kindId", RULES_HERE, { validTo: "2026-12-31" }),
  endMembership: on("successor", "membershipId", MANAGES_PEOPLE, { endsOn: "2026-03-31" }),
  endOrganization: on("Organization", "organizationId", RULES_HERE, { endsOn: "2026-03-31" }),
  endPartnership: on("Partnership", "partnershipId", ASSIGNS, { endsOn: "2026-03-31", reason }),
  erasePerson: on("Person", "personId", RULES_HERE, { reason }),
  explainLateness: on("Obligation", "obligationId", MAKES, { text: reason }),
  extendObligation: on("Obligation", "obligationId", DECIDES, { dueOn: "2026-09-30", reason }),
  extendObligations: [
    {
      may: DECIDES,
      on: ["Obligation"],
      input: (things) => ({ obligationIds: [things["Obligation"]], newDueOn: "2026-09-30", reason }),
    },
    {
      as: "by partnership",
      may: DECIDES,
      on: ["Partnership"],
      input: (things) => ({ partnershipIds: [things["Partnership"]], days: 7, reason }),
    },
  ],
  fillCalendar: free(RULES, () => ({ year: 2026 })),
  handOverLiaison: [
    {
      may: MANAGES_PEOPLE,
      on: ["Membership", "successor"],
      input: (things) => ({
        fromMembershipId: things["Membership"],
        toMembershipId: things["successor"],
        effectiveOn: "2026-03-10",
      }),
    },
  ],
  importWorkbook: [
    {
      may: RULES_HERE,
      on: ["workbook"],
      asksFirst: true,
      input: (things) => ({ evidenceId: things["workbook"] }),
    },
  ],
  invitePerson: on("newcomer", "personId", MANAGES_PEOPLE),
  logDelivery: [
    {
      may: LOGS,
      on: ["Partnership"],
      input: (things, town) => ({
        partnershipId: things["Partnership"],
        kindId: `Kind:${town.city.kinds.VISIT}`,
        quantity: "1",
        occurredOn: "2026-03-02",
      }),
    },
  ],
  lowerPledge: on("PledgeLine", "pledgeLineId", ["unitManager"], { amount: "100", reason }),
  makePledge: [
    {
      may: MAKES,
      on: ["Partnership"],
      input: (things, town) => ({
        partnershipId: things["Partnership"],
        purpose: "Lamps",
        lines: [
          {
            kindId: `Kind:${town.city.kinds.FUNDS}`,
            instalments: [{ quantity: "100", dueOn: "2026-06-30" }],
          },
        ],
      }),
    },
  ],
  markAllNotificationsRead: free([...CITY, ...ELSEWHERE], () => ({ upTo: "2026-03-01T00:00:00Z" })),
  markNotificationsRead: free([...CITY, ...ELSEWHERE], () => ({ ids: [] })),
  markReminderSeen: on("Reminder", "reminderId", ["unitLeader", ...MAKES]),
  openDuties: on("Period", "periodId", RULES_HERE),
  openHelpRequest: on("draftRequest", "helpRequestId", RECEIVES),
  openPeriod: free(RULES, () => ({ code: "2027Q1" })),
  openPeriodsOfYear: free(RULES, () => ({ year: 2027 })),
  proposePartnership: [
    {
      may: TALKS,
      on: ["unit", "Organization"],
      input: (things) => ({
        giverId: things["unit"],
        receiverId: things["Organization"],
        ...section,
        ...term,
      }),
    },
  ],
  queryExpense: on("Expense", "expenseId", ["unitLiaison"], { question: "Why?" }),
  raisePledge: on("PledgeLine", "pledgeLineId", MAKES, { amount: "100" }),
  recordExpense: [
    {
      may: ["communityLiaison"],
      on: ["PledgeLine"],
      input: (things) => ({
        voucherNumber: "V-9",
        purpose: "Paint",
        occurredOn: "2026-03-02",
        total: "100",
        lines: [{ pledgeLineId: things["PledgeLine"], amount: "100" }],
      }),
    },
  ],
  refuseReturn: on("FundReturn", "fundReturnId", MAKES, { reason }),
  remind: on("Partnership", "partnershipId", ["communityManager", "officeLeader", ...ASSIGNS], {
    to: "GIVER",
    text: reason,
  }),
  remindPartnerships: [
    {
      may: ["communityManager", "officeLeader", ...ASSIGNS],
      on: ["Partnership"],
      input: (things) => ({ partnershipIds: [things["Partnership"]], to: "GIVER", text: reason }),
    },
  ],
  removeCalendarDay: free(RULES, () => ({ date: "2026-03-12" })),
  renewPartnerships: [
    {
      may: ASSIGNS,
      on: ["Partnership"],
      input: (things) => ({ partnershipIds: [things["Partnership"]], ...document }),
    },
  ],
  renameView: on("SavedView", "viewId", KEEPS, { name: "Later" }),
  reopenAfterReturn: on("FundReturn", "fundReturnId", DECIDES, { reason }),
  reopenHelpRequest: [
    {
      may: RECEIVES,
      on: ["HelpRequest"],
      input: (things) => ({
        helpRequestId: things["HelpRequest"],
        again: [{ needId: things["Need"], quantity: "1" }],
      }),
    },
  ],
  reschedulePledge: on("PledgeLine", "pledgeLineId", MAKES, {
    instalments: [{ quantity: "100", dueOn: "2026-06-30" }],
    reason,
  }),
  resetPassword: on("Person", "personId", DECIDES),
  resetSecondFactor: on("Person", "personId", DECIDES),
  resumePartnership: on("Partnership", "partnershipId", ASSIGNS),
  reverseAcceptance: on("acceptedDelivery", "deliveryId", RECEIVES, { reason }),
  reverseExpense: on("Expense", "expenseId", RECEIVES, { reason }),
  reviseAgreement: on("Agreement", "agreementId", TALKS, { lines: [line] }),
  revokeInvitation: on("Invitation", "invitationId", MANAGES_PEOPLE),
  savePairingPlan: [
    {
      may: ["officeManager", "officeCoordinator"],
      on: ["office"],
      input: (things) => ({
        ...{ officeId: things["office"], title: "Autumn", chosen: [] },
        options: { maxPerUnit: 3, scope: "CITY", keepExisting: true, alsoUnderserved: false },
      }),
    },
  ],
  saveView: on("office", "officeId", KEEPS, { name: "Mine", parameters: "{}", shared: false }),
  sealPeriod: on("Period", "periodId", RULES_HERE, { force: true, reason }),
  sendBack: on("PledgeLine", "pledgeLineId", RECEIVES, { amount: "100", reason }),
  setCalendarDays: free(RULES, () => ({ days: [{ date: "2026-03-13", kind: "HOLIDAY", name: "Rest" }] })),
  setCircularTemplate: [
    {
      may: RULES_HERE,
      on: ["circularUpload"],
      asksFirst: true,
      input: (things) => ({ evidenceId: things["circularUpload"] }),
    },
  ],
  setCitySetting: free(RULES, () => ({ key: "remindersPerWeek", validFrom: "2026-05-01", value: "3" })),
  setPopulation: on("Organization", "organizationId", [...DECIDES, "communityManager"], {
    ...{ residents: 3100, validFrom: "2026-02-01", source: "Count" },
  }),
  // Whoever decides for a territory may hand in a list; each line is asked about by itself.
  setPopulations: free([...DECIDES, "lowerOffice", "otherCityOffice"], () => ({
    ...{ lines: [{ code: "nowhere", residents: 5 }], validFrom: "2026-02-01", source: "Count" },
  })),
  setLead: on("Partnership", "partnershipId", ASSIGNS, { startsOn: "2026-04-01" }),
  setLiaison: [
    {
      as: "of the receiver",
      may: ["communityManager", ...ASSIGNS],
      on: ["Partnership", "successor"],
      input: (things) => ({
        partnershipId: things["Partnership"],
        side: "RECEIVER",
        membershipId: things["successor"],
        startsOn: "2026-04-01",
      }),
    },
    {
      as: "of the giver",
      may: ["unitManager", ...ASSIGNS],
      on: ["Partnership", "unitMembership"],
      input: (things) => ({
        partnershipId: things["Partnership"],
        side: "GIVER",
        membershipId: things["unitMembership"],
        startsOn: "2026-04-01",
      }),
    },
  ],
  settleDispute: on("disputedDelivery", "deliveryId", ASSIGNS, {
    arrived: "200000",
    notArrived: "0",
    writtenOff: "0",
    note: reason,
  }),
  shareView: on("SavedView", "viewId", KEEPS, { shared: false }),
  signAgreement: on("Agreement", "agreementId", ["unitLeader", "unitManager", "communityManager"]),
  submitDelivery: on("draftDelivery", "deliveryId", [...MAKES, "officeCoordinator"]),
  supersedeDutyRule: [
    {
      may: RULES_HERE,
      on: ["DutyRule"],
      input: (things) => ({ dutyRuleId: things["DutyRule"], ...duty(things) }),
    },
  ],
  suspendPartnership: on("Partnership", "partnershipId", ASSIGNS, { reason }),
  waiveObligation: on("Obligation", "obligationId", DECIDES, { reason }),
  withdrawAgreement: on("Agreement", "agreementId", ["unitLeader", ...MAKES]),
  withdrawClaim: on("Claim", "claimId", MAKES, { reason }),
  withdrawDelivery: on("Delivery", "deliveryId", LOGS),
  withdrawExtension: on("ExtensionRequest", "extensionId", MAKES),
  withdrawHelpRequest: on("HelpRequest", "helpRequestId", RECEIVES),
};
