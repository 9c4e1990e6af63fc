import { defineActions } from "../../kernel/policy.ts";

export const actions = defineActions({
  /** Everybody searches; what is found is what the modules' own filters let the actor see. */
  "search.read": { kind: "read", who: [{ as: "SIGNED_IN" }] },
});
