import type { KindRow, PersonRow } from "../../graphql/labels.ts";
import type { Party } from "./report.ts";

/** One line of a partnership's ledger (台账): an act, who handled it, who confirmed it. Amounts are digits, days `YYYY-MM-DD`. */
export type LedgerRow = {
  deliveryId: string;
  on: string;
  kind: KindRow;
  good: string | null;
  content: string | null;
  quantity: string;
  accepted: string;
  state: "SUBMITTED" | "ACCEPTED" | "DISPUTED" | "SETTLED";
  handler: PersonRow;
  /** The last who attested or settled it and was not reversed. */
  confirmer: PersonRow | null;
  confirmedOn: string | null;
  evidenceCount: number;
  onBehalf: boolean;
  voucherNumber: string | null;
};

/** What the ledger adds up: one kind, and one good, at a time. */
export type LedgerTotal = { kind: KindRow; good: string | null; quantity: bigint; accepted: bigint };

export type PartnershipLedger = {
  partnershipId: string;
  cityId: string;
  cityName: string;
  giver: Party;
  receiver: Party;
  from: string;
  to: string;
  rows: LedgerRow[];
};

/** The totals of a ledger, kind by kind in the order of the city's kinds. */
export function totalsOf(rows: readonly LedgerRow[]): LedgerTotal[] {
  const totals = new Map<string, LedgerTotal>();
  for (const row of rows) {
    const key = `${row.kind.id} ${row.good ?? ""}`;
    const total = totals.get(key) ?? { kind: row.kind, good: row.good, quantity: 0n, accepted: 0n };
    total.quantity += BigInt(row.quantity);
    total.accepted += BigInt(row.accepted);
    totals.set(key, total);
  }
  return [...totals.values()].sort((a, b) =>
    a.kind.code + (a.good ?? "") < b.kind.code + (b.good ?? "") ? -1 : 1,
  );
}
