import { createHash, randomBytes } from "node:crypto";
import type { LocalDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import type { Transaction } from "../../kernel/db.ts";
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

/** Ends the sessions of those of these people who have no role on the day or later: the last one has just ended. */
export async function endSessionsWithoutRole(
  tx: Transaction,
  personIds: readonly string[],
  day: LocalDate,
): Promise<void> {
  await tx.$executeRaw`
    delete from "AuthSession" s using "AuthUser" u
    where u.id = s."userId" and u."personId" = any(${[...personIds]}::uuid[]) and not exists (
      select from "Membership" m
      where m."personId" = u."personId" and (m."endsOn" is null or m."endsOn" >= ${day}::date))`;
}

/** Ends the sessions that people began while they had a role, after the last day of their last one. */
export async function endSessionsOfYesterday(
  tx: Pick<Transaction, "$executeRaw">,
  day: LocalDate,
): Promise<void> {
  await tx.$executeRaw`
    delete from "AuthSession" s using "AuthUser" u, lateral (
      select max(coalesce(m."endsOn", 'infinity')) as day from "Membership" m where m."personId" = u."personId") last
    where u.id = s."userId" and last.day < ${day}::date
      and s."createdAt" < (last.day + 1)::timestamp at time zone 'Asia/Shanghai'`;
}
