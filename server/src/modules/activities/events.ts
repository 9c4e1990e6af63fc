import { type Audience, defineEvents } from "../../kernel/events.ts";

/** The desk of one host; there is one event for each. */
const DESK: Audience = { of: "ORGANIZATION", roles: ["MANAGER", "LIAISON"] };
const COMING: Audience = { of: "PERSONS" };

export const events = defineEvents({
  "activity.planned": { audience: [DESK], live: true },
  "activity.changed": { audience: [], live: true },
  "activity.ended": { audience: [DESK], live: true },
  "activity.hostInvited": { audience: [DESK], live: true },
  "activity.hostLeft": { audience: [DESK], live: true },
  /** Who comes or waits is told; open screens of the hosts refetch. */
  "session.moved": { audience: [COMING], live: true, mailed: true },
  "session.cancelled": { audience: [COMING, DESK], live: true, mailed: true },
  "session.changed": { audience: [], live: true },
  "signup.made": { audience: [], live: true },
  "signup.cancelled": { audience: [], live: true },
  /** A place became free for somebody who waited. */
  "signup.promoted": { audience: [COMING], live: true, mailed: true },
  /** A host took somebody off the list. */
  "signup.removed": { audience: [COMING], live: true },
});
