import { defineEvents } from "../../kernel/events.ts";

export const events = defineEvents({
  /** Something was written into the person's record: look at it, answer. */
  "volunteer.entered": { audience: [{ of: "PERSONS" }], live: true },
  "volunteer.answered": { audience: [{ of: "ORGANIZATION", roles: ["MANAGER"] }], live: true },
});
