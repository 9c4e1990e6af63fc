import type { KindWords } from "../../lib/kind-words.ts";
import type { TypedQuantity } from "../../lib/typed-quantity.ts";
import type { InstalmentDraft } from "./plan.ts";

/** One line of a pledge as it is being typed. */
export interface PledgeLineDraft {
  key: number;
  kindId: string;
  good: string;
  total: TypedQuantity;
  /** In how many instalments it was split last. */
  parts: number;
  plan: InstalmentDraft[];
  /** The duty it answers; empty: the open ones by due date. */
  answersId: string;
}

/** A duty that a pledge may answer. */
export interface Duty {
  id: string;
  unclaimed: string;
  good?: string | null;
  dueOn: string;
  kind: KindWords & { id: string };
  dutyRule?: { name: string } | null;
  period?: { code: string } | null;
}

/** The duties that a line of this kind and good may answer, the first due first. */
export function dutiesFor(duties: readonly Duty[], kindId: string, good: string | null): Duty[] {
  return duties
    .filter((duty) => duty.kind.id === kindId && (duty.good ?? null) === good)
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}
