import { fromMinor, type Measure } from "./format.ts";

/** A quantity in minor units as a person would type it into `QuantityField`: `20000`, `1.25`, `2:30`. */
export function typedQuantity(measure: Measure, value: string | bigint): string {
  const plain = (decimals: number) => fromMinor(value, decimals).replaceAll(",", "");
  switch (measure) {
    case "MONEY":
      return plain(2);
    case "GOODS":
      return plain(3);
    case "MINUTES": {
      const minutes = BigInt(value);
      if (minutes % 6n === 0n) return fromMinor(minutes / 6n, 1).replaceAll(",", "");
      return `${minutes / 60n}:${String(minutes % 60n).padStart(2, "0")}`;
    }
    case "COUNT":
      return plain(0);
    case "DONE":
      return BigInt(value) > 0n ? "1" : "";
  }
}

/** A field of `QuantityField` and what was read from it: digits in minor units, or null. */
export interface TypedQuantity {
  text: string;
  quantity: string | null;
}

/** A field that nobody has filled in yet. */
export const NOTHING_TYPED: TypedQuantity = { text: "", quantity: null };

/** A field that is filled in with a known quantity; empty for zero. */
export function prefilled(measure: Measure, value: string | bigint): TypedQuantity {
  return BigInt(value) > 0n
    ? { text: typedQuantity(measure, value), quantity: String(value) }
    : NOTHING_TYPED;
}
