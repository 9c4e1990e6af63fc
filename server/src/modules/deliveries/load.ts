import type { Allocation as AllocationRow, Delivery, Dispute, Kind, Prisma } from "@gongjian/prisma/client";
import { fromDbDate, type LocalDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { EventPayload } from "../../kernel/events.ts";
import type { Grant, Subject } from "../../kernel/policy.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import { lockObligations } from "../obligations/public.ts";
import { refOf, SIDES_INCLUDE } from "../organizations/public.ts";
import type { Allocation } from "./allocation.ts";
import { visibleTo } from "./policy.ts";

/** Delivery rows under a command's lock. */

const IN_HAND = {
  ...SIDES_INCLUDE,
  kind: true,
  partnership: { include: { attestor: SIDES_INCLUDE.receiver } },
  allocations: true,
  disputes: { where: { state: "OPEN" } },
} satisfies Prisma.DeliveryInclude;

/** A delivery under lock, with what the policy, the model and the spreading need to know. */
export type DeliveryInHand = {
  delivery: Delivery;
  kind: Kind;
  subject: Subject;
  allocations: (AllocationRow & Allocation)[];
  openDispute: Dispute | null;
  occurredOn: LocalDate;
  /** Where its events lead, whom they concern, and what their texts say. */
  told: Required<Pick<EventPayload, "subject" | "giverId" | "receiverId" | "params">> &
    Pick<EventPayload, "attestorId"> & {
      partnershipId: string | null;
    };
};

/** What the texts of a delivery's events say: amounts in minor units, codes, days. */
export function tellOf(
  delivery: Pick<Delivery, "id" | "giverId" | "receiverId" | "partnershipId" | "quantity" | "good">,
  kind: Pick<Kind, "code" | "measure">,
  occurredOn: LocalDate,
  attestorId: string | null | undefined,
): DeliveryInHand["told"] {
  return {
    subject: `Delivery:${delivery.id}`,
    giverId: delivery.giverId,
    receiverId: delivery.receiverId,
    ...(attestorId ? { attestorId } : {}),
    partnershipId: delivery.partnershipId,
    params: {
      kind: kind.code,
      measure: kind.measure,
      quantity: delivery.quantity.toString(),
      occurredOn,
      ...(delivery.good === null ? {} : { good: delivery.good }),
    },
  };
}

/**
 * Locks and loads a delivery that the actor may see, in the version the client has seen, together with the pledge of its money
 * and the obligations it counts toward; not found otherwise.
 */
export async function takeDelivery(
  command: Command,
  id: string,
  version?: number | null,
): Promise<DeliveryInHand> {
  const { tx, actor } = command;
  const scope =
    actor.kind === "PERSON" ? visibleTo(actor) : actor.cityId === null ? {} : { cityId: actor.cityId };
  const where = { AND: [{ id }, scope] };
  const found = await tx.delivery.findFirst({
    where,
    select: {
      transfer: { select: { pledgeLine: { select: { pledgeId: true } } } },
      allocations: { select: { obligationId: true } },
    },
  });
  if (!found) throw Rejection.notFound();
  await lockRows(tx, "Pledge", found.transfer ? [found.transfer.pledgeLine.pledgeId] : []);
  await lockRows(tx, "Delivery", [id]);
  const promised = await lockObligations(
    command,
    found.allocations.map((allocation) => allocation.obligationId),
  );
  const row = await tx.delivery.findFirst({ where, include: IN_HAND });
  if (!row) throw Rejection.notFound();
  requireVersion(row, version);
  const { giver, receiver, kind, partnership, allocations, disputes, ...delivery } = row;
  const dueOn = new Map(promised.map((obligation) => [obligation.id, obligation.dueOn]));
  const occurredOn = fromDbDate(delivery.occurredOn);
  return {
    delivery,
    kind,
    subject: {
      cityId: delivery.cityId,
      giver: refOf(giver),
      receiver: refOf(receiver),
      attestor: partnership?.attestor ? refOf(partnership.attestor) : null,
    },
    allocations: allocations.map((one) => ({ ...one, dueOn: dueOn.get(one.obligationId) ?? occurredOn })),
    openDispute: disputes[0] ?? null,
    occurredOn,
    told: tellOf(delivery, kind, occurredOn, partnership?.attestorId),
  };
}

/** Writes the columns that a step of the model changed, in one new version. */
export async function saveDelivery(command: Command, delivery: Delivery): Promise<void> {
  const { id, state, acceptedQuantity, submittedAt, loggedById, loggedByOrganizationId, onBehalf } = delivery;
  await command.tx.delivery.update({
    where: { id },
    data: {
      ...{ state, acceptedQuantity, submittedAt, loggedById, loggedByOrganizationId, onBehalf },
      version: { increment: 1 },
    },
  });
}

/** The organization under whose role the actor signs; only a person signs. */
export function signingOrganization(command: Command, grant: Grant): string {
  command.person();
  if (!grant.membership) throw Rejection.forbidden("PERSON_REQUIRED");
  return grant.membership.organizationId;
}
