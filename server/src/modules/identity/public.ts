import { createHash, randomBytes } from "node:crypto";
import type { PersonActor } from "../../kernel/actor.ts";
import type { Clock, LocalDate } from "../../kernel/clock.ts";
import type { Command, CommandContext } from "../../kernel/command.ts";
import type { Database, Transaction } from "../../kernel/db.ts";
import { Rejection } from "../../kernel/result.ts";
import { databaseLockout } from "./lockout.ts";
import { INVITATION_LIFETIME, type InvitationPurpose } from "./model.ts";
import { readActor } from "./read-actor.ts";

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

/**
 * Tries a short code that somebody typed, and counts what was wrong: after too many the guesser waits, whatever the code, in every
 * process. `name` says who guesses what: `check-in:<user>:<session>`.
 *
 * @throws Rejection TOO_MANY_GUESSES; what `attempt` throws.
 */
export async function tryGuess<Result>(
  ctx: Pick<CommandContext, "database" | "clock">,
  name: string,
  isWrong: (error: unknown) => boolean,
  attempt: () => Promise<Result>,
): Promise<Result> {
  const lockout = databaseLockout(ctx.database.pool);
  if (await lockout.begin(name, ctx.clock.now())) throw Rejection.forbidden("TOO_MANY_GUESSES");
  try {
    const result = await attempt();
    await lockout.clear(name);
    return result;
  } catch (error) {
    if (isWrong(error)) await lockout.fail(name, ctx.clock.now());
    else await lockout.clear(name);
    throw error;
  }
}

/** A person as an actor with the roles that are open today, for what the system works out on their behalf; null when erased. */
export function actorOfPerson(
  database: Database,
  clock: Clock,
  personId: string,
): Promise<PersonActor | null> {
  return readActor(database, clock, {
    personId,
    userId: personId,
    username: "",
    sessionId: "",
    mustChangePassword: false,
    twoFactorEnabled: true,
    expiresAt: clock.now(),
  });
}
