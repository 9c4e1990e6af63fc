import type { Measure } from "../../lib/format.ts";
import { NOTHING_TYPED, type TypedQuantity } from "../../lib/typed-quantity.ts";

/** A kind of support that can be asked for. */
export interface AskableKind {
  id: string;
  code: string;
  measure: Measure;
  nameZh: string;
  nameEn: string;
  unitZh: string;
  unitEn: string;
}

/** One thing asked for, as it is being typed. */
export interface NeedDraft {
  key: number;
  kindId: string | null;
  amount: TypedQuantity;
  good: string;
  description: string;
}

/** An empty need. */
export function emptyNeed(key: number): NeedDraft {
  return { key, kindId: null, amount: NOTHING_TYPED, good: "", description: "" };
}

/** What a need still lacks; null when it is complete. */
export function missingOf(need: NeedDraft, kind: AskableKind | undefined): "kind" | "amount" | "good" | null {
  if (!kind) return "kind";
  if (kind.measure !== "DONE" && need.amount.quantity === null) return "amount";
  return kind.measure === "GOODS" && need.good.trim() === "" ? "good" : null;
}

/** A complete need as the API takes it. */
export function inputOf(need: NeedDraft, kind: AskableKind) {
  return {
    kindId: kind.id,
    quantity: kind.measure === "DONE" ? "1" : (need.amount.quantity ?? "0"),
    good: kind.measure === "GOODS" ? need.good.trim() : null,
    description: need.description.trim(),
  };
}

/** A title holds this many characters; what is longer goes in full into the body. */
const TITLE_LENGTH = 60;

/** One sentence as title and body: the body is empty when the title says it all. */
export function titleAndBody(sentence: string): { title: string; body: string } {
  const text = sentence.trim();
  const letters = [...text.replace(/\s+/g, " ")];
  if (letters.length <= TITLE_LENGTH && !text.includes("\n")) return { title: text, body: "" };
  const title = letters.length <= TITLE_LENGTH ? letters : [...letters.slice(0, TITLE_LENGTH - 1), "…"];
  return { title: title.join(""), body: text };
}
