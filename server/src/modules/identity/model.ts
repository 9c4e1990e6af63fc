/** Invitations: one-time links by which a person sets a username and a password, as pure functions. */

export type InvitationPurpose = "INVITE" | "RESET";

export type InvitationState = "OPEN" | "USED" | "REVOKED" | "EXPIRED";

/** How long a link may be used: seven days, in milliseconds. */
export const INVITATION_LIFETIME = 7 * 86_400_000;

/** The instants that decide what an invitation is. */
export type InvitationTimes = { expiresAt: Date; usedAt: Date | null; revokedAt: Date | null };

/** What an invitation is at an instant; only an open one can be used or revoked. */
export function invitationState(invitation: InvitationTimes, now: Date): InvitationState {
  if (invitation.usedAt !== null) return "USED";
  if (invitation.revokedAt !== null) return "REVOKED";
  return invitation.expiresAt <= now ? "EXPIRED" : "OPEN";
}

/** What is said of a link that no longer works. */
export const invitationRefusals: Readonly<Record<Exclude<InvitationState, "OPEN">, string>> = {
  USED: "INVITATION_USED",
  REVOKED: "INVITATION_REVOKED",
  EXPIRED: "INVITATION_EXPIRED",
};

/** Where the link leads in the web app. */
export function invitationPath(token: string): string {
  return `/invitation/${token}`;
}
