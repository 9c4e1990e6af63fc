/** What sign-in needs of the database; `pg.Pool` fits. */
export interface Queryable {
  query(text: string, values: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

/** How many failures within which time lock an account, and for how long. Milliseconds. */
export interface LockoutRule {
  attempts: number;
  window: number;
  firstLock: number;
  longestLock: number;
  /** A quiet time after which locks are short again. */
  forgetAfter: number;
}

const MINUTE = 60_000;

/** How the name of what may be used once begins; no username looks like it. */
export const ONCE = "used:";

/** Eight failures in 15 minutes lock for a minute, then two, four, … up to an hour. */
export const LOCKOUT_RULE: LockoutRule = {
  attempts: 8,
  window: 15 * MINUTE,
  firstLock: MINUTE,
  longestLock: 60 * MINUTE,
  forgetAfter: 24 * 60 * MINUTE,
};

/** Guards accounts against guessing, by username, whether or not such a user exists. */
export interface Lockout {
  /** Counts an attempt before its password is looked at; the seconds to wait when it may not be made. */
  begin(username: string, now: Date): Promise<{ retryAfterSeconds: number } | undefined>;
  /** Notes that the attempt failed; the length of the lock in seconds when this failure locked the account. */
  fail(username: string, now: Date): Promise<{ lockedSeconds: number } | undefined>;
  /** Forgets the failures of an account, after a success or when an office resets the password. */
  clear(username: string): Promise<void>;
  /** Takes what may be used once, a code that was typed; false when somebody has it already. `clear` gives it back. */
  takeOnce(key: string, now: Date): Promise<boolean>;
}

// Attempts are counted before the password is compared, in one statement, so that
// a hundred guesses sent at once get no more tries than a hundred sent in a row.
const BEGIN = `
  insert into "AuthLockout" as l (username, attempts, "windowStart", "lockedUntil", locks, "updatedAt")
  values ($1, 1, $2, null, 0, $2)
  on conflict (username) do update set
    attempts = case
      when l."lockedUntil" > $2 then l.attempts
      when l."lockedUntil" is not null or l."windowStart" <= $3 then 1
      else l.attempts + 1 end,
    "windowStart" = case
      when l."lockedUntil" > $2 then l."windowStart"
      when l."lockedUntil" is not null or l."windowStart" <= $3 then $2
      else l."windowStart" end,
    "lockedUntil" = case when l."lockedUntil" > $2 then l."lockedUntil" end,
    locks = case when l."updatedAt" <= $4 then 0 else l.locks end,
    "updatedAt" = $2
  returning attempts, "lockedUntil"`;

const FAIL = `
  update "AuthLockout" set
    locks = locks + 1,
    "lockedUntil" = $2::timestamptz + least($4::float8, $3::float8 * power(2, least(locks, 20))) * interval '1 millisecond'
  where username = $1 and attempts >= $5 and ("lockedUntil" is null or "lockedUntil" <= $2)
  returning "lockedUntil"`;

/** Longer than any code is right. */
const ONCE_WITHIN = 10 * MINUTE;

// One statement, so that of two at the same time one is told that it came second; what nobody can use any more goes with it.
const TAKE = `
  with gone as (
    delete from "AuthLockout" where username like '${ONCE}%' and username <> $1 and "updatedAt" < $3
  )
  insert into "AuthLockout" as l (username, attempts, "windowStart", "updatedAt") values ($1, 0, $2, $2)
  on conflict (username) do update set "updatedAt" = $2 where l."updatedAt" < $3
  returning username`;

/** Keeps the counts in the database, so that they hold across processes and restarts. */
export function databaseLockout(database: Queryable, rule: LockoutRule = LOCKOUT_RULE): Lockout {
  return {
    async begin(username, now) {
      const { rows } = await database.query(BEGIN, [
        username,
        now,
        new Date(now.getTime() - rule.window),
        new Date(now.getTime() - rule.forgetAfter),
      ]);
      const lockedUntil = rows[0]?.lockedUntil;
      if (lockedUntil instanceof Date) return { retryAfterSeconds: secondsUntil(lockedUntil, now) };
      if (Number(rows[0]?.attempts) > rule.attempts)
        return { retryAfterSeconds: Math.ceil(rule.firstLock / 1000) };
      return undefined;
    },
    async fail(username, now) {
      const { rows } = await database.query(FAIL, [
        username,
        now,
        rule.firstLock,
        rule.longestLock,
        rule.attempts,
      ]);
      const lockedUntil = rows[0]?.lockedUntil;
      if (!(lockedUntil instanceof Date)) return undefined;
      // Usernames that were only ever guessed would pile up: they go when somebody is locked out.
      await database.query(`delete from "AuthLockout" where "updatedAt" < $1`, [
        new Date(now.getTime() - 7 * rule.forgetAfter),
      ]);
      return { lockedSeconds: secondsUntil(lockedUntil, now) };
    },
    async clear(username) {
      await database.query(`delete from "AuthLockout" where username = $1`, [username]);
    },
    async takeOnce(key, now) {
      const { rows } = await database.query(TAKE, [key, now, new Date(now.getTime() - ONCE_WITHIN)]);
      return rows.length > 0;
    },
  };
}

function secondsUntil(then: Date, now: Date): number {
  return Math.max(1, Math.ceil((then.getTime() - now.getTime()) / 1000));
}
