import type { Claim, HelpRequest, Need, Prisma } from "@gongjian/prisma/client";
import { addDays, fromDbDate, toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { Subject } from "../../kernel/policy.ts";
import { Rejection } from "../../kernel/result.ts";
import { onRequestSaved } from "../appeals/public.ts";
import { loadSettings } from "../cities/public.ts";
import { type PlacedOrganization, refOf } from "../organizations/public.ts";
import type { HelpRequestState } from "./model.ts";
import { claimsVisibleTo, visibleTo } from "./policy.ts";
import type { Question } from "./solved.ts";

/** A request locked for change, with its receiver and its needs in their order. */
export type RequestInHand = HelpRequest & { receiver: PlacedOrganization; needs: Need[] };

/** Locks a request and its needs and loads them; not found outside of what the actor may see. */
export async function takeRequest(
  command: Command,
  id: string,
  version?: number | null,
): Promise<RequestInHand> {
  const { tx, actor } = command;
  await lockRows(tx, "HelpRequest", [id]);
  const needs = await tx.need.findMany({ where: { helpRequestId: id }, select: { id: true } });
  await lockRows(
    tx,
    "Need",
    needs.map((need) => need.id),
  );
  const scope =
    actor.kind === "PERSON" ? visibleTo(actor) : actor.cityId === null ? {} : { cityId: actor.cityId };
  const request = await tx.helpRequest.findFirst({
    where: { AND: [{ id }, scope] },
    include: {
      receiver: { include: { division: { select: { path: true } } } },
      needs: { orderBy: { sortOrder: "asc" } },
    },
  });
  if (!request) throw Rejection.notFound();
  if (version !== null && version !== undefined && version !== request.version) {
    throw Rejection.conflict(request.version);
  }
  return request;
}

/** What the policy needs to know of a request, and of the unit that acts on it. */
export function subjectOf(request: RequestInHand, giver?: PlacedOrganization): Subject {
  return {
    cityId: request.cityId,
    receiver: refOf(request.receiver),
    ...(giver ? { giver: refOf(giver) } : {}),
  };
}

/** Writes the state of a request as a step left it, under the next version. */
export async function saveRequest(command: Command, request: RequestInHand): Promise<void> {
  const { state, openedAt, closedAt, closeNote, reopenedCount } = request;
  const { offeredUntil, hallSince, keptReason, saidUnsolved } = request;
  await command.tx.helpRequest.update({
    where: { id: request.id },
    data: {
      state,
      openedAt,
      closedAt,
      closeNote,
      reopenedCount,
      offeredUntil,
      hallSince,
      keptReason,
      saidUnsolved,
      version: { increment: 1 },
    },
  });
  if (request.hasAsker) await keepAskerUntil(command, request);
  await onRequestSaved(command, request);
}

/** Writes the quantities of needs as a step left them, each under its next version. */
export async function saveNeeds(
  command: Command,
  before: readonly Need[],
  after: readonly Need[],
): Promise<void> {
  for (const need of after) {
    const old = before.find(({ id }) => id === need.id);
    if (
      old &&
      old.quantity === need.quantity &&
      old.claimed === need.claimed &&
      old.accepted === need.accepted &&
      old.used === need.used
    )
      continue;
    const { quantity, claimed, accepted, used } = need;
    await command.tx.need.update({
      where: { id: need.id },
      data: { quantity, claimed, accepted, used, version: { increment: 1 } },
    });
  }
}

const ENDS: readonly HelpRequestState[] = ["CLOSED", "CLOSED_UNSOLVED", "WITHDRAWN"];

/** From the end of a request on the days run after which the name and contact of who asked are deleted; opened again, they stand still. */
async function keepAskerUntil(command: Command, { cityId, id, state }: RequestInHand): Promise<void> {
  const { tx, today } = command;
  const deleteOn = ENDS.includes(state)
    ? toDbDate(addDays(today, (await loadSettings(tx, cityId, today)).askerKeptDays))
    : null;
  await tx.requestAsker.updateMany({
    where: { cityId, helpRequestId: id, deletedAt: null },
    data: { deleteOn },
  });
}

/** A claim with what its obligation says. */
export type ClaimInHand = Claim & {
  giver: PlacedOrganization;
  obligation: { id: string; claimed: bigint; answered: bigint }[];
};

/** Locks and loads claims, after their request and needs are locked. */
export async function takeClaims(command: Command, claimIds: readonly string[]): Promise<ClaimInHand[]> {
  await lockRows(command.tx, "Claim", claimIds);
  return command.tx.claim.findMany({
    where: { id: { in: [...claimIds] } },
    include: {
      giver: { include: { division: { select: { path: true } } } },
      obligation: { select: { id: true, claimed: true, answered: true } },
    },
    orderBy: { id: "asc" },
  });
}

/** The request of a need that the actor may see; not found otherwise. */
export async function requestOfNeed({ tx, actor }: Command, needId: string): Promise<string> {
  const need = await tx.need.findFirst({
    where: { id: needId, ...(actor.kind === "PERSON" ? { helpRequest: visibleTo(actor) } : {}) },
    select: { helpRequestId: true },
  });
  if (!need) throw Rejection.notFound();
  return need.helpRequestId;
}

/** The request of a claim that the actor may see; not found otherwise. */
export async function requestOfClaim({ tx, actor }: Command, claimId: string): Promise<string> {
  const claim = await tx.claim.findFirst({
    where: { id: claimId, ...(actor.kind === "PERSON" ? claimsVisibleTo(actor) : {}) },
    select: { need: { select: { helpRequestId: true } } },
  });
  if (!claim) throw Rejection.notFound();
  return claim.need.helpRequestId;
}

const JOINT_PART = {
  giver: { include: { division: { select: { path: true } } } },
  jointClaim: {
    include: { need: true, lead: { include: { division: { select: { path: true } } } } },
  },
} satisfies Prisma.JointClaimPartInclude;

/** A part of a joint claim with its unit and the one that leads. */
export type JointPartInHand = Prisma.JointClaimPartGetPayload<{ include: typeof JOINT_PART }>;

/**
 * Finds a part of a joint claim on a request that the actor may see; `before` locks what comes before requests in the order of locks,
 * `lock` the part itself, to be called when the request is locked.
 */
export async function takeJointPart(
  command: Command,
  id: string,
  before?: (command: Command, helpRequestId: string, giverIds: readonly string[]) => Promise<void>,
): Promise<{ helpRequestId: string; needId: string; lock: () => Promise<JointPartInHand> }> {
  const { tx, actor } = command;
  const part = await tx.jointClaimPart.findFirst({
    where: {
      id,
      ...(actor.kind === "PERSON" ? { jointClaim: { need: { helpRequest: visibleTo(actor) } } } : {}),
    },
    select: {
      giverId: true,
      jointClaim: { select: { needId: true, need: { select: { helpRequestId: true } } } },
    },
  });
  if (!part) throw Rejection.notFound();
  const { needId, need } = part.jointClaim;
  await before?.(command, need.helpRequestId, [part.giverId]);
  return {
    helpRequestId: need.helpRequestId,
    needId,
    async lock() {
      await lockRows(tx, "JointClaimPart", [id]);
      return tx.jointClaimPart.findUniqueOrThrow({ where: { id }, include: JOINT_PART });
    },
  };
}

/** The question to who asked, of the time since the request was opened last; null when it was not asked. */
export async function lastQuestion(
  { tx }: Command,
  request: Pick<RequestInHand, "cityId" | "id" | "reopenedCount">,
): Promise<Question | null> {
  const question = await tx.solvedQuestion.findFirst({
    where: { cityId: request.cityId, helpRequestId: request.id, round: request.reopenedCount },
    select: { round: true, awaitedUntil: true, answer: true },
  });
  return question && { ...question, awaitedUntil: fromDbDate(question.awaitedUntil) };
}
