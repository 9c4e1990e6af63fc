import type { LedgerAccountType } from "../../gql/graphql.ts";
import { formatQuantity, type Measure } from "../../lib/format.ts";
import { useLocale } from "../../lib/locale.tsx";

/** The words for money (and goods); each is the sum of some accounts of a line. */
export const WORDS = [
  "pledged",
  "sent",
  "received",
  "spent",
  "returned",
  "available",
  "waived",
  "cancelled",
] as const;
export type Word = (typeof WORDS)[number];

const RECEIVED = ["AVAILABLE", "SPENT", "RETURNING", "RETURNED"] as const satisfies LedgerAccountType[];

/** Which accounts a word sums: a journal explains the word by what it moved into or out of them. */
export const ACCOUNTS_OF: Record<Word, readonly LedgerAccountType[]> = {
  pledged: ["PROMISED", "IN_TRANSIT", ...RECEIVED],
  sent: ["IN_TRANSIT", ...RECEIVED],
  received: RECEIVED,
  spent: ["SPENT"],
  returned: ["RETURNED"],
  available: ["AVAILABLE"],
  waived: ["WAIVED"],
  cancelled: ["CANCELLED"],
};

/** What a line is measured in, as far as words need it. */
export interface LineMeasure {
  measure: Measure;
  good?: string | null;
}

/** Says amounts of a line: `20,000.00 元`, `20 垃圾桶`. */
export function useSayOf() {
  const { locale } = useLocale();
  return (line: LineMeasure) => (value: string | bigint) =>
    formatQuantity({ measure: line.measure, value, unit: line.good ?? null }, locale);
}
