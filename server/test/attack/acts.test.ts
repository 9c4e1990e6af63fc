import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPair, type Pair } from "../pair.ts";
import { useTestDatabase } from "../pg.ts";
import { type TestPerson, World } from "../world.ts";
import { type RealServer, type Reply, startRealServer } from "./real-server.ts";

const database = useTestDatabase();
let world: World;
let pair: Pair;
let server: RealServer;
const cookies = new Map<TestPerson, string>();
beforeAll(async () => {
  world = await World.open(database());
  // Sessions live by the clock on the wall; the term of the pair is set around it below.
  world.clock.set(new Date());
  pair = await openPair(world);
  await world.sql(`update "Partnership" set "startsOn" = $1, "endsOn" = $2`, [day(-100), day(100)]);
  server = await startRealServer(world);
  for (const [at, person] of [pair.liaison, pair.manager, pair.worker, pair.head].entries())
    cookies.set(person, await server.signIn(person, `person.${at}`));
});
afterAll(async () => {
  await server.close();
  await world.close();
});

type Result = { status: number; reply: Reply; type: string | undefined; result: Record<string, unknown> };

async function act(person: TestPerson, mutation: string, input: Record<string, unknown>): Promise<Result> {
  const typeName = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const { status, body } = await server.post(
    {
      query: `mutation ($input: ${typeName}Input!) { ${mutation}(input: $input) {
        __typename ... on Node { id } ... on Failure { code } ... on ValidationError { problems { path code } } } }`,
      variables: { input: { idempotencyKey: randomUUID(), ...input } },
    },
    { cookie: cookies.get(person) ?? "" },
  );
  const result = body.data?.[mutation] ?? {};
  return { status, reply: body, type: result["__typename"] as string | undefined, result };
}

const day = (offset: number) =>
  new Date(Date.now() + 8 * 3_600_000 + offset * 86_400_000).toISOString().slice(0, 10);
const log = (more: Record<string, unknown> = {}) => ({
  partnershipId: pair.partnershipId,
  kindId: pair.kindId("VISIT"),
  quantity: "1",
  occurredOn: day(0),
  ...more,
});
const count = async () =>
  (await world.sql<{ n: number }>(`select count(*)::int as n from "Delivery"`))[0]?.n ?? -1;

/** Refused with data or as a wrong request; never our failure, and nothing is written. */
async function expectRefused(
  person: TestPerson,
  mutation: string,
  input: Record<string, unknown>,
): Promise<void> {
  const before = await count();
  const { type, reply } = await act(person, mutation, input);
  const code = reply.errors?.[0]?.extensions["code"];
  const text = JSON.stringify(input).slice(0, 150);
  if (reply.errors) expect([text, code]).toEqual([text, "BAD_REQUEST"]);
  else expect([text, type]).toEqual([text, "ValidationError"]);
  expect(await count()).toBe(before);
}

describe("amounts", () => {
  const AMOUNTS = [
    "0",
    "-1",
    "-0",
    "",
    " ",
    "+5",
    " 5",
    "5 ",
    "1e5",
    "1.5",
    "1,000",
    "0x10",
    "１００",
    "一百",
    "٣",
    "NaN",
    "Infinity",
    "1234567890123456789",
    "9".repeat(40),
    "9".repeat(100_000),
    1.5,
    1e21,
    -3,
    0,
    true,
    null,
    {},
    ["1"],
    Number.MAX_SAFE_INTEGER + 2,
  ];
  test.each(AMOUNTS.map((amount) => [amount]))("%j is no amount of a delivery", async (quantity) => {
    await expectRefused(pair.liaison, "logDelivery", log({ quantity }));
    await expectRefused(
      pair.liaison,
      "logDelivery",
      log({ kindId: pair.kindId("FUNDS"), channel: "COMMUNITY", quantity }),
    );
  });

  test("the largest amount that an API can say overflows nothing", async () => {
    const quantity = "9".repeat(18);
    const sent = () =>
      act(pair.liaison, "logDelivery", log({ kindId: pair.kindId("FUNDS"), channel: "COMMUNITY", quantity }));
    const types = [];
    for (let at = 0; at < 12; at++) {
      const { type, reply } = await sent();
      expect(reply.errors).toBeUndefined();
      types.push(type);
    }
    const page = await server.post(
      {
        query:
          "query ($id: ID!) { partnershipSnapshot(id: $id) { __typename } home { todos { subject } } deliveries(first: 50) { totalCount } }",
        variables: { id: pair.partnershipId },
      },
      { cookie: cookies.get(pair.worker) ?? "" },
    );
    expect(page.body.errors).toBeUndefined();
    expect(new Set(types).size).toBe(1);
  });

  test("a promise takes no such amounts either", async () => {
    for (const quantity of ["0", "-1", "1e5", "１００", "1234567890123456789"])
      await expectRefused(pair.liaison, "makePledge", {
        partnershipId: pair.partnershipId,
        purpose: "The yard",
        lines: [{ kindId: pair.kindId("FUNDS"), instalments: [{ quantity, dueOn: day(20) }] }],
      });
  });
});

describe("dates", () => {
  test.each([
    "2026-02-30",
    "2026-13-01",
    "9999-12-31",
    "+010000-01-01",
    "0000-00-00",
    "1900-01-01",
    "26-1-1",
    "2026-1-1",
    "tomorrow",
    "２０２６-01-01",
    "2026-01-01T00:00:00Z",
    "",
    20260101,
  ])("%j is no day of a delivery", async (occurredOn) => {
    await expectRefused(pair.liaison, "logDelivery", log({ occurredOn }));
  });
  test("a day outside the term, or in the future", async () => {
    for (const offset of [-101, -400, 1, 101])
      await expectRefused(pair.liaison, "logDelivery", log({ occurredOn: day(offset) }));
    await expectRefused(pair.liaison, "makePledge", {
      partnershipId: pair.partnershipId,
      purpose: "The yard",
      lines: [{ kindId: pair.kindId("FUNDS"), instalments: [{ quantity: "100", dueOn: "9999-12-31" }] }],
    });
  });
});

describe("texts", () => {
  test("what has no place in a text, or is far too long, is refused", async () => {
    await expectRefused(pair.liaison, "logDelivery", log({ note: "a\u0000b" }));
    await expectRefused(pair.liaison, "logDelivery", log({ note: "x".repeat(100_000) }));
    await expectRefused(pair.liaison, "logDelivery", log({ idempotencyKey: "k".repeat(65) }));
    await expectRefused(pair.liaison, "logDelivery", log({ idempotencyKey: "" }));
  });

  test.each([
    '\'; drop table "Delivery"; --',
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\u202egnp.exe\u202c ‏נבדק",
    "{{7*7}} %s %n \\x00 =cmd|' /C calc'!A0",
    "🀄👨‍👩‍👧‍👦 e\u0301 中文",
  ])("%j is kept as it is", async (note) => {
    const { result, reply } = await act(pair.liaison, "logDelivery", log({ note }));
    expect(reply.errors).toBeUndefined();
    const read = await server.post(
      {
        query: "query ($id: ID!) { node(id: $id) { ... on Delivery { note } } }",
        variables: { id: result["id"] },
      },
      { cookie: cookies.get(pair.worker) ?? "" },
    );
    expect(read.body.data?.["node"]).toEqual({ note });
    expect(read.headers.get("content-type")).toContain("application/json");
  });
});

describe("the same thing twice", () => {
  test("two people confirm at once: one does, the other is told", async () => {
    for (let round = 0; round < 5; round++) {
      const { result } = await act(pair.liaison, "logDelivery", log());
      const deliveryId = result["id"];
      const both = await Promise.all(
        [pair.worker, pair.head].map((person) => act(person, "acceptDelivery", { deliveryId })),
      );
      const types = both.map(({ type }) => type);
      expect(types.filter((type) => type === "Delivery")).toHaveLength(1);
      expect(types.find((type) => type !== "Delivery")).toMatch(/^(InvalidTransition|Conflict)$/);
      const acceptances = await world.sql(`select id from "Acceptance" where "deliveryId" = $1`, [
        String(deliveryId).split(":")[1],
      ]);
      expect(acceptances).toHaveLength(1);
    }
  });

  test("a retry after a lost answer doubles nothing, however often and at once", async () => {
    const before = await count();
    const input = log({ idempotencyKey: randomUUID() });
    const answers = await Promise.all([1, 2, 3, 4].map(() => act(pair.liaison, "logDelivery", input)));
    answers.push(await act(pair.liaison, "logDelivery", input));
    expect(new Set(answers.map(({ result }) => result["id"])).size).toBe(1);
    expect(await count()).toBe(before + 1);
  });

  test("a key belongs to a person and to one input", async () => {
    const idempotencyKey = randomUUID();
    const first = await act(pair.liaison, "logDelivery", log({ idempotencyKey }));
    const other = await act(pair.manager, "logDelivery", log({ idempotencyKey }));
    expect([first.type, other.type]).toEqual(["Delivery", "Delivery"]);
    expect(other.result["id"]).not.toBe(first.result["id"]);
    expect((await act(pair.liaison, "logDelivery", log({ idempotencyKey, note: "another" }))).type).toBe(
      "Conflict",
    );
    expect(
      (await act(pair.liaison, "withdrawDelivery", { deliveryId: first.result["id"], idempotencyKey })).type,
    ).toBe("Conflict");
  });
});

test("a session that outlives the role, until the night ends it, can do nothing", async () => {
  const { result } = await act(pair.liaison, "logDelivery", log());
  const endsOn = (date: string) =>
    world.sql(`update "Membership" set "endsOn" = $2 where id = $1`, [pair.liaison.membershipId, date]);
  await endsOn(day(0));
  expect((await act(pair.liaison, "logDelivery", log())).type, "on the last day").toBe("Delivery");
  await endsOn(day(-1));
  const before = await count();
  expect((await act(pair.liaison, "logDelivery", log())).type).toMatch(/^(NotFound|Forbidden)$/);
  expect((await act(pair.liaison, "withdrawDelivery", { deliveryId: result["id"] })).type).toBe("NotFound");
  expect(await count()).toBe(before);
  const { body } = await server.post(
    {
      query:
        "{ viewer { memberships { id } } deliveries(first: 5) { totalCount } partnerships(first: 5) { totalCount } people(first: 5) { totalCount } }",
    },
    { cookie: cookies.get(pair.liaison) ?? "" },
  );
  expect(body.errors).toBeUndefined();
  expect(body.data).toEqual({
    viewer: { memberships: [] },
    deliveries: { totalCount: 0 },
    partnerships: { totalCount: 0 },
    // Oneself.
    people: { totalCount: 1 },
  });
});
