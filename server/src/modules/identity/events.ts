import { defineEvents } from "../../kernel/events.ts";

export const events = defineEvents({
  /** To the person whose password may be set anew by a link: nobody learns of it later than they. */
  "password.resetIssued": { audience: [{ of: "PERSONS" }], live: true, mailed: true },
  /** To the person who signs in without a code from now on. */
  "secondFactor.reset": { audience: [{ of: "PERSONS" }], live: true, mailed: true },
});
