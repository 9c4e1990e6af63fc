import { defineEvents } from "../../kernel/events.ts";

const GIVER = { of: "GIVER" as const, roles: ["MANAGER", "LIAISON"] as const };
const RECEIVER = { of: "RECEIVER" as const, roles: ["MANAGER", "LIAISON"] as const };
/** The street that keeps the receiver's books: its turn as much as the receiver's. */
const ATTESTOR = { of: "ATTESTOR" as const, roles: ["LIAISON", "MANAGER", "COORDINATOR"] as const };
const SETTLING_OFFICE = { of: "OFFICE_OVER_RECEIVER" as const, roles: ["MANAGER", "COORDINATOR"] as const };

export const events = defineEvents({
  /** The receiver's turn: confirm. */
  "delivery.submitted": { audience: [RECEIVER, ATTESTOR], live: true, webhook: true, asks: true },
  /** An office entered it on the giver's behalf; the giver learns of what was said in its name. */
  "delivery.entered": { audience: [GIVER, RECEIVER, ATTESTOR], live: true },
  "delivery.withdrawn": { audience: [RECEIVER, ATTESTOR], live: true },
  "delivery.accepted": { audience: [GIVER], live: true },
  /** A part or the whole did not arrive as stated: the office's turn. */
  "delivery.disputed": { audience: [GIVER, SETTLING_OFFICE], live: true, asks: true, webhook: true },
  /** The receiver has said nothing for as long as the city allows: the office may decide. */
  "delivery.silent": { audience: [RECEIVER, ATTESTOR, SETTLING_OFFICE], live: true, asks: true },
  "delivery.settled": { audience: [GIVER, RECEIVER, ATTESTOR], live: true },
  "delivery.reversed": { audience: [GIVER], live: true },
});
