import type { LocalDate } from "../../server/src/kernel/clock.ts";
import type { Urgency } from "../../server/src/modules/help-requests/model.ts";
import type { Key, KindCode } from "./plan.ts";

/** What communities ask the whole city for, and what becomes of it. */
export type MarketStep =
  | {
      do: "askHall";
      key: Key;
      receiver: Key;
      title: string;
      body?: string;
      urgency?: Urgency;
      need: { kind: KindCode; quantity: bigint; good?: string; description: string };
      wishedOn?: LocalDate;
      /** Leaves the paired units their days first. */
      pairedFirst?: boolean;
      asker?: { name: string; contact: string };
      pictures?: number[];
    }
  | { do: "keepRequest"; request: Key; reason: string }
  | { do: "markOnTheWay"; claim: Key; quantity: bigint; expectedOn: LocalDate }
  | {
      do: "claimJointly";
      request: Key;
      giver: Key;
      quantity: bigint;
      promisedOn: LocalDate;
      parts: { giver: Key; quantity: bigint }[];
    }
  | {
      do: "deliverClaim";
      key: Key;
      claim: Key;
      kind: KindCode;
      quantity: bigint;
      good?: string;
      occurredOn: LocalDate;
    }
  | { do: "recordUse"; request: Key; used: bigint }
  | { do: "askIfSolved"; request: Key }
  | { do: "answerSolved"; request: Key; answer: "YES" | "NOT_YET"; words?: string };
