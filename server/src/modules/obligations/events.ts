import { type Audience, defineEvents } from "../../kernel/events.ts";

const GIVER: Audience = { of: "GIVER", roles: ["MANAGER", "LIAISON"] };
const RECEIVER: Audience = { of: "RECEIVER", roles: ["MANAGER", "LIAISON"] };
const OFFICE: Audience = { of: "OFFICE_OVER_RECEIVER", roles: ["MANAGER", "COORDINATOR"] };

export const events = defineEvents({
  /** Duties of a period were opened for a partnership: how many. */
  "duties.opened": { audience: [GIVER], live: true },
  /** A period was sealed and left promises of a partnership unmet: how many. */
  "obligation.unmet": { audience: [GIVER, RECEIVER], live: true },
  "obligation.amended": { audience: [GIVER, RECEIVER], live: true },
  "obligation.waived": { audience: [GIVER, RECEIVER], live: true },
  "obligation.extended": { audience: [GIVER, RECEIVER], live: true },
  "lateness.explained": { audience: [RECEIVER, OFFICE], live: true },
  "extension.asked": {
    audience: [{ of: "OFFICE_OVER_RECEIVER", roles: ["MANAGER"] }],
    live: true,
    asks: true,
  },
  "extension.granted": { audience: [GIVER, RECEIVER], live: true },
  "extension.refused": { audience: [GIVER], live: true },
  "extension.withdrawn": { audience: [{ of: "OFFICE_OVER_RECEIVER", roles: ["MANAGER"] }], live: true },
  "reminder.sent": {
    audience: [{ of: "ORGANIZATION", roles: ["LEADER", "MANAGER", "LIAISON"] }],
    live: true,
    webhook: true,
    mailed: true,
  },
  /** Only the other side's screens refresh. */
  "reminder.seen": { audience: [], live: true },
  "reminder.answered": { audience: [{ of: "PERSONS" }], live: true },
});
