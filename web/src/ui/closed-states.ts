import type { StateName } from "./StateWord.tsx";

const CLOSED: readonly StateName[] = ["MET", "MET_LATE", "WAIVED", "CANCELLED", "UNMET"];

/** Met, waived, cancelled or unmet: nothing is expected any more. */
export function isClosed(state: StateName): boolean {
  return CLOSED.includes(state);
}
