import { expect, test } from "vitest";
import { INVITATION_LIFETIME, invitationPath, invitationState } from "./model.ts";

const created = new Date("2026-03-02T01:00:00Z");
const open = { expiresAt: new Date(created.getTime() + INVITATION_LIFETIME), usedAt: null, revokedAt: null };

test("an invitation is open for seven days, until it is used or taken back", () => {
  expect(invitationState(open, created)).toBe("OPEN");
  expect(invitationState(open, new Date("2026-03-09T00:59:59.999Z"))).toBe("OPEN");
  expect(invitationState(open, new Date("2026-03-09T01:00:00Z"))).toBe("EXPIRED");
  expect(invitationState({ ...open, usedAt: created }, new Date("2027-01-01T00:00:00Z"))).toBe("USED");
  expect(invitationState({ ...open, revokedAt: created }, created)).toBe("REVOKED");
  expect(invitationPath("abc")).toBe("/invitation/abc");
});
