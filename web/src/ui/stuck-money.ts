import type { StuckMoney } from "./MoneyRiver.tsx";

const PLACES: Record<string, Pick<StuckMoney, "after" | "because">> = {
  PROMISED_OVERDUE: { after: "pledged", because: "overdue" },
  IN_TRANSIT: { after: "sent" },
  DISPUTED: { after: "sent", because: "disputed" },
  AVAILABLE: { after: "received" },
  RETURNING: { after: "received", because: "returning" },
};

/** Money that waits, as the river labels it; nothing for a place that the river does not know. */
export function stuckMoney(
  { at, amount, mustAct }: { at: string; amount: string; mustAct: string },
  days: number,
): StuckMoney[] {
  const place = PLACES[at];
  const waitsFor = mustAct === "GIVER" || mustAct === "RECEIVER" ? mustAct : "OFFICE";
  return place ? [{ ...place, fen: amount, days, waitsFor }] : [];
}
