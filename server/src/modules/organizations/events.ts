import { defineEvents } from "../../kernel/events.ts";

export const events = defineEvents({
  /** To both colleagues and those who manage them. */
  "liaison.handedOver": {
    audience: [{ of: "PERSONS" }, { of: "ORGANIZATION", roles: ["LEADER", "MANAGER"] }],
    live: true,
  },
  /** To both sides of each partnership whose liaison changed. */
  "liaison.changed": {
    audience: [
      { of: "GIVER", roles: ["MANAGER", "LIAISON"] },
      { of: "RECEIVER", roles: ["MANAGER", "LIAISON"] },
    ],
    live: true,
  },
});
