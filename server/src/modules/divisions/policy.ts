import { defineActions } from "../../kernel/policy.ts";

export const actions = defineActions({
  /** The tree is public knowledge: everybody who signed in reads it. */
  "division.read": { kind: "read", who: [{ as: "SIGNED_IN" }] },
  /** Change the tree at and below the city's root; outside of it the system alone. */
  "division.change": { kind: "write", who: [{ as: "OFFICE", over: "CITY", roles: ["MANAGER"] }] },
});
