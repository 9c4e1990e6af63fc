import type { LocalDate } from "../../server/src/kernel/clock.ts";
import type { CapabilityPer } from "../../server/src/modules/capabilities/model.ts";
import type { Key, KindCode } from "./plan.ts";

/** How many people live where, and what units say they can give. */
export type FairnessStep =
  | { do: "setPopulations"; lines: { community: Key; residents: number }[]; from: LocalDate; source: string }
  | { do: "setPopulation"; community: Key; residents: number; from: LocalDate; source: string }
  | {
      do: "addCapability";
      unit: Key;
      kind: KindCode;
      description: string;
      good?: string;
      skill?: string;
      quantity?: bigint;
      per: CapabilityPer;
      from: LocalDate;
    };
