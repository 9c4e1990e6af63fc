import { defineEvents } from "../../kernel/events.ts";

const DESK = ["MANAGER", "LIAISON"] as const;

export const events = defineEvents({
  /** A grid member wrote a draft: the desk of the same community decides. */
  "request.drafted": { audience: [{ of: "RECEIVER", roles: DESK }], live: true, asks: true },
  /** Told to each offered unit by an event of its own. */
  "request.opened": { audience: [{ of: "GIVER", roles: DESK }], live: true, webhook: true, asks: true },
  /** It stands in the hall of the city from now on; units see it when they look there. */
  "request.hall-opened": { audience: [{ of: "RECEIVER", roles: DESK }], live: true },
  "request.claimed": { audience: [{ of: "RECEIVER", roles: DESK }], live: true },
  "request.claim-withdrawn": { audience: [{ of: "RECEIVER", roles: DESK }], live: true },
  /** Another unit leads a joint claim and asks this one to take on a part. */
  "request.joint-invited": { audience: [{ of: "GIVER", roles: DESK }], live: true, asks: true },
  /** Told to the unit that leads. */
  "request.joint-answered": { audience: [{ of: "GIVER", roles: DESK }], live: true },
  "request.on-the-way": { audience: [{ of: "RECEIVER", roles: DESK }], live: true },
  /** Who asked said whether it is solved. */
  "request.solved-answered": { audience: [{ of: "RECEIVER", roles: DESK }], live: true },
  /** All needs are accepted. */
  "request.delivered": { audience: [{ of: "RECEIVER", roles: DESK }], live: true, asks: true },
  /** Told to each unit that has taken on a part. */
  "request.closed": { audience: [{ of: "GIVER", roles: DESK }], live: true },
  "request.reopened": { audience: [{ of: "GIVER", roles: DESK }], live: true },
  "request.withdrawn": { audience: [{ of: "GIVER", roles: DESK }], live: true },
  /** Screens only: a draft was changed, or what is in use, kept, or asked. */
  "request.changed": { audience: [], live: true },
});
