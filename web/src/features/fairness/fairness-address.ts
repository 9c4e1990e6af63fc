import type { FairnessFilter, FairnessOrder } from "../../gql/graphql.ts";
import type { FairnessSearch } from "../../routes/search.ts";

/** What one chip of the line shows; `all` narrows nothing. */
export const CHIPS = ["under", "over", "alone", "unmet", "unknown"] as const;
export type Chip = (typeof CHIPS)[number];

export const ORDERS: readonly FairnessOrder[] = [
  "RATIO",
  "MONEY",
  "MINUTES",
  "ACTIVITIES",
  "NEEDS",
  "UNITS",
  "NAME",
];

/** What the address says: which rows, in which order. */
export interface FairnessState {
  period: string | null;
  text: string;
  chip: Chip | null;
  by: FairnessOrder;
  reversed: boolean;
}

/** Reads the address; what it does not know is as if absent. */
export function readFairness(search: FairnessSearch): FairnessState {
  const [, turned, name] = /^(-?)([a-z]+)$/.exec(search.sort ?? "") ?? [];
  const by = ORDERS.find((order) => order.toLowerCase() === name);
  const chip: Chip | null =
    search.mark === "under" || search.mark === "over"
      ? search.mark
      : search.alone === "1"
        ? "alone"
        : search.unmet === "1"
          ? "unmet"
          : search.unknown === "1"
            ? "unknown"
            : null;
  return {
    period: /^\d{4}(Q[1-4]|H[12])?$/.test(search.period ?? "") ? (search.period ?? null) : null,
    text: search.q?.trim() ?? "",
    chip,
    by: by ?? "RATIO",
    reversed: by !== undefined && turned === "-",
  };
}

/** Writes the address, with nothing that is usual; the file of the same rows has the same parameters. */
export function writeFairness({ period, text, chip, by, reversed }: FairnessState): FairnessSearch {
  return {
    ...(period ? { period } : {}),
    ...(text ? { q: text } : {}),
    ...(chip === "under" || chip === "over" ? { mark: chip } : chip ? { [chip]: "1" } : {}),
    ...(by === "RATIO" && !reversed ? {} : { sort: `${reversed ? "-" : ""}${by.toLowerCase()}` }),
  };
}

/** The filter as the API takes it. */
export function filterOf({ text, chip }: FairnessState): FairnessFilter {
  return {
    ...(text ? { text } : {}),
    ...(chip === "under" ? { mark: "UNDER" as const } : {}),
    ...(chip === "over" ? { mark: "OVER" as const } : {}),
    ...(chip === "alone" ? { withoutUnit: true } : {}),
    ...(chip === "unmet" ? { unmetNeeds: true } : {}),
    ...(chip === "unknown" ? { withoutResidents: true } : {}),
  };
}
