import { beforeEach, describe, expect, test } from "vitest";
import { AccountError } from "../modules/identity/accounts.ts";
import { type Answer, type AuthWorld, authWorld, PASSWORD, WRONG } from "./auth-fixture.ts";

let world: AuthWorld;
const opened = authWorld();
beforeEach(() => {
  world = opened();
});

describe("sessions and passwords", () => {
  test("a person sees and ends their own sessions and nobody else's", async () => {
    const [one, other] = [await world.account(), await world.account()];
    const [here, there, foreign] = [
      await world.signIn(one.username, PASSWORD, { "user-agent": "Phone" }),
      await world.signIn(one.username, PASSWORD, { "user-agent": "Desk" }),
      await world.signIn(other.username, PASSWORD),
    ];
    const list = (await world.call("GET", "/list-sessions", undefined, { cookie: here.cookie }))
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
    expect(
      (await world.call("POST", "/revoke-session", { token: desk }, { cookie: foreign.cookie })).status,
    ).toBe(404);
    expect(
      (await world.call("POST", "/revoke-session", { token: desk }, { cookie: here.cookie })).status,
    ).toBe(200);
    expect((await world.call("GET", "/get-session", undefined, { cookie: there.cookie })).body).toBeNull();
    expect((await world.call("GET", "/list-sessions")).status).toBe(401);
  });

  test("signing out ends the session in the database", async () => {
    const { username, userId } = await world.account();
    const { cookie } = await world.signIn(username, PASSWORD);
    expect((await world.call("POST", "/sign-out", {}, { cookie })).status).toBe(200);
    expect((await world.call("GET", "/get-session", undefined, { cookie })).body).toBeNull();
    expect(world.events.at(-1)).toMatchObject({ kind: "SIGNED_OUT", userId });
  });

  test("changing the password needs the old one, refuses what everyone tries, and can end other sessions", async () => {
    const { username } = await world.account();
    const [here, there] = [await world.signIn(username, PASSWORD), await world.signIn(username, PASSWORD)];
    const change = (currentPassword: string, newPassword: string) =>
      world.call(
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
        await world.call("POST", "/change-password", {
          currentPassword: PASSWORD,
          newPassword: "another good one 9",
        })
      ).body,
    ).toEqual({ code: "UNAUTHENTICATED" });
    expect((await change(PASSWORD, "another good one 9")).status).toBe(200);
    expect(world.events.at(-1)?.kind).toBe("PASSWORD_CHANGED");
    expect((await world.call("GET", "/get-session", undefined, { cookie: there.cookie })).body).toBeNull();
    expect((await world.signIn(username, PASSWORD)).status).toBe(401);
    expect((await world.signIn(username, "another good one 9")).status).toBe(200);
  });

  test("an office's reset ends the sessions, lifts the lock and asks for a password of one's own", async () => {
    const { username, personId } = await world.account();
    const { cookie } = await world.signIn(username, PASSWORD);
    for (let i = 0; i < 9; i += 1) await world.signIn(username, WRONG);
    await world.auth.resetPassword({ personId, password: "from the office 1" });
    expect((await world.call("GET", "/get-session", undefined, { cookie })).body).toBeNull();
    const again = await world.signIn(username, "from the office 1");
    expect(again.status).toBe(200);
    const user = async (from: Answer) =>
      (await world.call("GET", "/get-session", undefined, { cookie: from.cookie })).body.user;
    expect(await user(again)).toMatchObject({ mustChangePassword: true });
    await world.call(
      "POST",
      "/change-password",
      { currentPassword: "from the office 1", newPassword: "mine alone 2026" },
      { cookie: again.cookie },
    );
    expect(await user(again)).toMatchObject({ mustChangePassword: false });
    expect(world.events.map(({ kind }) => kind)).toContain("PASSWORD_RESET");
  });

  test("ending a membership ends every session", async () => {
    const { username, personId } = await world.account();
    const { cookie } = await world.signIn(username, PASSWORD);
    await world.auth.revokeSessions({ personId });
    expect((await world.call("GET", "/get-session", undefined, { cookie })).body).toBeNull();
  });
});

describe("accounts", () => {
  const create = async (username: string, password: string, personId?: string) => {
    const id = personId ?? (await world.person());
    return world.auth
      .createAccount({ personId: id, username, password, mustChangePassword: true })
      .catch((error: unknown) => (error instanceof AccountError ? error.code : error));
  };

  test("Chinese names may sign in, whatever form their letters come in", async () => {
    expect(await create("刘星", PASSWORD)).toHaveProperty("userId");
    expect((await world.signIn(" 刘星 ", PASSWORD)).status).toBe(200);
    expect(await create("Lǐ", PASSWORD)).toBe("USERNAME_CHARACTERS");
  });

  test("refusals say which rule stands in the way", async () => {
    const { username, personId } = await world.account();
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
    const { rows } = await world.owner.query(
      `select count(*)::int as users, count(a.id)::int as accounts from "AuthUser" u left join "AuthAccount" a on a."userId" = u.id
       where u.username = 'twice.made'`,
    );
    expect(rows[0]).toEqual({ users: 1, accounts: 1 });
  });
});
