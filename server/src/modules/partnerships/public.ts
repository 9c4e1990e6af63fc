import type { Partnership } from "@gongjian/prisma/client";
import type { Actor } from "../../kernel/actor.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows, type Transaction } from "../../kernel/db.ts";
import type { Subject } from "../../kernel/policy.ts";
import { type FieldProblem, Rejection } from "../../kernel/result.ts";
import { type PlacedOrganization, refOf, SIDES_INCLUDE } from "../organizations/public.ts";
import {
  type AssignmentTerms,
  assignPairs,
  inputOf,
  type PairInput,
  type PairParts,
  pairProblems,
} from "./assignment.ts";
import { checkAssignments } from "./check-assignments.ts";
import { overlaps, type PairedSides } from "./model.ts";
import { actions, visibleTo } from "./policy.ts";

/** A partnership with both sides and where they sit. */
export type PlacedPartnership = Partnership & {
  giver: PlacedOrganization;
  receiver: PlacedOrganization;
  attestor: PlacedOrganization | null;
};

/** What the policy needs to know of a partnership, and of everything under it. */
export function subjectOf(partnership: PlacedPartnership): Subject {
  return {
    cityId: partnership.cityId,
    giver: refOf(partnership.giver),
    receiver: refOf(partnership.receiver),
    attestor: partnership.attestor ? refOf(partnership.attestor) : null,
  };
}

/** Locks and loads a partnership that the actor may see; not found otherwise. */
export async function loadPartnership(tx: Transaction, actor: Actor, id: string): Promise<PlacedPartnership> {
  await lockRows(tx, "Partnership", [id]);
  const scope =
    actor.kind === "PERSON" ? visibleTo(actor) : actor.cityId === null ? {} : { cityId: actor.cityId };
  const partnership = await tx.partnership.findFirst({
    where: { AND: [{ id }, scope] },
    include: { ...SIDES_INCLUDE, attestor: SIDES_INCLUDE.receiver },
  });
  if (!partnership) throw Rejection.notFound();
  return partnership;
}

/**
 * Assigns many pairs by one document inside the caller's command: all of them, their duties of the running periods and one event each,
 * or a validation Rejection that names every row's problem (`pairs.<row>.<field>`). The policy is asked about every row.
 */
export async function assignAll(
  command: Command,
  pairs: readonly PairInput[],
  terms: AssignmentTerms,
): Promise<{ ids: string[]; opened: string[] }> {
  const { cityId, checked, subjects, problems } = await checkAssignments(
    command.tx,
    command.person(),
    pairs,
    terms,
  );
  if (problems.length > 0) throw Rejection.validation(problems);
  for (const subject of subjects) command.require(actions["partnership.assign"], subject);
  return assignPairs(command, cityId, checked);
}

/** One pair with its own term and document, as a workbook names them row by row. */
export type CheckedAssignment = { pair: PairInput; terms: AssignmentTerms };

/** What is wrong with an assignment whose organizations and leader are known; overlaps apart (`overlapsAnother`). */
export function checkAssignment({ pair, terms }: CheckedAssignment, parts: PairParts): FieldProblem[] {
  return pairProblems(inputOf(pair, terms), "ASSIGNED", parts);
}

/** What tells two partnerships between the same sides apart: kind, leader or section (`about`), and term. */
export type PairInTime = Pick<
  PairedSides,
  "giverId" | "receiverId" | "kind" | "state" | "startsOn" | "endsOn"
> & {
  about: string;
};

/** Whether two partnerships may not both stand. */
export function overlapsAnother(a: PairInTime, b: PairInTime): boolean {
  return (
    a.about === b.about &&
    overlaps(
      { ...a, leaderMembershipId: null, sectionName: null },
      { ...b, leaderMembershipId: null, sectionName: null },
    )
  );
}

/** Writes checked assignments with their duties and events inside the caller's command, which has asked the policy about each. */
export function writeAssignments(
  command: Command,
  cityId: string,
  assignments: readonly CheckedAssignment[],
): Promise<{ ids: string[]; opened: string[] }> {
  return assignPairs(
    command,
    cityId,
    assignments.map(({ pair, terms }) => ({
      input: inputOf(pair, terms),
      attestorId: pair.attestorId ?? null,
    })),
  );
}
