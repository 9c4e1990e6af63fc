import { addDays, addMonths, type LocalDate } from "../../kernel/clock.ts";
import { type FieldProblem, Rejection, requireText } from "../../kernel/result.ts";

/** The machine of a partnership: PROPOSED → ACTIVE ⇄ SUSPENDED → ENDED; PROPOSED → DECLINED. */

export const partnershipKinds = ["CO_BUILDING", "LEADER_CONTACT", "ROAD_SECTION"] as const;
export type PartnershipKind = (typeof partnershipKinds)[number];

export const partnershipBases = ["ASSIGNED", "AGREED"] as const;
export type PartnershipBasis = (typeof partnershipBases)[number];

export const partnershipStates = ["PROPOSED", "ACTIVE", "SUSPENDED", "ENDED", "DECLINED"] as const;
export type PartnershipState = (typeof partnershipStates)[number];

export const sides = ["GIVER", "RECEIVER"] as const;
export type Side = (typeof sides)[number];

/** The columns that the steps read and write. Steps keep any further field of the row. */
export type Partnership = {
  giverId: string;
  receiverId: string;
  kind: PartnershipKind;
  basis: PartnershipBasis;
  state: PartnershipState;
  startsOn: LocalDate;
  /** Last day of the term. */
  endsOn: LocalDate;
  documentNumber: string | null;
  documentDate: LocalDate | null;
  leaderMembershipId: string | null;
  sectionName: string | null;
  sectionFrom: string | null;
  sectionTo: string | null;
  proposedBy: Side | null;
  giverAcknowledgedAt: Date | null;
  giverAcknowledgedById: string | null;
  receiverAcknowledgedAt: Date | null;
  receiverAcknowledgedById: string | null;
  endReason: string | null;
};

/** What is entered for a new partnership. */
export type PartnershipInput = Pick<
  Partnership,
  | "giverId"
  | "receiverId"
  | "kind"
  | "startsOn"
  | "endsOn"
  | "documentNumber"
  | "documentDate"
  | "leaderMembershipId"
  | "sectionName"
  | "sectionFrom"
  | "sectionTo"
>;

type OrganizationKind = "PARTNER_UNIT" | "COMMUNITY" | "OFFICE" | "TEAM";

export type PartnershipAct = "accept" | "decline" | "acknowledge" | "suspend" | "resume" | "end" | "renew";

const acts: Readonly<Record<PartnershipState, readonly PartnershipAct[]>> = {
  PROPOSED: ["accept", "decline"],
  ACTIVE: ["acknowledge", "suspend", "end", "renew"],
  SUSPENDED: ["acknowledge", "resume", "end"],
  ENDED: ["renew"],
  DECLINED: [],
};

/** The acts that a partnership allows now. Only an assigned one is acknowledged: an agreed one was accepted by both. */
export function allowedActs(p: Pick<Partnership, "state" | "basis">): PartnershipAct[] {
  return acts[p.state].filter((act) => act !== "acknowledge" || p.basis === "ASSIGNED");
}

function mustAllow(p: Partnership, act: PartnershipAct, code?: string): void {
  const allowed = allowedActs(p);
  if (!allowed.includes(act)) throw Rejection.invalidTransition({ from: p.state, allowed, code });
}

const MAX_TERM_MONTHS = 60;
const isBlank = (text: string | null) => text === null || text.trim() === "";

/**
 * What is wrong with the entries of a partnership: two different sides, a partner unit that gives, a community or an office
 * that receives, the fields of its kind, a term of at most five years, and for ASSIGNED the document that it rests on.
 */
export function partnershipProblems(
  input: PartnershipInput,
  basis: PartnershipBasis,
  organizations: { giver: OrganizationKind; receiver: OrganizationKind },
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const say = (field: string, code: string) => problems.push({ path: [field], code });
  if (input.giverId === input.receiverId) say("receiverId", "SAME_ORGANIZATION");
  if (organizations.giver !== "PARTNER_UNIT") say("giverId", "NOT_A_PARTNER_UNIT");
  if (organizations.receiver !== "COMMUNITY" && organizations.receiver !== "OFFICE") {
    say("receiverId", "NOT_A_RECEIVER");
  }
  if (input.kind === "LEADER_CONTACT") {
    if (input.leaderMembershipId === null) say("leaderMembershipId", "REQUIRED");
  } else if (input.leaderMembershipId !== null) say("leaderMembershipId", "NOT_FOR_THIS_KIND");
  for (const field of ["sectionName", "sectionFrom", "sectionTo"] as const) {
    if (input.kind === "ROAD_SECTION") {
      if (isBlank(input[field])) say(field, "REQUIRED");
    } else if (input[field] !== null) say(field, "NOT_FOR_THIS_KIND");
  }
  if (input.endsOn < input.startsOn) say("endsOn", "BEFORE_START");
  else if (input.endsOn >= addMonths(input.startsOn, MAX_TERM_MONTHS)) say("endsOn", "TERM_TOO_LONG");
  if (basis === "ASSIGNED") {
    if (isBlank(input.documentNumber)) say("documentNumber", "REQUIRED");
    if (input.documentDate === null) say("documentDate", "REQUIRED");
    else if (input.startsOn < input.documentDate) say("startsOn", "START_BEFORE_DOCUMENT");
  }
  return problems;
}

const untouched = {
  giverAcknowledgedAt: null,
  giverAcknowledgedById: null,
  receiverAcknowledgedAt: null,
  receiverAcknowledgedById: null,
  endReason: null,
};

/** An office assigns by its document: ACTIVE at once; a missing acknowledgement is shown and changes nothing. */
export function assign(input: PartnershipInput): Partnership {
  return { ...input, ...untouched, basis: "ASSIGNED", state: "ACTIVE", proposedBy: null };
}

/** A side proposes: PROPOSED until the other side accepts. */
export function propose(input: PartnershipInput, by: Side): Partnership {
  return { ...input, ...untouched, basis: "AGREED", state: "PROPOSED", proposedBy: by };
}

/** The other side accepts or declines a proposal (WRONG_SIDE for the proposing one). */
export function answerProposal<P extends Partnership>(p: P, answer: "accept" | "decline", by: Side): P {
  mustAllow(p, answer);
  if (by === p.proposedBy) throw Rejection.forbidden("WRONG_SIDE");
  return { ...p, state: answer === "accept" ? "ACTIVE" : "DECLINED" };
}

/** A side acknowledges its assignment, once (ALREADY_ACKNOWLEDGED). */
export function acknowledge<P extends Partnership>(p: P, side: Side, byId: string, at: Date): P {
  mustAllow(p, "acknowledge");
  const done = side === "GIVER" ? p.giverAcknowledgedAt : p.receiverAcknowledgedAt;
  if (done !== null) {
    throw Rejection.invalidTransition({
      from: p.state,
      allowed: allowedActs(p),
      code: "ALREADY_ACKNOWLEDGED",
    });
  }
  return side === "GIVER"
    ? { ...p, giverAcknowledgedAt: at, giverAcknowledgedById: byId }
    : { ...p, receiverAcknowledgedAt: at, receiverAcknowledgedById: byId };
}

/** The clock of its obligations stands still from a day on; the suspension row holds day and reason. */
export function suspend<P extends Partnership>(p: P, reason: string): P {
  mustAllow(p, "suspend");
  requireText(reason, "reason");
  return { ...p, state: "SUSPENDED" };
}

/** The clock runs again. Close the suspension row with the day before, and move the due dates (`resume` in obligations/state.ts). */
export function resume<P extends Partnership>(p: P): P {
  mustAllow(p, "resume");
  return { ...p, state: "ACTIVE" };
}

/**
 * Ended early, `lastDay` being its last day: not after the term (LATER_THAN_TERM), not earlier than the day before it began
 * (BEFORE_START; that day means it never ran). Its open obligations are then cancelled.
 */
export function end<P extends Partnership>(p: P, lastDay: LocalDate, reason: string): P {
  mustAllow(p, "end");
  requireText(reason, "reason");
  if (lastDay > p.endsOn) throw Rejection.validation([{ path: ["endsOn"], code: "LATER_THAN_TERM" }]);
  if (lastDay < addDays(p.startsOn, -1)) {
    throw Rejection.validation([{ path: ["endsOn"], code: "BEFORE_START" }]);
  }
  return { ...p, state: "ENDED", endsOn: lastDay, endReason: reason.trim() };
}

/** The term ran out: ENDED from the day after its last day; unchanged before. */
export function expire<P extends Partnership>(p: P, today: LocalDate): P {
  if (p.endsOn >= today || (p.state !== "ACTIVE" && p.state !== "SUSPENDED")) return p;
  return { ...p, state: "ENDED" };
}

/**
 * The same pair for a year more, from the day after the term. With a document it is assigned and ACTIVE, else proposed by a side.
 * ALREADY_RENEWED when a renewal stands; ENDED_EARLY when it was ended by decision.
 */
export function renew(
  p: Partnership,
  basis: { document: { number: string; date: LocalDate } } | { proposedBy: Side },
  alreadyRenewed: boolean,
): Partnership {
  mustAllow(p, "renew");
  const refuse = (code: string) => Rejection.invalidTransition({ from: p.state, allowed: [], code });
  if (alreadyRenewed) throw refuse("ALREADY_RENEWED");
  if (p.endReason !== null) throw refuse("ENDED_EARLY");
  const startsOn = addDays(p.endsOn, 1);
  const document = "document" in basis ? basis.document : null;
  const input: PartnershipInput = {
    giverId: p.giverId,
    receiverId: p.receiverId,
    kind: p.kind,
    startsOn,
    endsOn: addDays(addMonths(startsOn, 12), -1),
    documentNumber: document?.number ?? null,
    documentDate: document?.date ?? null,
    leaderMembershipId: p.leaderMembershipId,
    sectionName: p.sectionName,
    sectionFrom: p.sectionFrom,
    sectionTo: p.sectionTo,
  };
  return "document" in basis ? assign(input) : propose(input, basis.proposedBy);
}

/** What decides whether two partnerships collide. */
export type PairedSides = Pick<
  Partnership,
  "giverId" | "receiverId" | "startsOn" | "endsOn" | "leaderMembershipId" | "sectionName"
> & { kind: string; state: string };

/** Whether two partnerships may not both stand: same giver, receiver, kind and leader or section, and a day in common. */
export function overlaps(a: PairedSides, b: PairedSides): boolean {
  const about = (p: PairedSides) => p.leaderMembershipId ?? p.sectionName ?? "";
  return (
    a.state !== "DECLINED" &&
    b.state !== "DECLINED" &&
    a.giverId === b.giverId &&
    a.receiverId === b.receiverId &&
    a.kind === b.kind &&
    about(a) === about(b) &&
    a.startsOn <= b.endsOn &&
    b.startsOn <= a.endsOn &&
    a.startsOn <= a.endsOn &&
    b.startsOn <= b.endsOn
  );
}
