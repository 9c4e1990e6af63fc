import { defineEvents } from "../../kernel/events.ts";

export const events = defineEvents({
  /** A policy reminds somebody of one thing. */
  "reminder.due": { audience: [{ of: "PERSONS" }], live: false },
  /** Policies remind somebody of several things at once. */
  "reminder.several": { audience: [{ of: "PERSONS" }], live: false },
  /** The summary of the day. */
  "digest.daily": { audience: [{ of: "PERSONS" }], live: false },
  /** Messages to a work chat did not come through: its managers look at it. */
  "webhook.paused": { audience: [{ of: "ORGANIZATION", roles: ["MANAGER"] }], live: false },
});
