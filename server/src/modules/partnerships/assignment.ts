import type { Membership } from "@gongjian/prisma/client";
import { fromDbDate, type LocalDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import { type FieldProblem, Rejection } from "../../kernel/result.ts";
import { openRunningDuties } from "../obligations/public.ts";
import type { PlacedOrganization } from "../organizations/public.ts";
import { partnershipColumns } from "./columns.ts";
import { events } from "./events.ts";
import {
  assign,
  type Partnership,
  type PartnershipBasis,
  type PartnershipInput,
  type PartnershipKind,
  partnershipProblems,
} from "./model.ts";

/** What is entered for a pair, besides the term and the document. */
export type PairInput = {
  giverId: string;
  receiverId: string;
  kind: PartnershipKind;
  leaderMembershipId?: string | null;
  sectionName?: string | null;
  sectionFrom?: string | null;
  sectionTo?: string | null;
  /** The street office that keeps the receiver's books, when it attests receipts. */
  attestorId?: string | null;
};

/** The term and the document that it rests on. */
export type AssignmentTerms = {
  startsOn: LocalDate;
  endsOn: LocalDate;
  documentNumber: string;
  documentDate: LocalDate;
};

/** The organizations and the leader of a pair, as loaded. */
export type PairParts = {
  giver: PlacedOrganization;
  receiver: PlacedOrganization;
  leader: Membership | null;
  attestor: PlacedOrganization | null;
};

const LONGEST = 120;
const clean = (text: string | null | undefined) => text?.normalize("NFC").trim() || null;

/** The entries of a pair as the model wants them. */
export function inputOf(
  pair: PairInput,
  terms: Omit<AssignmentTerms, "documentNumber" | "documentDate"> & Partial<AssignmentTerms>,
): PartnershipInput {
  return {
    giverId: pair.giverId,
    receiverId: pair.receiverId,
    kind: pair.kind,
    startsOn: terms.startsOn,
    endsOn: terms.endsOn,
    documentNumber: clean(terms.documentNumber),
    documentDate: terms.documentDate ?? null,
    leaderMembershipId: pair.leaderMembershipId ?? null,
    sectionName: clean(pair.sectionName),
    sectionFrom: clean(pair.sectionFrom),
    sectionTo: clean(pair.sectionTo),
  };
}

/**
 * What is wrong with a pair beside the model's rules: organizations that end before its term does, a leader who is none of the giver's on
 * the first day, an attestor that is no office, texts that are too long.
 */
export function pairProblems(
  input: PartnershipInput,
  basis: PartnershipBasis,
  parts: PairParts,
): FieldProblem[] {
  const { giver, receiver, leader, attestor } = parts;
  const problems = partnershipProblems(input, basis, { giver: giver.kind, receiver: receiver.kind });
  const say = (field: string, code: string, params?: Record<string, string>) =>
    problems.push({ path: [field], code, ...(params ? { params } : {}) });
  const ended = (o: PlacedOrganization) => o.endedOn !== null && fromDbDate(o.endedOn) < input.endsOn;
  if (ended(giver)) say("giverId", "ORGANIZATION_ENDED");
  if (ended(receiver)) say("receiverId", "ORGANIZATION_ENDED");
  if (input.leaderMembershipId !== null && !leads(leader, giver.id, input.startsOn))
    say("leaderMembershipId", "NOT_A_LEADER");
  if (attestor !== null && !mayAttest(attestor, receiver)) say("attestorId", "NOT_AN_OFFICE");
  for (const field of ["documentNumber", "sectionName", "sectionFrom", "sectionTo"] as const)
    if ([...(input[field] ?? "")].length > LONGEST) say(field, "TOO_LONG", { max: String(LONGEST) });
  return problems;
}

/** Who keeps a receiver's books and so attests for it: an office whose territory covers it. Attesting opens what was given to it. */
export function mayAttest(attestor: PlacedOrganization, receiver: PlacedOrganization): boolean {
  return attestor.kind === "OFFICE" && receiver.division.path.startsWith(attestor.division.path);
}

function leads(leader: Membership | null, giverId: string, day: LocalDate): boolean {
  if (leader === null || leader.organizationId !== giverId || leader.role !== "LEADER") return false;
  return leader.endsOn === null || fromDbDate(leader.endsOn) >= day;
}

/** Writes partnerships and opens their duties of the running periods, inside the caller's command. Returns the ids of the duties. */
export async function writePartnerships(
  command: Command,
  cityId: string,
  made: readonly (Partnership & { id: string; attestorId: string | null; renewsId?: string | null })[],
): Promise<string[]> {
  await requireStanding(command, made);
  await command.tx.partnership.createMany({ data: made.map((p) => ({ cityId, ...partnershipColumns(p) })) });
  const active = made.filter((p) => p.state === "ACTIVE").map((p) => p.id);
  return active.length === 0 ? [] : openRunningDuties(command, cityId, active);
}

/** Whoever ends an organization waits for this, or this for them (ORGANIZATION_ENDED): none has a partnership beyond its last day. */
async function requireStanding(command: Command, made: readonly Partnership[]): Promise<void> {
  const ids = made.flatMap(({ giverId, receiverId }) => [giverId, receiverId]);
  await lockRows(command.tx, "Organization", ids);
  const ended = await command.tx.organization.findMany({
    where: { id: { in: ids }, endedOn: { not: null } },
    select: { id: true, endedOn: true },
  });
  const late = ended.some(({ id, endedOn }) =>
    made.some((p) => (p.giverId === id || p.receiverId === id) && endedOn && fromDbDate(endedOn) < p.endsOn),
  );
  if (late) throw Rejection.invalidTransition({ from: "ENDED", allowed: [], code: "ORGANIZATION_ENDED" });
}

/** Makes the assigned partnerships of checked pairs: rows, duties, one event each. Returns their ids and those of the duties. */
export async function assignPairs(
  command: Command,
  cityId: string,
  pairs: readonly { input: PartnershipInput; attestorId: string | null }[],
): Promise<{ ids: string[]; opened: string[] }> {
  const made = pairs.map(({ input, attestorId }) => ({ ...assign(input), id: command.newId(), attestorId }));
  const opened = await writePartnerships(command, cityId, made);
  for (const p of made) {
    command.emit(events["partnership.assigned"], {
      subject: `Partnership:${p.id}`,
      giverId: p.giverId,
      receiverId: p.receiverId,
      partnershipId: p.id,
      params: { startsOn: p.startsOn, endsOn: p.endsOn },
    });
  }
  return { ids: made.map((p) => p.id), opened };
}
