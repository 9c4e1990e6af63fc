import { createHash, randomBytes } from "node:crypto";
import type { Command } from "../../kernel/command.ts";
import { INVITATION_LIFETIME, type InvitationPurpose } from "./model.ts";

/** An invitation just made. The token is in no other place: it is shown once. */
export type IssuedInvitation = { id: string; token: string };

/** What is stored of a token. */
export function tokenHashOf(token: string): string {
  return createHash("sha256").update(token, "utf8").digest("hex");
}

/**
 * Makes an invitation for a person, inside the caller's command, which has asked the policy. Earlier links of the
 * person end. It can be used once, within seven days.
 */
export async function issueInvitation(
  command: Command,
  to: { cityId: string; personId: string; purpose: InvitationPurpose },
): Promise<IssuedInvitation> {
  const { tx, now, actor } = command;
  await tx.invitation.updateMany({
    where: { personId: to.personId, usedAt: null, revokedAt: null },
    data: { revokedAt: now },
  });
  const id = command.newId();
  const token = randomBytes(32).toString("base64url");
  await tx.invitation.create({
    data: {
      ...to,
      id,
      tokenHash: tokenHashOf(token),
      createdById: actor.kind === "PERSON" ? actor.personId : null,
      createdAt: now,
      expiresAt: new Date(now.getTime() + INVITATION_LIFETIME),
    },
  });
  return { id, token };
}
