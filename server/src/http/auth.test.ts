import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { useTestDatabase } from "../../test/pg.ts";
import { systemClock } from "../kernel/clock.ts";
import { createDatabase, type Database } from "../kernel/db.ts";
import { newId } from "../kernel/ids.ts";
import { AccountError, type AuthService, createAuthService } from "../modules/identity/accounts.ts";
import { auditSignIn } from "../modules/identity/audit-sign-in.ts";
import type { AuthEvent } from "../modules/identity/auth.ts";
import { databaseLockout, LOCKOUT_RULE } from "../modules/identity/lockout.ts";
import { startTestServer, type TestServer } from "./server-fixture.ts";

const PASSWORD = "梅花香自苦寒来-7788";
const WRONG = "not the password 1";

const testDatabase = useTestDatabase();
let owner: pg.Client;
let database: Database;
let auth: AuthService;
let server: TestServer;
let events: AuthEvent[] = [];
let offset = 0;
const cityId = newId();

const now = () => new Date(Date.now() + offset);

function service(signInsPerMinute: number): AuthService {
  return createAuthService({
    prisma: database.prisma,
    lockout: databaseLockout(database.pool),
    secret: "a secret of at least thirty-two characters",
    baseUrl: undefined,
    now,
    onAuthEvent: async (event) => {
      events.push(event);
      await auditSignIn({ database, clock: systemClock }, event);
    },
    signInsPerMinute,
    log: { error: () => undefined },
  });
}

beforeAll(async () => {
  owner = new pg.Client({ connectionString: testDatabase().ownerUrl });
  await owner.connect();
  await owner.query(
    `with d as (insert into "Division" ("level", "path", "startedOn") values ('CITY', '/1/', '2020-01-01') returning id)
     insert into "City" (id, "divisionId", name, "openedOn") select $1, id, '试验市', '2020-01-01' from d`,
    [cityId],
  );
  database = createDatabase(testDatabase().appUrl);
  auth = service(10_000);
  server = await startTestServer({ auth });
});
afterAll(async () => {
  await server.close();
  await database.close();
  await owner.end();
});
beforeEach(() => {
  events = [];
  offset = 0;
});

let count = 0;
async function account(): Promise<{ personId: string; username: string; userId: string }> {
  const personId = newId();
  await owner.query(`insert into "Person" (id, "cityId", name) values ($1, $2, '某人')`, [personId, cityId]);
  count += 1;
  const username = `person.${count}`;
  const { userId } = await auth.createAccount({
    personId,
    username,
    password: PASSWORD,
    mustChangePassword: false,
  });
  events = [];
  return { personId, username, userId };
}

interface Answer {
  status: number;
  body: Record<string, unknown> & { code?: string };
  cookie: string;
  cookies: string[];
}

async function call(
  method: "GET" | "POST",
  path: string,
  payload?: object,
  headers: Record<string, string> = {},
  target = server,
): Promise<Answer> {
  const answer = await target.app.inject({
    method,
    url: `/api/auth${path}`,
    headers: { host: "gongjian.test", origin: "http://gongjian.test", ...headers },
    ...(payload ? { payload } : {}),
  });
  const cookies = [answer.headers["set-cookie"] ?? []].flat();
  const cookie = cookies.map((text) => text.split(";")[0]).join("; ");
  return { status: answer.statusCode, body: answer.json(), cookie, cookies };
}

const signIn = (username: string, password: string, headers?: Record<string, string>, target = server) =>
  call("POST", "/sign-in/username", { username, password }, headers, target);

describe("signing in", () => {
  test("gives a cookie that scripts cannot read, and tells no token and no address", async () => {
    const { username, personId, userId } = await account();
    const answer = await signIn(username.toUpperCase(), PASSWORD);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ ok: true });
    const session = answer.cookies.find((text) => text.includes("session_token")) ?? "";
    expect(session).toMatch(/HttpOnly/i);
    expect(session).toMatch(/SameSite=Lax/i);
    expect(session).not.toMatch(/Secure/i);
    const who = await call("GET", "/get-session", undefined, { cookie: answer.cookie });
    expect(who.body.user).toEqual({
      id: userId,
      name: username,
      username,
      personId,
      mustChangePassword: false,
    });
    expect(JSON.stringify(who.body)).not.toContain("placeholder");
    expect(answer.cookie).not.toContain(String((who.body.session as { token: string }).token));
    expect(events).toEqual([expect.objectContaining({ kind: "SIGNED_IN", userId, personId })]);
  });

  test("behind TLS the cookie is sent over TLS only", async () => {
    const { username } = await account();
    const secure = { "x-forwarded-proto": "https", origin: "https://gongjian.test" };
    const { status, cookies } = await signIn(username, PASSWORD, secure);
    expect(status).toBe(200);
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).toMatch(/;\s*Secure/i);
  });

  test("a wrong password and an unknown name are one answer", async () => {
    const { username, userId } = await account();
    const [wrong, unknown, strange] = [
      await signIn(username, WRONG),
      await signIn("nobody.here", WRONG),
      await signIn("no such name!", WRONG),
    ];
    for (const answer of [wrong, unknown, strange])
      expect([answer.status, answer.body]).toEqual([401, { code: "INVALID_CREDENTIALS" }]);
    expect(events.map(({ kind, userId }) => [kind, userId])).toEqual([
      ["SIGN_IN_FAILED", userId],
      ["SIGN_IN_FAILED", null],
    ]);
  });

  test("the platform's chain holds it, without the name", async () => {
    const { username, userId, personId } = await account();
    await signIn(username, WRONG);
    await signIn(username, PASSWORD);
    const { rows } = await owner.query(
      `select chain, "cityId", command, payload from "AuditEntry" where $1 = any("subjectIds") order by seq`,
      [userId],
    );
    expect(rows.map(({ command }) => command)).toEqual(["account.create", "signIn.fail", "signIn.succeed"]);
    expect(rows[2]).toMatchObject({ chain: "PLATFORM", cityId: null });
    expect(JSON.parse(rows[2].payload)).toMatchObject({ userId, personId });
    expect(JSON.stringify(rows)).not.toContain(username);
  });

  test("a page of another origin cannot sign anyone in or out", async () => {
    const { username } = await account();
    const { cookie } = await signIn(username, PASSWORD);
    const foreign = { cookie, origin: "https://elsewhere.example" };
    expect((await signIn(username, PASSWORD, foreign)).body).toEqual({ code: "FORBIDDEN" });
    expect((await call("POST", "/sign-out", {}, foreign)).status).toBe(403);
    expect((await call("GET", "/get-session", undefined, { cookie })).body.user).toBeTruthy();
  });

  test("only the doors that are needed are open", async () => {
    for (const path of [
      "/sign-up/email",
      "/sign-in/email",
      "/is-username-available",
      "/update-user",
      "/delete-user",
      "/request-password-reset",
      "/reset-password",
      "/admin/impersonate-user",
      "/change-email",
      "/sign-in/social",
    ]) {
      expect([path, (await call("POST", path, {})).status]).toEqual([path, 404]);
    }
  });
});

describe("guessing", () => {
  test("eight failures lock the account, known or not, and each lock lasts longer", async () => {
    const { username } = await account();
    for (const name of [username, "nobody.at.all"]) {
      for (let i = 0; i < LOCKOUT_RULE.attempts; i += 1) expect((await signIn(name, WRONG)).status).toBe(401);
      const locked = await signIn(name, PASSWORD);
      expect(locked.status).toBe(423);
      expect(locked.body).toMatchObject({ code: "LOCKED", retryAfterSeconds: 60 });
      expect(locked.cookies).toEqual([]);
    }
    expect(events.filter(({ kind }) => kind === "LOCKED_OUT")).toHaveLength(2);

    offset = 61_000;
    for (let i = 0; i < LOCKOUT_RULE.attempts; i += 1)
      expect((await signIn(username, WRONG)).status).toBe(401);
    expect((await signIn(username, PASSWORD)).body.retryAfterSeconds).toBe(120);
    offset += 121_000;
    expect((await signIn(username, PASSWORD)).status).toBe(200);
  });

  test("a burst of guesses gets no more tries than a row of them", async () => {
    const { username } = await account();
    const answers = await Promise.all(Array.from({ length: 30 }, () => signIn(username, WRONG)));
    const tried = answers.filter(({ status }) => status === 401);
    expect(tried).toHaveLength(LOCKOUT_RULE.attempts);
    expect(answers.filter(({ status }) => status === 423)).toHaveLength(30 - LOCKOUT_RULE.attempts);
  });

  test("a success forgets the failures before it, and so does time", async () => {
    const { username } = await account();
    for (let i = 0; i < 7; i += 1) await signIn(username, WRONG);
    expect((await signIn(username, PASSWORD)).status).toBe(200);
    for (let i = 0; i < 7; i += 1) await signIn(username, WRONG);
    offset = LOCKOUT_RULE.window + 1000;
    expect((await signIn(username, WRONG)).status).toBe(401);
    expect((await signIn(username, PASSWORD)).status).toBe(200);
  });

  test("one address has a limit of its own, counted in the database", async () => {
    const limited = await startTestServer({ auth: service(3) });
    const from = (address: string) => ({
      "x-forwarded-for": address,
      "x-gongjian-client-address": "9.9.9.9",
    });
    const statuses = [];
    for (let i = 0; i < 5; i += 1)
      statuses.push((await signIn(`guess.${i}`, WRONG, from("10.1.1.1"), limited)).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    const last = await signIn("guess.9", WRONG, from("10.1.1.1"), limited);
    expect(last.body).toMatchObject({ code: "RATE_LIMITED" });
    expect(last.body.retryAfterSeconds).toBeGreaterThan(0);
    expect((await signIn("guess.9", WRONG, from("10.1.1.2"), limited)).status).toBe(401);
    await limited.close();
  });

  test("an unknown name takes as long as a known one", async () => {
    const { username } = await account();
    const time = async (name: string) => {
      const times = [];
      for (let i = 0; i < 5; i += 1) {
        const started = performance.now();
        await signIn(name, WRONG);
        times.push(performance.now() - started);
      }
      return times.sort((a, b) => a - b)[2] ?? 0;
    };
    const [known, unknown] = [await time(username), await time("nobody.timed")];
    expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(2);
  });
});

describe("sessions and passwords", () => {
  test("a person sees and ends their own sessions and nobody else's", async () => {
    const [one, other] = [await account(), await account()];
    const [here, there, foreign] = [
      await signIn(one.username, PASSWORD, { "user-agent": "Phone" }),
      await signIn(one.username, PASSWORD, { "user-agent": "Desk" }),
      await signIn(other.username, PASSWORD),
    ];
    const list = (await call("GET", "/list-sessions", undefined, { cookie: here.cookie }))
      .body as unknown as {
      id: string;
      token: string;
      userAgent: string;
      current: boolean;
    }[];
    expect(list.map(({ userAgent, current }) => [userAgent, current]).sort()).toEqual([
      ["Desk", false],
      ["Phone", true],
    ]);
    expect(list.every(({ id, token }) => id === token)).toBe(true);
    const desk = list.find(({ userAgent }) => userAgent === "Desk")?.id;
    expect((await call("POST", "/revoke-session", { token: desk }, { cookie: foreign.cookie })).status).toBe(
      404,
    );
    expect((await call("POST", "/revoke-session", { token: desk }, { cookie: here.cookie })).status).toBe(
      200,
    );
    expect((await call("GET", "/get-session", undefined, { cookie: there.cookie })).body).toBeNull();
    expect((await call("GET", "/list-sessions")).status).toBe(401);
  });

  test("signing out ends the session in the database", async () => {
    const { username, userId } = await account();
    const { cookie } = await signIn(username, PASSWORD);
    expect((await call("POST", "/sign-out", {}, { cookie })).status).toBe(200);
    expect((await call("GET", "/get-session", undefined, { cookie })).body).toBeNull();
    expect(events.at(-1)).toMatchObject({ kind: "SIGNED_OUT", userId });
  });

  test("changing the password needs the old one, refuses what everyone tries, and can end other sessions", async () => {
    const { username } = await account();
    const [here, there] = [await signIn(username, PASSWORD), await signIn(username, PASSWORD)];
    const change = (currentPassword: string, newPassword: string) =>
      call(
        "POST",
        "/change-password",
        { currentPassword, newPassword, revokeOtherSessions: true },
        { cookie: here.cookie, "x-forwarded-for": `10.2.0.${Math.floor(Math.random() * 250)}` },
      );
    expect((await change(PASSWORD, "qwertyuiop")).body).toEqual({ code: "PASSWORD_TOO_COMMON" });
    expect((await change(PASSWORD, "short")).body).toEqual({ code: "PASSWORD_TOO_SHORT" });
    expect((await change(WRONG, "another good one 9")).body).toEqual({ code: "INVALID_CREDENTIALS" });
    expect(
      (
        await call("POST", "/change-password", {
          currentPassword: PASSWORD,
          newPassword: "another good one 9",
        })
      ).body,
    ).toEqual({ code: "UNAUTHENTICATED" });
    expect((await change(PASSWORD, "another good one 9")).status).toBe(200);
    expect(events.at(-1)?.kind).toBe("PASSWORD_CHANGED");
    expect((await call("GET", "/get-session", undefined, { cookie: there.cookie })).body).toBeNull();
    expect((await signIn(username, PASSWORD)).status).toBe(401);
    expect((await signIn(username, "another good one 9")).status).toBe(200);
  });

  test("an office's reset ends the sessions, lifts the lock and asks for a password of one's own", async () => {
    const { username, personId } = await account();
    const { cookie } = await signIn(username, PASSWORD);
    for (let i = 0; i < 9; i += 1) await signIn(username, WRONG);
    await auth.resetPassword({ personId, password: "from the office 1" });
    expect((await call("GET", "/get-session", undefined, { cookie })).body).toBeNull();
    const again = await signIn(username, "from the office 1");
    expect(again.status).toBe(200);
    const user = async (from: Answer) =>
      (await call("GET", "/get-session", undefined, { cookie: from.cookie })).body.user;
    expect(await user(again)).toMatchObject({ mustChangePassword: true });
    await call(
      "POST",
      "/change-password",
      { currentPassword: "from the office 1", newPassword: "mine alone 2026" },
      { cookie: again.cookie },
    );
    expect(await user(again)).toMatchObject({ mustChangePassword: false });
    expect(events.map(({ kind }) => kind)).toContain("PASSWORD_RESET");
  });

  test("ending a membership ends every session", async () => {
    const { username, personId } = await account();
    const { cookie } = await signIn(username, PASSWORD);
    await auth.revokeSessions({ personId });
    expect((await call("GET", "/get-session", undefined, { cookie })).body).toBeNull();
  });
});

describe("accounts", () => {
  const create = async (username: string, password: string, personId?: string) => {
    const id = personId ?? newId();
    if (!personId)
      await owner.query(`insert into "Person" (id, "cityId", name) values ($1, $2, '某人')`, [id, cityId]);
    return auth
      .createAccount({ personId: id, username, password, mustChangePassword: true })
      .catch((error: unknown) => (error instanceof AccountError ? error.code : error));
  };

  test("Chinese names may sign in, whatever form their letters come in", async () => {
    expect(await create("刘星", PASSWORD)).toHaveProperty("userId");
    expect((await signIn(" 刘星 ", PASSWORD)).status).toBe(200);
    expect(await create("Lǐ", PASSWORD)).toBe("USERNAME_CHARACTERS");
  });

  test("refusals say which rule stands in the way", async () => {
    const { username, personId } = await account();
    expect(await create(username.toUpperCase(), PASSWORD)).toBe("USERNAME_TAKEN");
    expect(await create("someone.new", PASSWORD, personId)).toBe("PERSON_HAS_ACCOUNT");
    expect(await create("a", PASSWORD)).toBe("USERNAME_LENGTH");
    expect(await create("someone new", PASSWORD)).toBe("USERNAME_CHARACTERS");
    expect(await create("someone.new", "1234567890")).toBe("PASSWORD_TOO_COMMON");
    expect(await create("someone.new", "aaaaaaaaaaaa")).toBe("PASSWORD_TOO_COMMON");
    expect(await create("someone.new", "someone.new1")).toBe("PASSWORD_TOO_COMMON");
    expect(await create("someone.new", "x".repeat(129))).toBe("PASSWORD_TOO_LONG");
  });

  test("two accounts of one name at once: one is made", async () => {
    const results = await Promise.all([create("twice.made", PASSWORD), create("twice.made", PASSWORD)]);
    expect(results.filter((result) => result === "USERNAME_TAKEN")).toHaveLength(1);
    const { rows } = await owner.query(
      `select count(*)::int as users, count(a.id)::int as accounts from "AuthUser" u left join "AuthAccount" a on a."userId" = u.id
       where u.username = 'twice.made'`,
    );
    expect(rows[0]).toEqual({ users: 1, accounts: 1 });
  });
});
