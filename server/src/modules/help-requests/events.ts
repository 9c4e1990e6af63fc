import { defineEvents } from "../../kernel/events.ts";

const DESK = ["MANAGER", "LIAISON"] as const;

export const events = defineEvents({
  /** A grid member wrote a draft: the desk of the same community decides. */
  "request.drafted": { audience: [{ of: "RECEIVER", roles: DESK }], live: true },
  /** Told to each offered unit by an event of its own. */
  "request.opened": { audience: [{ of: "GIVER", roles: DESK }], live: true },
  "request.claimed": { audience: [{ of: "RECEIVER", roles: DESK }], live: true },
  "request.claim-withdrawn": { audience: [{ of: "RECEIVER", roles: DESK }], live: true },
  /** All needs are accepted. */
  "request.delivered": { audience: [{ of: "RECEIVER", roles: DESK }], live: true },
  /** Told to each unit that has taken on a part. */
  "request.closed": { audience: [{ of: "GIVER", roles: DESK }], live: true },
  "request.reopened": { audience: [{ of: "GIVER", roles: DESK }], live: true },
  "request.withdrawn": { audience: [{ of: "GIVER", roles: DESK }], live: true },
  /** Screens only: a draft was changed. */
  "request.changed": { audience: [], live: true },
});
