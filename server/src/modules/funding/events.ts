import { defineEvents } from "../../kernel/events.ts";

const GIVER = { of: "GIVER" as const, roles: ["MANAGER", "LIAISON"] as const };
const RECEIVER = { of: "RECEIVER" as const, roles: ["MANAGER", "LIAISON"] as const };

export const events = defineEvents({
  "pledge.made": { audience: [RECEIVER], live: true },
  /** Raised, or its instalments moved. */
  "pledge.changed": { audience: [RECEIVER], live: true },
  /** Less is promised than before, or nothing more: the office hears of it too. */
  "pledge.lowered": {
    audience: [RECEIVER, { of: "OFFICE_OVER_RECEIVER", roles: ["COORDINATOR"] }],
    live: true,
  },
  /** The manager's turn: attest. */
  "expense.recorded": { audience: [{ of: "RECEIVER", roles: ["MANAGER"] }], live: true, asks: true },
  "expense.attested": { audience: [GIVER], live: true },
  "expense.queried": { audience: [RECEIVER], live: true, asks: true },
  "expense.answered": { audience: [GIVER], live: true },
  "expense.reversed": { audience: [GIVER], live: true },
  /** The giver's turn: confirm that it came back. */
  "return.sent": { audience: [GIVER], live: true, asks: true },
  "return.decided": { audience: [RECEIVER], live: true },
  "return.reopened": { audience: [GIVER, RECEIVER], live: true },
});
