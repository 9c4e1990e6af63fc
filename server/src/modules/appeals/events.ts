import { defineEvents } from "../../kernel/events.ts";

const DESK = ["MANAGER", "LIAISON"] as const;
const OFFICE = ["MANAGER", "COORDINATOR"] as const;

export const events = defineEvents({
  "appeal.received": {
    audience: [{ of: "RECEIVER", roles: ["MANAGER", "LIAISON", "GRID_MEMBER"] }],
    live: true,
    asks: true,
  },
  /** The resident added a word. */
  "appeal.added": { audience: [{ of: "RECEIVER", roles: DESK }], live: true },
  "appeal.not-solved": { audience: [{ of: "RECEIVER", roles: DESK }], live: true, asks: true },
  /** A grid member wrote down an answer: the desk decides. */
  "appeal.drafted": { audience: [{ of: "RECEIVER", roles: DESK }], live: true, asks: true },
  "appeal.passed-up": { audience: [{ of: "ORGANIZATION", roles: OFFICE }], live: true, asks: true },
  "appeal.sent-back": { audience: [{ of: "RECEIVER", roles: DESK }], live: true, asks: true },
  "appeal.answered-above": { audience: [{ of: "RECEIVER", roles: DESK }], live: true },
  /** Nobody answered within the city's days: first whose turn it is … */
  "appeal.late": { audience: [{ of: "RECEIVER", roles: ["MANAGER"] }], live: true },
  "appeal.late-above": { audience: [{ of: "ORGANIZATION", roles: OFFICE }], live: true },
  /** … and after as many days again the office over the community, without a word of the appeal. */
  "appeal.late-office": { audience: [{ of: "OFFICE_OVER_RECEIVER", roles: OFFICE }], live: true },
  /** Screens only. */
  "appeal.changed": { audience: [], live: true },
});
