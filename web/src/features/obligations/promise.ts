import type { Measure } from "../../lib/format.ts";
import type { KindWords } from "../../lib/kind-words.ts";
import type { StateName } from "../../ui/StateWord.tsx";

/** A question for a later due date that waits for the office. */
export interface AskedExtension {
  id: string;
  version: number;
  requestedDueOn: string;
  reason: string;
  askedBy: string;
}

/** An obligation as rows, acts and forms need it, whichever query it came from. */
export interface PromiseInHand {
  id: string;
  version: number;
  kind: KindWords & { measure: Measure };
  good: string | null;
  state: StateName;
  source: "RULE" | "AGREEMENT" | "PLEDGE" | "CLAIM" | "COMMITMENT" | "RECTIFICATION";
  /** Digits in minor units. */
  quantity: string;
  /** What no delivery and no answering promise has taken yet. */
  unclaimed: string;
  dueOn: string;
  giver: { id: string; name: string };
  receiver: { id: string; name: string };
  partnershipId: string | null;
  asked: AskedExtension | null;
}

const EXPLAINABLE: readonly StateName[] = ["AT_RISK", "OVERDUE", "MET_LATE", "UNMET"];

/** Lateness can be explained while it is near, or a fact. */
export function isExplainable(state: StateName): boolean {
  return EXPLAINABLE.includes(state);
}
