import type { Claim, HelpRequest, Need } from "@gongjian/prisma/client";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { Subject } from "../../kernel/policy.ts";
import { Rejection } from "../../kernel/result.ts";
import { type PlacedOrganization, refOf } from "../organizations/public.ts";
import { visibleTo } from "./policy.ts";

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
  await command.tx.helpRequest.update({
    where: { id: request.id },
    data: { state, openedAt, closedAt, closeNote, reopenedCount, version: { increment: 1 } },
  });
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
      old.accepted === need.accepted
    )
      continue;
    const { quantity, claimed, accepted } = need;
    await command.tx.need.update({
      where: { id: need.id },
      data: { quantity, claimed, accepted, version: { increment: 1 } },
    });
  }
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
