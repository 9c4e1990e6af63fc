import type { Partnership } from "@gongjian/prisma/client";
import type { Actor } from "../../kernel/actor.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows, type Transaction } from "../../kernel/db.ts";
import type { Subject } from "../../kernel/policy.ts";
import { Rejection } from "../../kernel/result.ts";
import { type PlacedOrganization, refOf, SIDES_INCLUDE } from "../organizations/public.ts";
import { type AssignmentTerms, assignPairs, type PairInput } from "./assignment.ts";
import { checkAssignments } from "./check-assignments.ts";
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
  const [partnership] = await loadPartnerships(tx, actor, [id]);
  if (!partnership) throw Rejection.notFound();
  return partnership;
}

/** Locks and loads those of the partnerships that the actor may see, in id order; the others are left out. */
export async function loadPartnerships(
  tx: Transaction,
  actor: Actor,
  ids: readonly string[],
): Promise<PlacedPartnership[]> {
  await lockRows(tx, "Partnership", ids);
  const scope =
    actor.kind === "PERSON" ? visibleTo(actor) : actor.cityId === null ? {} : { cityId: actor.cityId };
  return tx.partnership.findMany({
    where: { AND: [{ id: { in: [...ids] } }, scope] },
    include: { ...SIDES_INCLUDE, attestor: SIDES_INCLUDE.receiver },
    orderBy: { id: "asc" },
  });
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
