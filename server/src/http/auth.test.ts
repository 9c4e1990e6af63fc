import { beforeEach, describe, expect, test } from "vitest";
import { LOCKOUT_RULE } from "../modules/identity/lockout.ts";
import { type AuthWorld, authWorld, PASSWORD, WRONG } from "./auth-fixture.ts";
import { startTestServer } from "./server-fixture.ts";

let world: AuthWorld;
const opened = authWorld();
beforeEach(() => {
  world = opened();
});

describe("signing in", () => {
  test("gives a cookie that scripts cannot read, and tells no token and no address", async () => {
    const { username, personId, userId } = await world.account();
    const answer = await world.signIn(username.toUpperCase(), PASSWORD);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ ok: true });
    const session = answer.cookies.find((text) => text.includes("session_token")) ?? "";
    expect(session).toMatch(/HttpOnly/i);
    expect(session).toMatch(/SameSite=Lax/i);
    expect(session).not.toMatch(/Secure/i);
    const who = await world.call("GET", "/get-session", undefined, { cookie: answer.cookie });
    expect(who.body.user).toEqual({
      id: userId,
      name: username,
      username,
      personId,
      mustChangePassword: false,
      twoFactorEnabled: false,
    });
    expect(JSON.stringify(who.body)).not.toContain("placeholder");
    expect(answer.cookie).not.toContain(String((who.body.session as { token: string }).token));
    expect(world.events).toEqual([expect.objectContaining({ kind: "SIGNED_IN", userId, personId })]);
  });

  test("behind TLS the cookie is sent over TLS only", async () => {
    const { username } = await world.account();
    const secure = { "x-forwarded-proto": "https", origin: "https://gongjian.test" };
    const { status, cookies } = await world.signIn(username, PASSWORD, secure);
    expect(status).toBe(200);
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).toMatch(/;\s*Secure/i);
  });

  test("a wrong password and an unknown name are one answer", async () => {
    const { username, userId } = await world.account();
    const [wrong, unknown, strange] = [
      await world.signIn(username, WRONG),
      await world.signIn("nobody.here", WRONG),
      await world.signIn("no such name!", WRONG),
    ];
    for (const answer of [wrong, unknown, strange])
      expect([answer.status, answer.body]).toEqual([401, { code: "INVALID_CREDENTIALS" }]);
    expect(world.events.map(({ kind, userId }) => [kind, userId])).toEqual([
      ["SIGN_IN_FAILED", userId],
      ["SIGN_IN_FAILED", null],
    ]);
  });

  test("the platform's chain holds it, without the name", async () => {
    const { username, userId, personId } = await world.account();
    await world.signIn(username, WRONG);
    await world.signIn(username, PASSWORD);
    const { rows } = await world.owner.query(
      `select chain, "cityId", command, payload from "AuditEntry" where $1 = any("subjectIds") order by seq`,
      [userId],
    );
    expect(rows.map(({ command }) => command)).toEqual(["account.create", "signIn.fail", "signIn.succeed"]);
    expect(rows[2]).toMatchObject({ chain: "PLATFORM", cityId: null });
    expect(JSON.parse(rows[2].payload)).toMatchObject({ userId, personId });
    expect(JSON.stringify(rows)).not.toContain(username);
  });

  test("a page of another origin cannot sign anyone in or out", async () => {
    const { username } = await world.account();
    const { cookie } = await world.signIn(username, PASSWORD);
    const foreign = { cookie, origin: "https://elsewhere.example" };
    expect((await world.signIn(username, PASSWORD, foreign)).body).toEqual({ code: "FORBIDDEN" });
    expect((await world.call("POST", "/sign-out", {}, foreign)).status).toBe(403);
    expect((await world.call("GET", "/get-session", undefined, { cookie })).body.user).toBeTruthy();
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
      expect([path, (await world.call("POST", path, {})).status]).toEqual([path, 404]);
    }
  });
});

describe("guessing", () => {
  test("eight failures lock the account, known or not, and each lock lasts longer", async () => {
    const { username } = await world.account();
    for (const name of [username, "nobody.at.all"]) {
      for (let i = 0; i < LOCKOUT_RULE.attempts; i += 1)
        expect((await world.signIn(name, WRONG)).status).toBe(401);
      const locked = await world.signIn(name, PASSWORD);
      expect(locked.status).toBe(423);
      expect(locked.body).toMatchObject({ code: "LOCKED", retryAfterSeconds: 60 });
      expect(locked.cookies).toEqual([]);
    }
    expect(world.events.filter(({ kind }) => kind === "LOCKED_OUT")).toHaveLength(2);

    world.offset = 61_000;
    for (let i = 0; i < LOCKOUT_RULE.attempts; i += 1)
      expect((await world.signIn(username, WRONG)).status).toBe(401);
    expect((await world.signIn(username, PASSWORD)).body.retryAfterSeconds).toBe(120);
    world.offset += 121_000;
    expect((await world.signIn(username, PASSWORD)).status).toBe(200);
  });

  test("a burst of guesses gets no more tries than a row of them", async () => {
    const { username } = await world.account();
    const answers = await Promise.all(Array.from({ length: 30 }, () => world.signIn(username, WRONG)));
    const tried = answers.filter(({ status }) => status === 401);
    expect(tried).toHaveLength(LOCKOUT_RULE.attempts);
    expect(answers.filter(({ status }) => status === 423)).toHaveLength(30 - LOCKOUT_RULE.attempts);
  });

  test("a success forgets the failures before it, and so does time", async () => {
    const { username } = await world.account();
    for (let i = 0; i < 7; i += 1) await world.signIn(username, WRONG);
    expect((await world.signIn(username, PASSWORD)).status).toBe(200);
    for (let i = 0; i < 7; i += 1) await world.signIn(username, WRONG);
    world.offset = LOCKOUT_RULE.window + 1000;
    expect((await world.signIn(username, WRONG)).status).toBe(401);
    expect((await world.signIn(username, PASSWORD)).status).toBe(200);
  });

  test("one address has a limit of its own, counted in the database", async () => {
    const limited = await startTestServer({ auth: world.service(3) });
    const from = (address: string) => ({
      "x-forwarded-for": address,
      "x-gongjian-client-address": "9.9.9.9",
    });
    const statuses = [];
    for (let i = 0; i < 5; i += 1)
      statuses.push((await world.signIn(`guess.${i}`, WRONG, from("10.1.1.1"), limited)).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    const last = await world.signIn("guess.9", WRONG, from("10.1.1.1"), limited);
    expect(last.body).toMatchObject({ code: "RATE_LIMITED" });
    expect(last.body.retryAfterSeconds).toBeGreaterThan(0);
    expect((await world.signIn("guess.9", WRONG, from("10.1.1.2"), limited)).status).toBe(401);
    await limited.close();
  });

  test("an unknown name takes as long as a known one", async () => {
    const { username } = await world.account();
    const time = async (name: string) => {
      const started = performance.now();
      await world.signIn(name, WRONG);
      return performance.now() - started;
    };
    // In turns, and the fastest of each: what else the machine does meanwhile falls out. Without the work of
    // comparing a password an answer would come more than ten times sooner.
    let known = Number.POSITIVE_INFINITY;
    let unknown = Number.POSITIVE_INFINITY;
    for (let i = 0; i < LOCKOUT_RULE.attempts - 1; i += 1) {
      known = Math.min(known, await time(username));
      unknown = Math.min(unknown, await time("nobody.timed"));
    }
    expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(3);
  });
});
