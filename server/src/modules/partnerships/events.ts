import { type Audience, defineEvents } from "../../kernel/events.ts";

const GIVER: Audience = { of: "GIVER", roles: ["LEADER", "MANAGER", "LIAISON"] };
const RECEIVER: Audience = { of: "RECEIVER", roles: ["MANAGER", "LIAISON"] };
const OFFICE: Audience = { of: "OFFICE_OVER_RECEIVER", roles: ["MANAGER", "COORDINATOR"] };

export const events = defineEvents({
  "partnership.assigned": { audience: [GIVER, RECEIVER], live: true, asks: true },
  "partnership.renewed": { audience: [GIVER, RECEIVER], live: true },
  "partnership.proposed": { audience: [GIVER, RECEIVER], live: true, asks: true },
  "partnership.accepted": { audience: [GIVER, RECEIVER, OFFICE], live: true },
  "partnership.declined": { audience: [GIVER, RECEIVER], live: true },
  "partnership.acknowledged": { audience: [OFFICE], live: true },
  "partnership.suspended": { audience: [GIVER, RECEIVER], live: true },
  "partnership.resumed": { audience: [GIVER, RECEIVER], live: true },
  "partnership.ended": { audience: [GIVER, RECEIVER], live: true },
  "partnership.expired": { audience: [GIVER, RECEIVER, OFFICE], live: true },
  "partnership.lead": { audience: [GIVER, RECEIVER], live: true },
  /** The named person, and the other side's screens. */
  "partnership.liaison": { audience: [{ of: "PERSONS" }], live: true },
  "agreement.drafted": { audience: [GIVER, RECEIVER], live: true, asks: true },
  "agreement.revised": { audience: [], live: true },
  "agreement.signed": { audience: [GIVER, RECEIVER], live: true },
  "agreement.inForce": { audience: [GIVER, RECEIVER, OFFICE], live: true },
  "agreement.withdrawn": { audience: [GIVER, RECEIVER], live: true },
});
