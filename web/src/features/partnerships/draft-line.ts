import type { Measure } from "../../lib/format.ts";
import { typedQuantity } from "../../lib/typed-quantity.ts";

export type AgreementListName = "RESOURCES" | "NEEDS" | "PROJECTS";

/** A line of an agreement as it is typed. */
export interface DraftLine {
  key: string;
  list: AgreementListName;
  text: string;
  /** Empty: words only, nothing becomes an obligation. */
  kindId: string;
  typed: string;
  quantity: string | null;
  good: string;
  dueOn: string;
}

/** A line of a version that stands, as far as a draft begins with it. */
export interface FormerLine {
  id: string;
  list: AgreementListName;
  text: string;
  kind?: { id: string; measure: Measure } | null;
  quantity?: string | null;
  good?: string | null;
  dueOn?: string | null;
}

let next = 1;

/** An empty line of a list. */
export function emptyLine(list: AgreementListName): DraftLine {
  return { key: `new${next++}`, list, text: "", kindId: "", typed: "", quantity: null, good: "", dueOn: "" };
}

/** A line to begin with, from one that stands. */
export function lineFrom({ list, text, kind, quantity, good, dueOn }: FormerLine): DraftLine {
  return {
    ...emptyLine(list),
    text,
    kindId: kind?.id ?? "",
    typed: kind && quantity ? typedQuantity(kind.measure, quantity) : "",
    quantity: quantity ?? null,
    good: good ?? "",
    dueOn: dueOn ?? "",
  };
}

/** Words alone, or everything that makes it bind. */
export function isComplete({ kindId, quantity, dueOn }: DraftLine): boolean {
  return kindId === "" || (quantity !== null && dueOn !== "");
}
