import { type Audience, defineEvents } from "../../kernel/events.ts";

/** The desk of the organization named by the event; there is one event for each. */
const DESK: Audience = { of: "ORGANIZATION", roles: ["MANAGER", "LIAISON"] };
const CONFIRMING_OFFICE: Audience = { of: "OFFICE_OVER_RECEIVER", roles: ["MANAGER", "COORDINATOR"] };

export const events = defineEvents({
  /** Somebody came or left: open lists refetch. */
  "attendance.changed": { audience: [], live: true },
  /** Hours were typed: the host learns of it, a second person is needed. */
  "attendance.typed": { audience: [DESK], live: true, asks: true },
  /** The other side's turn: confirm. */
  "attendance.reported": { audience: [DESK], live: true, asks: true },
  /** No other side: an office's turn. */
  "attendance.reportedToOffice": { audience: [CONFIRMING_OFFICE], live: true, asks: true },
  "attendance.confirmed": { audience: [DESK], live: true },
  /** The host's turn: correct the list and report again. */
  "attendance.disputed": { audience: [DESK], live: true, asks: true },
  "attendance.takenBack": { audience: [DESK], live: true },
});
