import type { LocalDate } from "../../kernel/clock.ts";
import { minAmount } from "../../kernel/quantity.ts";
import type { Settlement } from "./model.ts";

/**
 * How a delivery counts toward obligations (归集). Within a delivery, which has one kind, the claims are never more than
 * the delivery; what nothing asks for stays unallocated. Everything spreads in due order, the oldest first.
 */

/** An obligation that could take a part: open, of the same partnership (or claim), kind and good. */
export type Target = {
  obligationId: string;
  dueOn: LocalDate;
  /** What may still be claimed: `free` of the obligation. */
  free: bigint;
  /** Others answer a part of it: it takes only its unanswered remainder, after the leaves. */
  answered: bigint;
};

export type ClaimedPart = { obligationId: string; claimed: bigint };

/** An allocation row with the due date of its obligation. */
export type Allocation = { obligationId: string; dueOn: LocalDate; claimed: bigint; accepted: bigint };

/** What a step adds to the two columns of an allocation and of its obligation; zero changes are left out. */
export type AllocationChange = { obligationId: string; claimed: bigint; accepted: bigint };

/** A settlement's change, with the part that the obligation no longer owes (`writeOff`). */
export type SettledChange = AllocationChange & { writtenOff: bigint };

function inDueOrder<T extends { obligationId: string; dueOn: LocalDate }>(parts: readonly T[]): T[] {
  return [...parts].sort((a, b) =>
    a.dueOn !== b.dueOn ? (a.dueOn < b.dueOn ? -1 : 1) : a.obligationId < b.obligationId ? -1 : 1,
  );
}

/** The default: leaves before unanswered remainders, each in due order, until the delivery is used up. */
export function defaultAllocation(quantity: bigint, targets: readonly Target[]): ClaimedPart[] {
  const ordered = inDueOrder(targets);
  const parts: ClaimedPart[] = [];
  let left = quantity;
  for (const target of [
    ...ordered.filter((t) => t.answered === 0n),
    ...ordered.filter((t) => t.answered > 0n),
  ]) {
    const claimed = minAmount(left, target.free);
    if (claimed <= 0n) continue;
    parts.push({ obligationId: target.obligationId, claimed });
    left -= claimed;
  }
  return parts;
}

/** How an accepted quantity fills the claims: the oldest due first; what is left over counts toward nothing. */
export function spreadAccepted(quantity: bigint, allocations: readonly Allocation[]): AllocationChange[] {
  const changes: AllocationChange[] = [];
  let left = quantity;
  for (const a of inDueOrder(allocations)) {
    const accepted = minAmount(left, a.claimed - a.accepted);
    if (accepted <= 0n) continue;
    changes.push({ obligationId: a.obligationId, claimed: 0n, accepted });
    left -= accepted;
  }
  return changes;
}

/**
 * A settlement decides everything that was open: what arrived is accepted in due order, every other claim falls away (the
 * obligation is owed again), and the written-off part of it is no longer owed, taken from the latest due.
 * Apply to each obligation in this order: accept, unclaim (−claimed), writeOff.
 */
export function spreadSettlement(
  settlement: Settlement,
  allocations: readonly Allocation[],
): SettledChange[] {
  const arrived = new Map(
    spreadAccepted(settlement.arrived, allocations).map((change) => [change.obligationId, change.accepted]),
  );
  let toWriteOff = settlement.writtenOff;
  const changes: SettledChange[] = [];
  for (const a of inDueOrder(allocations).reverse()) {
    const accepted = arrived.get(a.obligationId) ?? 0n;
    const dropped = a.claimed - a.accepted - accepted;
    const writtenOff = minAmount(toWriteOff, dropped);
    toWriteOff -= writtenOff;
    if (accepted === 0n && dropped === 0n) continue;
    changes.push({ obligationId: a.obligationId, claimed: -dropped, accepted, writtenOff });
  }
  return changes.reverse();
}

/** A withdrawal takes every claim back. */
export function spreadWithdrawal(allocations: readonly Allocation[]): AllocationChange[] {
  return allocations
    .filter((a) => a.claimed > 0n)
    .map((a) => ({ obligationId: a.obligationId, claimed: -a.claimed, accepted: 0n }));
}

/** A reversal takes every acceptance back; the claims stand. */
export function spreadReversal(allocations: readonly Allocation[]): AllocationChange[] {
  return allocations
    .filter((a) => a.accepted > 0n)
    .map((a) => ({ obligationId: a.obligationId, claimed: 0n, accepted: -a.accepted }));
}
