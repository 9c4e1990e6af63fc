import type { Measure } from "../../lib/format.ts";
import type { Purse } from "./plan.ts";

/** A pledge line with something left, and whose it is. */
export interface OwnedPurse extends Purse {
  giver: string;
  purpose: string;
}

/** What one voucher can be paid from: all money, or all of one good, the oldest first. */
export interface Chest {
  key: string;
  measure: Measure;
  good: string | null;
  purses: OwnedPurse[];
  available: bigint;
}

interface PledgeWithLines {
  purpose: string;
  pledgedOn: string;
  giver: { name: string };
  lines: readonly { id: string; measure: Measure; good?: string | null; available: string }[];
}

/** Sorts what is available of some pledges into chests, money first; empty lines are left out. */
export function chestsOf(pledges: readonly PledgeWithLines[]): Chest[] {
  const chests = new Map<string, Chest>();
  const oldestFirst = [...pledges].sort((a, b) => a.pledgedOn.localeCompare(b.pledgedOn));
  for (const { purpose, giver, lines } of oldestFirst)
    for (const line of lines) {
      const available = BigInt(line.available);
      if (available <= 0n) continue;
      const key = `${line.measure} ${line.good ?? ""}`;
      const chest = chests.get(key) ?? {
        key,
        measure: line.measure,
        good: line.good ?? null,
        purses: [],
        available: 0n,
      };
      chest.purses.push({ id: line.id, available, giver: giver.name, purpose });
      chest.available += available;
      chests.set(key, chest);
    }
  return [...chests.values()].sort((a, b) => Number(b.measure === "MONEY") - Number(a.measure === "MONEY"));
}
