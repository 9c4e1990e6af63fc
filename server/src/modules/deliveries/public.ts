import type { Delivery } from "@gongjian/prisma/client";
import { fromDbDate, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import { lockObligations } from "../obligations/public.ts";
import { type Allocation, spreadAccepted, spreadReversal, spreadWithdrawal } from "./allocation.ts";
import { applyAllocations } from "./apply-allocations.ts";
import { saveDelivery } from "./load.ts";
import { acceptWhole, reverse, submit, withdraw } from "./model.ts";
import { takeEffect } from "./sign-delivery.ts";

/** One signature under what a session gave: a person, and the organization for which it signs. */
export type SessionSignature = { personId: string; organizationId: string };

/** What a confirmed session gave, of one kind, from one giver to one receiver. */
export type SessionDelivery = {
  /** SESSION_TYPED: hours that nobody measured, apart from the others in every sum. */
  origin: "SESSION" | "SESSION_TYPED";
  sessionId: string;
  cityId: string;
  giverId: string;
  receiverId: string;
  partnershipId: string | null;
  kindId: string;
  /** Minutes or occasions, more than nothing. */
  quantity: bigint;
  occurredOn: LocalDate;
  /** When the host reported it: what counts as the day of reporting. */
  reportedAt: Date;
  /** Who says that it was given; an office that does is marked for ever. */
  given: SessionSignature & { onBehalf: boolean };
  /** Who attests for the receiver, another person. */
  received: SessionSignature;
};

/**
 * Writes what a confirmed session gave as an accepted delivery, inside the caller's command: it claims its part of what is promised
 * by due date, and both signatures stand under it. The database refuses a second one of the same session, sides and kind.
 *
 * @returns its id and the promises it counts toward; null when the kind no longer holds on that day.
 */
export async function recordSessionDelivery(
  command: Command,
  made: SessionDelivery,
): Promise<{ id: string; obligationIds: string[] } | null> {
  const { tx } = command;
  const { sessionId, reportedAt, given, received, occurredOn, ...facts } = made;
  const day = toDbDate(occurredOn);
  const kind = await tx.kind.findUniqueOrThrow({ where: { id: made.kindId } });
  if (day < kind.validFrom || (kind.validTo !== null && day > kind.validTo)) return null;
  const draft = await tx.delivery.create({
    data: {
      id: command.newId(),
      ...facts,
      occurredOn: day,
      originId: sessionId,
      state: "DRAFT",
      loggedById: given.personId,
      loggedByOrganizationId: given.organizationId,
      onBehalf: given.onBehalf,
    },
  });
  const submitted: Delivery = submit(draft, reportedAt);
  await saveDelivery(command, submitted);
  const parts = await takeEffect(command, submitted, kind, {
    obligation: null,
    channel: null,
    voucherNumber: null,
    evidenceIds: [],
  });
  const { delivery, acceptance } = acceptWhole(submitted, received.personId);
  await saveDelivery(command, delivery);
  await tx.acceptance.create({
    data: {
      id: command.newId(),
      cityId: delivery.cityId,
      deliveryId: delivery.id,
      ...acceptance,
      byId: received.personId,
      byOrganizationId: received.organizationId,
    },
  });
  const allocations = await allocationsOf(command, delivery.id);
  await applyAllocations(command, allocations, spreadAccepted(delivery.quantity, allocations));
  return { id: delivery.id, obligationIds: parts.map(({ obligationId }) => obligationId) };
}

/**
 * Takes back what a session gave between two sides, inside the caller's command, which has asked the policy and whether the period is
 * sealed: acceptances are reversed by the person who takes them back, claims fall away, and what was promised is owed again.
 *
 * @returns ids of the deliveries taken back and of the promises they had counted toward.
 */
export async function takeBackSessionDeliveries(
  command: Command,
  session: { cityId: string; id: string; giverId: string; receiverId: string },
  by: SessionSignature & { reason: string },
): Promise<{ deliveryIds: string[]; obligationIds: string[] }> {
  const { tx } = command;
  const { cityId, giverId, receiverId } = session;
  const found = await tx.delivery.findMany({
    where: { cityId, originId: session.id, giverId, receiverId, state: "ACCEPTED" },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  const ids = found.map(({ id }) => id);
  await lockRows(tx, "Delivery", ids);
  const deliveries = await tx.delivery.findMany({ where: { id: { in: ids } }, orderBy: { id: "asc" } });
  const obligationIds: string[] = [];
  for (const accepted of deliveries) {
    const step = reverse(accepted, false);
    const standing = await tx.acceptance.findFirstOrThrow({
      where: { deliveryId: accepted.id, kind: "ACCEPT", reversedBy: { none: {} } },
    });
    await saveDelivery(command, step.delivery);
    await tx.acceptance.create({
      data: {
        id: command.newId(),
        cityId,
        deliveryId: accepted.id,
        ...step.acceptance,
        note: by.reason,
        byId: by.personId,
        byOrganizationId: by.organizationId,
        reversesId: standing.id,
      },
    });
    const allocations = await allocationsOf(command, accepted.id);
    await applyAllocations(command, allocations, spreadReversal(allocations));
    await saveDelivery(command, withdraw(step.delivery).delivery);
    await applyAllocations(command, allocations, spreadWithdrawal(allocations));
    obligationIds.push(...allocations.map(({ obligationId }) => obligationId));
  }
  return { deliveryIds: ids, obligationIds };
}

/** The allocations of a delivery with their promises under lock. */
async function allocationsOf(command: Command, deliveryId: string): Promise<(Allocation & { id: string })[]> {
  const rows = await command.tx.allocation.findMany({
    where: { deliveryId },
    include: { obligation: { select: { dueOn: true } } },
  });
  await lockObligations(
    command,
    rows.map(({ obligationId }) => obligationId),
  );
  return rows.map(({ id, obligationId, claimed, accepted, obligation }) => ({
    ...{ id, obligationId, claimed, accepted },
    dueOn: fromDbDate(obligation.dueOn),
  }));
}
