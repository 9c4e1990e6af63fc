import type { MembershipRole, OrganizationKind, PartnershipKind } from "@gongjian/prisma/client";
import type { LocalDate } from "../../server/src/kernel/clock.ts";
import type { Urgency } from "../../server/src/modules/help-requests/model.ts";
import type { AppealStep } from "./appeal-steps.ts";
import type { FairnessStep } from "./fairness-steps.ts";
import type { MarketStep } from "./market-steps.ts";
import type { StationStep } from "./station-steps.ts";
import type { Diligence } from "./units.ts";

/** What the plan calls things before they have ids: `unit:3`, `unit:3.liaison`, `pair:7@2026`. */
export type Key = string;

export type PlannedDivision = {
  key: Key;
  parent: Key | null;
  level: "CITY" | "COUNTY" | "STREET" | "COMMUNITY";
  name: string;
};

export type PlannedOrganization = {
  key: Key;
  kind: OrganizationKind;
  name: string;
  shortName: string;
  division: Key;
  unitClass?: string;
  residents?: number;
  address?: string;
  phone?: string;
  /** Offices from the lowest over it to the city's. */
  offices: Key[];
  diligence: Diligence;
};

export type PlannedPerson = {
  key: Key;
  name: string;
  phone: string;
  organization: Key;
  role: MembershipRole;
  title: string;
  /** The day on which the person is entered; the beginning when left out. */
  from?: LocalDate;
};

/** One giver and one receiver, through all the years in which they are paired. */
export type PlannedPair = {
  key: Key;
  giver: Key;
  receiver: Key;
  kind: PartnershipKind;
  startsOn: LocalDate;
  lead: boolean;
  leader?: Key;
  section?: { name: string; from: string; to: string };
  /** One partnership over its whole term, instead of one for each year. */
  through?: boolean;
};

export type KindCode = "FUNDS" | "GOODS" | "JOINT_ACTIVITY" | "VOLUNTEER_HOURS" | "VISIT" | "PROBLEM_SOLVED";

export type ActivityKindCode = "PUBLICITY" | "ENVIRONMENT" | "VOLUNTEER_SERVICE" | "CIVILITY" | "THEME_DAY";

/** A promise that the plan knows by what made it. */
export type PromiseRef =
  | { of: "rule"; partnership: Key; kind: KindCode; period: string }
  | { of: "pledge"; pledge: Key; instalment: number }
  | { of: "claim"; claim: Key };

export type AgreementLinePlan = {
  list: "RESOURCES" | "NEEDS" | "PROJECTS";
  text: string;
  kind?: KindCode;
  quantity?: bigint;
  dueOn?: LocalDate;
};

/** What is done, in the words of the commands. `key` names what it makes. */
export type Step =
  | { do: "openYear"; year: number }
  | { do: "fillCalendar"; year: number }
  /** What the server does by itself at night. */
  | { do: "job"; name: string }
  | {
      do: "createRule";
      key: Key;
      name: string;
      kind: KindCode;
      quantity: bigint;
      periodKind: "QUARTER" | "YEAR";
      appliesTo: "EACH" | "LEAD";
      unitClass?: string;
      partnershipKind: PartnershipKind;
      qualifier?: string;
      validFrom: LocalDate;
    }
  | { do: "supersedeRule"; key: Key; rule: Key; quantity: bigint; validFrom: LocalDate }
  | { do: "openDuties"; period: string }
  | { do: "sealPeriod"; period: string; reason: string }
  | { do: "addPerson"; person: Key }
  | { do: "endRole"; person: Key; endsOn: LocalDate }
  | { do: "erase"; person: Key; reason: string }
  | { do: "saveView"; name: string; parameters: Record<string, string>; shared: boolean }
  /** To rows of the board that are late by so many working days, at most so many, some left out. */
  | { do: "remindLate"; workdays: number; most: number; except: Key[]; text: string }
  | { do: "extendLate"; workdays: number; most: number; except: Key[]; days: number; reason: string }
  | {
      do: "assign";
      pairs: Key[];
      startsOn: LocalDate;
      endsOn: LocalDate;
      year: number;
      documentNumber: string;
      documentDate: LocalDate;
    }
  | { do: "renew"; pairs: Key[]; year: number; documentNumber: string; documentDate: LocalDate }
  | { do: "propose"; partnership: Key; pair: Key; startsOn: LocalDate; endsOn: LocalDate }
  | { do: "answerProposal"; partnership: Key; accept: boolean; reason?: string }
  | { do: "acknowledge"; partnership: Key; side: "GIVER" | "RECEIVER" }
  | { do: "setLiaison"; partnership: Key; side: "GIVER" | "RECEIVER"; person: Key }
  | { do: "setLead"; partnership: Key; startsOn: LocalDate }
  | { do: "suspend"; partnership: Key; reason: string }
  | { do: "resume"; partnership: Key }
  | { do: "end"; partnership: Key; endsOn: LocalDate; reason: string }
  | { do: "handOver"; from: Key; to: Key; effectiveOn: LocalDate; note: string }
  | { do: "draftAgreement"; key: Key; partnership: Key; note: string; lines: AgreementLinePlan[] }
  | { do: "signAgreement"; agreement: Key }
  | {
      do: "pledge";
      key: Key;
      partnership: Key;
      purpose: string;
      kind: "FUNDS" | "GOODS";
      good?: string;
      instalments: { quantity: bigint; dueOn: LocalDate }[];
    }
  | { do: "raisePledge"; pledge: Key; amount: bigint; dueOn: LocalDate; reason: string }
  | { do: "lowerPledge"; pledge: Key; amount: bigint; reason: string }
  | { do: "cancelPledge"; pledge: Key; reason: string }
  | {
      do: "deliver";
      key: Key;
      partnership: Key;
      kind: KindCode;
      quantity: bigint;
      occurredOn: LocalDate;
      note?: string;
      good?: string;
      promise?: PromiseRef;
      pictures?: number[];
      draft?: boolean;
    }
  | { do: "withdraw"; delivery: Key; note: string }
  | { do: "accept"; delivery: Key; part?: { quantity: bigint; reason: string }; note?: string }
  | { do: "dispute"; delivery: Key; reason: string }
  | { do: "settle"; delivery: Key; arrived: bigint; notArrived: bigint; writtenOff: bigint; note: string }
  | {
      do: "spend";
      key: Key;
      pledge: Key;
      voucherNumber: string;
      purpose: string;
      payee: string;
      amount: bigint;
      occurredOn: LocalDate;
      pictures?: number[];
    }
  | { do: "attest"; expense: Key }
  | { do: "query"; key: Key; expense: Key; question: string }
  | { do: "answerQuery"; query: Key; answer: string }
  | { do: "sendBack"; key: Key; pledge: Key; amount: bigint; reason: string }
  | { do: "confirmReturn"; fundReturn: Key }
  | { do: "refuseReturn"; fundReturn: Key; reason: string }
  | { do: "remind"; key: Key; partnership: Key; text: string; promise?: PromiseRef }
  | { do: "seeReminder"; reminder: Key }
  | { do: "answerReminder"; reminder: Key; answer: string }
  | { do: "explain"; promise: PromiseRef; text: string; expectedOn?: LocalDate }
  | { do: "askExtension"; key: Key; promise: PromiseRef; requestedDueOn: LocalDate; reason: string }
  | { do: "decideExtension"; extension: Key; grant: boolean; note: string }
  | { do: "waive"; promise: PromiseRef; reason: string }
  | {
      do: "request";
      key: Key;
      receiver: Key;
      title: string;
      body: string;
      urgency: Urgency;
      wishedOn?: LocalDate;
      need: { kind: KindCode; quantity: bigint; good?: string; description: string };
      open: boolean;
      pictures?: number[];
    }
  | { do: "openRequest"; request: Key }
  | { do: "claim"; key: Key; request: Key; giver: Key; quantity: bigint; promisedOn: LocalDate }
  | { do: "withdrawClaim"; claim: Key; reason: string }
  | { do: "closeRequest"; request: Key; solved: boolean; note: string }
  | { do: "reopenRequest"; request: Key; quantity: bigint }
  | AppealStep
  | MarketStep
  | FairnessStep
  | StationStep
  | { do: "withdrawRequest"; request: Key }
  | {
      do: "planActivity";
      key: Key;
      host: Key;
      coHosts?: Key[];
      kind: ActivityKindCode;
      title: string;
      body?: string;
      skills?: string[];
      audience: "MEMBERS" | "CITY" | "PUBLIC";
      firstOn: LocalDate;
      startTime: string;
      minutes: number;
      place: string;
      capacity?: number;
      recurrence?: string;
      serves: Key[];
    }
  /** A session is known by its activity and its day. */
  | { do: "signUp"; activity: Key; on: LocalDate }
  | { do: "cancelSession"; activity: Key; on: LocalDate; reason: "WEATHER" | "HOLIDAY" }
  /** On time, by a host's list. */
  | { do: "markPresent"; activity: Key; on: LocalDate; person: Key }
  | { do: "typeHours"; key: Key; activity: Key; on: LocalDate; person: Key; minutes: bigint; reason: string }
  | { do: "secondHours"; hours: Key }
  | { do: "reportSession"; activity: Key; on: LocalDate; note?: string }
  | { do: "confirmSession"; activity: Key; on: LocalDate }
  | { do: "disputeSession"; activity: Key; on: LocalDate; reason: string }
  | {
      do: "volunteerEntry";
      organization: Key;
      person: Key;
      kind: "TRAINING" | "HONOUR" | "EVALUATION";
      onDate: LocalDate;
      title: string;
      issuer?: string;
      minutes?: bigint;
    };

/** One command of one person at one instant. */
export type Act = {
  /** Milliseconds since 1970; no two acts share one. */
  at: number;
  by: Key;
  /** What must happen in order: the receiver's. Null: everything before it first, then it alone. */
  lane: Key | null;
  step: Step;
  /** A person who finds the thing closed already leaves it: a refusal by its state is passed over. */
  ifStill?: boolean;
};

/** An account offered on the sign-in page. */
export type PlannedLogin = { role: string; person: Key; username: string };

/** The whole city before anything of it is written. */
export type Plan = {
  anchor: LocalDate;
  openedOn: LocalDate;
  firstDay: LocalDate;
  divisions: PlannedDivision[];
  organizations: PlannedOrganization[];
  people: PlannedPerson[];
  pairs: PlannedPair[];
  acts: Act[];
  logins: PlannedLogin[];
};

/** The partnership of a pair on a day; most have one for each year, assigned or renewed by a document. */
export function partnershipOf(pair: Pick<PlannedPair, "key" | "startsOn" | "through">, day: LocalDate): Key {
  return `${pair.key}@${(pair.through ? pair.startsOn : day).slice(0, 4)}`;
}
