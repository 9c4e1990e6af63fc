import type { Command } from "../../kernel/command.ts";
import { acceptQuantity, changeQuantity, unacceptQuantity, unclaimQuantity } from "../obligations/public.ts";
import type { AllocationChange } from "./allocation.ts";

type AllocationRow = { id: string; obligationId: string };

/**
 * Carries a step's changes to the allocation rows and on to their obligations: accept or unaccept, then unclaim, then
 * write off. The allocation comes first, because the day on which an obligation was met is read from its allocations.
 */
export async function applyAllocations(
  command: Command,
  allocations: readonly AllocationRow[],
  changes: readonly (AllocationChange & { writtenOff?: bigint })[],
  reason = "",
): Promise<void> {
  for (const { obligationId, claimed, accepted, writtenOff = 0n } of changes) {
    const row = allocations.find((allocation) => allocation.obligationId === obligationId);
    if (!row) throw new Error(`no allocation to ${obligationId}`);
    await command.tx.allocation.update({
      where: { id: row.id },
      data: { claimed: { increment: claimed }, accepted: { increment: accepted }, version: { increment: 1 } },
    });
    const obligation = { id: obligationId };
    if (accepted > 0n) await acceptQuantity(command, obligation, accepted);
    if (accepted < 0n) await unacceptQuantity(command, obligation, -accepted);
    if (claimed === 0n) continue;
    const { quantity } = await unclaimQuantity(command, obligation, -claimed);
    if (writtenOff > 0n) await changeQuantity(command, obligation, quantity - writtenOff, "WRITE_OFF", reason);
  }
}
