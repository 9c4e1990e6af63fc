import type { Actor } from "../../kernel/actor.ts";
import { toDbDate } from "../../kernel/clock.ts";
import type { Transaction } from "../../kernel/db.ts";
import { can, type Subject } from "../../kernel/policy.ts";
import type { FieldProblem } from "../../kernel/result.ts";
import { visibleTo as organizationsVisibleTo, peopleVisibleTo } from "../organizations/policy.ts";
import { type PlacedOrganization, refOf } from "../organizations/public.ts";
import { type AssignmentTerms, inputOf, type PairInput, pairProblems } from "./assignment.ts";
import { toModel } from "./columns.ts";
import { assign, overlaps, type PartnershipInput } from "./model.ts";
import { actions } from "./policy.ts";

/** Most pairs that one document assigns at once. */
export const MOST_PAIRS = 500;

/** Pairs as they would be written, and what is wrong with them: `pairs.<row>.<field>`, or the document's own field. */
export type CheckedPairs = {
  cityId: string;
  checked: { input: PartnershipInput; attestorId: string | null }[];
  /** What the policy is asked about, one for each pair that was found. */
  subjects: Subject[];
  problems: FieldProblem[];
};

type Reader = Pick<Transaction, "organization" | "membership" | "partnership">;

/**
 * Checks a list of pairs under one document with the same few statements for one pair and for 500. Problems of a row: NOT_FOUND,
 * NOT_ALLOWED, the model's, PARTNERSHIP_OVERLAP with what stands, PAIR_TWICE within the list.
 */
export async function checkAssignments(
  reader: Reader,
  actor: Actor & { cityId: string },
  pairs: readonly PairInput[],
  terms: AssignmentTerms,
): Promise<CheckedPairs> {
  const { cityId } = actor;
  const result: CheckedPairs = { cityId, checked: [], subjects: [], problems: [] };
  if (pairs.length === 0) result.problems.push({ path: ["pairs"], code: "REQUIRED" });
  if (pairs.length > MOST_PAIRS) {
    result.problems.push({ path: ["pairs"], code: "TOO_MANY", params: { max: String(MOST_PAIRS) } });
    return result;
  }
  const organizations = await organizationsOf(reader, actor, pairs);
  const leaders = await leadersOf(reader, actor, pairs, terms);
  const standing = await reader.partnership.findMany({
    where: {
      cityId,
      giverId: { in: pairs.map((pair) => pair.giverId) },
      receiverId: { in: pairs.map((pair) => pair.receiverId) },
      state: { not: "DECLINED" },
      startsOn: { lte: toDbDate(terms.endsOn) },
      endsOn: { gte: toDbDate(terms.startsOn) },
    },
  });
  const stands = standing.map(toModel);
  for (const [row, pair] of pairs.entries()) {
    const problems: FieldProblem[] = [];
    const say = (field: string, code: string) => problems.push({ path: [field], code });
    const giver = organizations.get(pair.giverId);
    const receiver = organizations.get(pair.receiverId);
    const attestor = pair.attestorId ? organizations.get(pair.attestorId) : null;
    const leader = pair.leaderMembershipId ? leaders.get(pair.leaderMembershipId) : null;
    if (!giver) say("giverId", "NOT_FOUND");
    if (!receiver) say("receiverId", "NOT_FOUND");
    if (attestor === undefined) say("attestorId", "NOT_FOUND");
    if (leader === undefined) say("leaderMembershipId", "NOT_FOUND");
    const input = inputOf(pair, terms);
    if (giver && receiver && attestor !== undefined && leader !== undefined) {
      const subject = { cityId, giver: refOf(giver), receiver: refOf(receiver) };
      result.subjects.push(subject);
      if (!can(actor, actions["partnership.assign"], subject)) say("receiverId", "NOT_ALLOWED");
      problems.push(...pairProblems(input, "ASSIGNED", { giver, receiver, leader, attestor }));
      const made = assign(input);
      if (stands.some((other) => overlaps(other, made))) say("receiverId", "PARTNERSHIP_OVERLAP");
      if (result.checked.some((earlier) => overlaps(assign(earlier.input), made)))
        say("receiverId", "PAIR_TWICE");
    }
    result.checked.push({ input, attestorId: pair.attestorId ?? null });
    for (const { path, ...problem } of problems)
      result.problems.push({ path: ["pairs", String(row), ...path], ...problem });
  }
  return result;
}

async function organizationsOf(
  reader: Reader,
  actor: Actor & { cityId: string },
  pairs: readonly PairInput[],
): Promise<Map<string, PlacedOrganization>> {
  const ids = new Set(
    pairs.flatMap((pair) => [pair.giverId, pair.receiverId, pair.attestorId ?? pair.giverId]),
  );
  const scope = actor.kind === "PERSON" ? organizationsVisibleTo(actor) : { cityId: actor.cityId };
  const rows = await reader.organization.findMany({
    where: { AND: [{ id: { in: [...ids] } }, scope] },
    include: { division: { select: { path: true } } },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

async function leadersOf(
  reader: Reader,
  actor: Actor & { cityId: string },
  pairs: readonly PairInput[],
  { startsOn }: AssignmentTerms,
) {
  const ids = pairs.flatMap((pair) => pair.leaderMembershipId ?? []);
  const scope = actor.kind === "PERSON" ? { person: peopleVisibleTo(actor, startsOn) } : {};
  const rows =
    ids.length === 0
      ? []
      : await reader.membership.findMany({ where: { id: { in: ids }, cityId: actor.cityId, ...scope } });
  return new Map(rows.map((row) => [row.id, row]));
}
