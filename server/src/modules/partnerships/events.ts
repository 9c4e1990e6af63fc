import { defineEvents } from "../../kernel/events.ts";

export const events = defineEvents({
  "partnership.assigned": {
    audience: [
      { of: "GIVER", roles: ["LEADER", "MANAGER", "LIAISON"] },
      { of: "RECEIVER", roles: ["MANAGER", "LIAISON"] },
    ],
    live: true,
  },
});
