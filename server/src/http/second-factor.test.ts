import { beforeEach, describe, expect, test } from "vitest";
import { totpOf } from "../../test/totp.ts";
import { LOCKOUT_RULE } from "../modules/identity/lockout.ts";
import { type AuthWorld, authWorld, PASSWORD, WRONG } from "./auth-fixture.ts";

let world: AuthWorld;
const opened = authWorld();
beforeEach(() => {
  world = opened();
});

type SetUp = { uri: string; secret: string; recoveryCodes: string[] };

/** An account whose owner set up a second factor; `cookie` is of the session that did it. */
async function guarded() {
  const account = await world.account();
  const first = await world.signIn(account.username, PASSWORD);
  const begun = await world.call(
    "POST",
    "/two-factor/enable",
    { password: PASSWORD },
    { cookie: first.cookie },
  );
  const setUp = begun.body as unknown as SetUp;
  const done = await code("totp", totpOf(setUp.secret), first.cookie);
  expect(done.body).toEqual({ ok: true });
  return { ...account, ...setUp, cookie: done.cookie };
}

function code(kind: "totp" | "backup-code", text: string, cookie: string, more: object = {}) {
  return world.call("POST", `/two-factor/verify-${kind}`, { code: text, ...more }, { cookie });
}

const kinds = () => world.events.map(({ kind }) => kind);
const who = async (cookie: string) => (await world.call("GET", "/get-session", undefined, { cookie })).body;

/** A code that is wrong now, whatever the time. */
const wrongCode = (secret: string) => String((Number(totpOf(secret)) + 500_001) % 1_000_000).padStart(6, "0");

describe("a second factor", () => {
  test("is set up with the password and a first code; nothing is stored in the clear", async () => {
    const { username, userId } = await world.account();
    const { cookie } = await world.signIn(username, PASSWORD);
    const refused = await world.call("POST", "/two-factor/enable", { password: WRONG }, { cookie });
    expect(refused.body).toEqual({ code: "INVALID_CREDENTIALS" });
    const begun = await world.call("POST", "/two-factor/enable", { password: PASSWORD }, { cookie });
    const { uri, secret, recoveryCodes } = begun.body as unknown as SetUp;
    expect(uri).toContain(`otpauth://totp/Gongjian:${username}?`);
    expect(uri).not.toContain("placeholder");
    expect(recoveryCodes).toHaveLength(10);

    // Until the first code was typed nothing is asked for.
    expect((await world.signIn(username, PASSWORD)).body).toEqual({ ok: true });
    expect((await code("totp", wrongCode(secret), cookie)).body).toEqual({ code: "INVALID_CODE" });
    const done = await code("totp", totpOf(secret), cookie);
    expect((await who(done.cookie)).user).toMatchObject({ twoFactorEnabled: true });
    expect(kinds()).toContain("SECOND_FACTOR_SET_UP");

    const { rows } = await world.owner.query(`select * from "AuthTwoFactor" where "userId" = $1`, [userId]);
    const stored = JSON.stringify(rows);
    for (const clear of [secret, ...recoveryCodes]) expect(stored).not.toContain(clear);
  });

  test("is asked for after the password, and only a right code opens a session", async () => {
    const { username, secret, userId } = await guarded();
    world.events = [];
    const asked = await world.signIn(username, PASSWORD);
    expect(asked.body).toEqual({ ok: true, codeNeeded: true });
    expect((await who(asked.cookie)) ?? null).toBeNull();
    expect(kinds()).toEqual([]);

    expect((await code("totp", wrongCode(secret), asked.cookie)).body).toEqual({ code: "INVALID_CODE" });
    const inside = await code("totp", totpOf(secret), asked.cookie);
    expect(inside.body).toEqual({ ok: true });
    expect((await who(inside.cookie)).user).toMatchObject({ username });
    expect(kinds()).toEqual(["CODE_FAILED", "SIGNED_IN"]);
    expect((await code("totp", totpOf(secret), asked.cookie)).body).toEqual({ code: "SIGN_IN_EXPIRED" });

    const { rows } = await world.owner.query(
      `select command from "AuditEntry" where $1 = any("subjectIds") order by seq`,
      [userId],
    );
    expect(rows.map(({ command }) => command)).toEqual([
      "account.create",
      "signIn.succeed",
      "secondFactor.setUp",
      "signIn.failCode",
      "signIn.succeed",
    ]);
  });

  test("a code opens one door once, whoever saw it and however many try at once", async () => {
    const { username, secret } = await guarded();
    const [first, second, third] = await Promise.all(
      [1, 2, 3].map(async () => (await world.signIn(username, PASSWORD)).cookie),
    );
    const typed = totpOf(secret);
    const both = await Promise.all([first, second].map((cookie) => code("totp", typed, cookie ?? "")));
    expect(both.map(({ body }) => JSON.stringify(body)).sort()).toEqual([
      '{"code":"INVALID_CODE"}',
      '{"ok":true}',
    ]);
    expect((await code("totp", typed, third ?? "")).body).toEqual({ code: "INVALID_CODE" });
    expect(kinds().filter((kind) => kind === "CODE_FAILED")).toHaveLength(2);
    // The next one is a new one; a wrong one is not used up.
    const soon = totpOf(secret, new Date(Date.now() + 30_000));
    expect((await code("totp", wrongCode(secret), third ?? "")).body).toEqual({ code: "INVALID_CODE" });
    expect((await code("totp", soon, third ?? "")).body).toEqual({ ok: true });
    const { rows } = await world.owner.query(
      `select username from "AuthLockout" where username like 'used:%'`,
    );
    expect(rows.length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(rows)).not.toContain(typed);
  });

  test("sessions that a password alone has opened end when it is set up", async () => {
    const account = await world.account();
    const elsewhere = await world.signIn(account.username, PASSWORD);
    const here = await world.signIn(account.username, PASSWORD);
    const begun = await world.call(
      "POST",
      "/two-factor/enable",
      { password: PASSWORD },
      { cookie: here.cookie },
    );
    const { secret } = begun.body as unknown as SetUp;
    const done = await code("totp", totpOf(secret), here.cookie);
    expect((await who(done.cookie)).user).toMatchObject({ twoFactorEnabled: true });
    for (const old of [elsewhere.cookie, here.cookie]) expect((await who(old)) ?? null).toBeNull();
  });

  test("a recovery code works once; new ones end the old", async () => {
    const { username, recoveryCodes, cookie } = await guarded();
    const [first, second] = recoveryCodes as [string, string];
    const once = await world.signIn(username, PASSWORD);
    expect((await code("backup-code", first, once.cookie)).body).toEqual({ ok: true });
    const again = await world.signIn(username, PASSWORD);
    expect((await code("backup-code", first, again.cookie)).body).toEqual({ code: "INVALID_CODE" });
    expect(kinds()).toEqual(expect.arrayContaining(["RECOVERY_CODE_USED", "SIGNED_IN", "CODE_FAILED"]));

    const renewed = await world.call(
      "POST",
      "/two-factor/generate-backup-codes",
      { password: PASSWORD },
      { cookie },
    );
    const [fresh] = renewed.body.recoveryCodes as [string];
    expect((await code("backup-code", second, again.cookie)).body).toEqual({ code: "INVALID_CODE" });
    expect((await code("backup-code", fresh, again.cookie)).body).toEqual({ ok: true });
    expect(kinds()).toContain("RECOVERY_CODES_RENEWED");
  });

  test("wrong codes lock like wrong passwords, in whatever sign-in they come", async () => {
    const { username, secret } = await guarded();
    let { cookie } = await world.signIn(username, PASSWORD);
    for (let tried = 0; tried < LOCKOUT_RULE.attempts; tried += 1) {
      // After five the library asks for the password again.
      if (tried === 4) cookie = (await world.signIn(username, PASSWORD)).cookie;
      const answer = await code("totp", wrongCode(secret), cookie);
      expect(answer.body).toEqual({ code: "INVALID_CODE" });
    }
    const locked = await code("totp", totpOf(secret), cookie);
    expect([locked.status, locked.body.code]).toEqual([423, "LOCKED"]);
    expect(kinds()).toContain("LOCKED_OUT");
    const other = await world.signIn(username, PASSWORD);
    expect((await code("totp", totpOf(secret), other.cookie)).status).toBe(423);
    world.offset = LOCKOUT_RULE.firstLock + 1_000;
    expect((await code("totp", totpOf(secret), other.cookie)).body).toEqual({ ok: true });
  });

  test("wrong passwords at its doors lock like those at sign-in", async () => {
    const { username } = await world.account();
    const { cookie } = await world.signIn(username, PASSWORD);
    const begin = (password: string) => world.call("POST", "/two-factor/enable", { password }, { cookie });
    for (let tried = 0; tried < LOCKOUT_RULE.attempts; tried += 1)
      expect((await begin(WRONG)).body).toEqual({ code: "INVALID_CREDENTIALS" });
    expect((await begin(PASSWORD)).status).toBe(423);
  });

  test("a trusted device need not give one; switching off asks for the password", async () => {
    const { username, secret, cookie, userId } = await guarded();
    const asked = await world.signIn(username, PASSWORD);
    const trusted = await code("totp", totpOf(secret), asked.cookie, { trustDevice: true });
    const device = trusted.cookies.find((text) => text.includes("trust_device"))?.split(";")[0] ?? "";
    expect((await world.signIn(username, PASSWORD, { cookie: device })).body).toEqual({ ok: true });
    expect((await world.signIn(username, PASSWORD)).body).toEqual({ ok: true, codeNeeded: true });

    const off = (password: string) => world.call("POST", "/two-factor/disable", { password }, { cookie });
    expect((await off(WRONG)).body).toEqual({ code: "INVALID_CREDENTIALS" });
    expect((await off(PASSWORD)).body).toEqual({ ok: true });
    const { rows } = await world.owner.query(`select id from "AuthVerification" where value = $1`, [userId]);
    expect(rows).toEqual([]);
    expect(kinds().at(-1)).toBe("SECOND_FACTOR_REMOVED");
    expect((await world.signIn(username, PASSWORD)).body).toEqual({ ok: true });
  });
});
