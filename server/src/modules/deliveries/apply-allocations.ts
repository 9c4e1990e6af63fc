import type { Command } from "../../kernel/command.ts";
import { minAmount } from "../../kernel/quantity.ts";
import { onClaimAccepted, onClaimObligationChanged } from "../help-requests/public.ts";
import {
  acceptQuantity,
  changeQuantity,
  type PromisedObligation,
  unacceptQuantity,
  unclaimQuantity,
} from "../obligations/public.ts";
import type { AllocationChange } from "./allocation.ts";

type AllocationRow = { id: string; obligationId: string };
type Change = AllocationChange & { writtenOff?: bigint };

/**
 * Carries a step's changes to the allocation rows and on to their obligations: accept or unaccept, then unclaim, then
 * write off. The allocation comes first, because the day on which an obligation was met is read from its allocations.
 * A claim on a request for help follows what was accepted for it.
 */
export async function applyAllocations(
  command: Command,
  allocations: readonly AllocationRow[],
  changes: readonly Change[],
  reason = "",
): Promise<void> {
  for (const change of changes) {
    const row = allocations.find((allocation) => allocation.obligationId === change.obligationId);
    if (!row) throw new Error(`no allocation to ${change.obligationId}`);
    const promised = await promiseOfClaim(command, change.obligationId);
    const before = promised ? await reached(command, promised.id) : 0n;
    await apply(command, row, change, reason);
    if (!promised) continue;
    const delta = (await reached(command, promised.id)) - before;
    if (delta !== 0n) await onClaimAccepted(command, promised.claimId, delta);
    else if (change.writtenOff) await onClaimObligationChanged(command, promised.claimId);
  }
}

async function apply(command: Command, row: AllocationRow, change: Change, reason: string): Promise<void> {
  const { obligationId, claimed, accepted, writtenOff = 0n } = change;
  await command.tx.allocation.update({
    where: { id: row.id },
    data: { claimed: { increment: claimed }, accepted: { increment: accepted }, version: { increment: 1 } },
  });
  const obligation = { id: obligationId };
  if (accepted > 0n) await acceptQuantity(command, obligation, accepted);
  if (accepted < 0n) await unacceptQuantity(command, obligation, -accepted);
  if (claimed === 0n) return;
  const left: PromisedObligation = await unclaimQuantity(command, obligation, -claimed);
  if (writtenOff > 0n)
    await changeQuantity(command, obligation, left.quantity - writtenOff, "WRITE_OFF", reason);
}

/** The obligation of a claim that a delivery fills, itself or through the instalment that answers it. */
async function promiseOfClaim(
  command: Command,
  obligationId: string,
): Promise<{ id: string; claimId: string } | null> {
  const row = await command.tx.obligation.findUnique({
    where: { id: obligationId },
    select: { id: true, claimId: true, answers: { select: { id: true, claimId: true } } },
  });
  for (const one of [row, row?.answers]) if (one?.claimId) return { id: one.id, claimId: one.claimId };
  return null;
}

/** What is accepted toward an obligation, by itself and by its answers; never more than it asks for. */
async function reached(command: Command, id: string): Promise<bigint> {
  const row = await command.tx.obligation.findUniqueOrThrow({
    where: { id },
    select: { quantity: true, accepted: true, answeredBy: { select: { accepted: true } } },
  });
  const sum = row.answeredBy.reduce((total, answer) => total + answer.accepted, row.accepted);
  return minAmount(sum, row.quantity);
}
