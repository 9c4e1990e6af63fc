import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPair, type Pair } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { PublicVisitor } from "../../../test/public.ts";
import { TEST_SECRETS, type TestPerson, World } from "../../../test/world.ts";
import type { LetterText } from "../../kernel/outside.ts";
import { sendDigests } from "./digests.ts";
import { dispatchAll } from "./dispatch-outbox.ts";
import { sendAll } from "./messenger.ts";
import { PAUSE_AFTER, RETRY_AFTER } from "./send-calls.ts";

const database = useTestDatabase();
let world: World;
let pair: Pair;

/** A receiver of work chats in the next room: what came, and how it answers. */
const came: { path: string; query: URLSearchParams; headers: IncomingMessage["headers"]; body: string }[] =
  [];
let answer: (response: ServerResponse) => void;
const well = (response: ServerResponse) => response.end('{"errcode":0,"errmsg":"ok"}');
let receiver: Server;
let origin: string;

const letters: LetterText[] = [];

beforeAll(async () => {
  world = await World.open(database());
  pair = await openPair(world, "Told");
  answer = well;
  receiver = createServer(async (request, response) => {
    const url = new URL(request.url ?? "", origin);
    const body = (await buffer(request)).toString("utf8");
    came.push({ path: url.pathname, query: url.searchParams, headers: request.headers, body });
    answer(response);
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  origin = `http://${host}`;
  world.outside = {
    origin: "https://gongjian.example",
    allowedHosts: [host],
    sendLetter: async (letter) => void letters.push(letter),
  };
});
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await world.close();
});

async function send(): Promise<void> {
  await dispatchAll(world);
  const { database: db, clock, outside } = world;
  await sendAll({ database: db, clock, outside, secretOf: TEST_SECRETS, patience: 300 });
}

const pass = (seconds: number) => world.clock.set(new Date(world.clock.now().getTime() + seconds * 1_000));

const fields = (kind: string, path: string, more: object = {}) => ({
  organizationId: `Organization:${pair.unit.id}`,
  kind,
  name: "Work chat",
  url: `${origin}${path}`,
  locale: "en",
  ...more,
});

const log = async (person: TestPerson, webhookId: unknown) => {
  const { data } = await person.ask(
    `query ($id: ID) { webhookCalls(first: 20, webhookId: $id) { edges { node { event state log { attempt status error } } } } }`,
    { id: webhookId },
  );
  const { edges } = (data?.["webhookCalls"] ?? { edges: [] }) as {
    edges: { node: Record<string, unknown> }[];
  };
  return edges.map(({ node }) => node);
};

test("a manager lets the own chat hear; the address is checked, sealed and never shown again", async () => {
  const made = await pair.manager.act(
    "createWebhook",
    fields("GENERIC", "/generic", { secret: "s3cret" }),
    "id ... on Webhook { host hasSecret }",
  );
  expect(made).toMatchObject({ host: new URL(origin).host, hasSecret: true });
  for (const nobody of [pair.liaison, pair.head, pair.officeManager])
    expect(await nobody.act("createWebhook", fields("GENERIC", "/x", { secret: "s" }))).toMatchObject({
      code: "NOT_ALLOWED",
    });
  const refused = async (more: object) =>
    (await pair.manager.act("createWebhook", { ...fields("GENERIC", "/x", { secret: "s" }), ...more }))[
      "problems"
    ];
  expect(await refused({ url: "https://192.168.0.7/hook" })).toEqual([
    { path: ["url"], code: "HOST_NOT_ALLOWED" },
  ]);
  expect(await refused({ url: "http://chat.example/hook" })).toEqual([{ path: ["url"], code: "HTTPS_ONLY" }]);
  expect(await refused({ secret: " " })).toEqual([{ path: ["secret"], code: "REQUIRED" }]);
  const stored = await world.sql<{ text: string }>(
    `select "row"::text as text from "RowHistory" where "tableName" = 'Webhook' union all select row_to_json(w)::text from "Webhook" w
     union all select payload from "AuditEntry" where command like 'webhook.%'`,
  );
  expect(stored.length).toBeGreaterThan(2);
  for (const { text } of stored) expect(text).not.toMatch(/generic"|s3cret/);
  expect(await log(pair.head, made["id"])).toEqual([]);
  const { data } = await pair.head.ask("{ webhooks { id } }");
  expect(data?.["webhooks"]).toEqual([]);
});

test("each receiver gets its own form, signed as it asks; counts and links, and nobody's words", async () => {
  await pair.manager.act("createWebhook", fields("WECOM", "/wecom?key=k-1"));
  await pair.manager.act(
    "createWebhook",
    fields("DINGTALK", "/dingtalk?access_token=t-1", { secret: "SEC1" }),
  );
  await pair.head.act("remind", {
    partnershipId: pair.partnershipId,
    to: "GIVER",
    text: "Auntie Wang waits",
  });
  came.length = 0;
  await send();
  const to = (path: string) => came.filter((one) => one.path === path);
  const [generic] = to("/generic");
  const timestamp = generic?.headers["gongjian-timestamp"];
  const signed = createHmac("sha256", "s3cret").update(`${timestamp}.${generic?.body}`).digest("hex");
  expect(generic?.headers["gongjian-signature"]).toBe(`sha256=${signed}`);
  expect(JSON.parse(generic?.body ?? "")).toMatchObject({
    event: "reminder.sent",
    link: expect.stringMatching(/^https:\/\/gongjian\.example\//),
  });
  const [wecom] = to("/wecom");
  expect(wecom?.query.get("key")).toBe("k-1");
  expect(JSON.parse(wecom?.body ?? "")).toMatchObject({
    msgtype: "markdown",
    markdown: { content: expect.stringContaining("A reminder has arrived") },
  });
  const [dingtalk] = to("/dingtalk");
  const at = dingtalk?.query.get("timestamp");
  expect(dingtalk?.query.get("sign")).toBe(
    createHmac("sha256", "SEC1").update(`${at}\nSEC1`).digest("base64"),
  );
  expect(dingtalk?.query.get("access_token")).toBe("t-1");
  expect(JSON.parse(dingtalk?.body ?? "")).toMatchObject({
    msgtype: "markdown",
    markdown: { title: "Gongjian", text: expect.any(String) },
  });
  expect(came).toHaveLength(3);
  for (const { body } of came) expect(body).not.toMatch(/Wang|Unit|Community|Person/);
});

test("what does not come through is tried again, and given up and paused at last; its manager reads how it went", async () => {
  const made = await pair.manager.act("createWebhook", fields("GENERIC", "/often", { secret: "o" }));
  const webhookId = made["id"];
  let times = 0;
  answer = (response) => {
    times += 1;
    // An error, then no answer at all, then a robot that refuses, then it works.
    if (times === 1) response.writeHead(500).end();
    else if (times === 3) response.end('{"errcode":310000,"errmsg":"sign not match"}');
    else if (times > 3) well(response);
  };
  await pair.manager.act("testWebhook", { webhookId });
  for (const seconds of [0, ...RETRY_AFTER.slice(0, 3)]) {
    pass(seconds + 1);
    // A server that looks too early, or a second one, tries nothing.
    await Promise.all([send(), send()]);
  }
  expect(times).toBe(4);
  expect(await log(pair.manager, webhookId)).toEqual([
    {
      event: "webhook.test",
      state: "SENT",
      log: [
        { attempt: 1, status: 500, error: "STATUS" },
        { attempt: 2, status: null, error: "TIMEOUT" },
        { attempt: 3, status: 200, error: "REFUSED_BY_ROBOT" },
        { attempt: 4, status: 200, error: null },
      ],
    },
  ]);

  // Five messages in a row that no try brought through.
  answer = (response) => response.writeHead(404).end();
  for (let n = 0; n < PAUSE_AFTER; n++) await pair.manager.act("testWebhook", { webhookId });
  for (const seconds of [0, ...RETRY_AFTER]) {
    pass(seconds + 1);
    await send();
  }
  const { data } = await pair.manager.ask(
    "query ($id: ID!) { node(id: $id) { ... on Webhook { pausedAt failures } } }",
    {
      id: webhookId,
    },
  );
  expect(data?.["node"]).toMatchObject({ pausedAt: expect.any(String), failures: PAUSE_AFTER });
  await send();
  const { data: inbox } = await pair.manager.ask(`{ notifications(first: 5) { edges { node { event } } } }`);
  expect(JSON.stringify(inbox)).toContain("webhook.paused");
  expect(await pair.manager.act("testWebhook", { webhookId })).toMatchObject({ code: "WEBHOOK_PAUSED" });
  answer = well;
});

test("letters go to a confirmed address alone, and end with one press", async () => {
  const { liaison } = pair;
  const visitor = await PublicVisitor.of(world);
  const set = async (address: string) => {
    const { data } = await liaison.ask(
      `mutation ($a: String!, $k: String!) { setOwnAddress(input: { address: $a, idempotencyKey: $k }) {
        __typename ... on ValidationError { problems { code } } } }`,
      { a: address, k: `k ${Math.random()}` },
    );
    return data?.["setOwnAddress"];
  };
  expect(await set("not one")).toMatchObject({ problems: [{ code: "NOT_AN_ADDRESS" }] });
  expect(await set("liaison@bureau.example")).toEqual({ __typename: "NotificationChoice" });
  expect(await set("other@bureau.example")).toMatchObject({ problems: [{ code: "TOO_SOON" }] });
  letters.length = 0;
  await send();
  expect(letters).toHaveLength(1);
  const link =
    /https:\/\/gongjian\.example(\/p\/letters\/confirm\/\S+)/.exec(letters[0]?.text ?? "")?.[1] ?? "";

  // Before it is confirmed nothing else is sent there, and looking at the link confirms nothing.
  world.clock.set(new Date("2026-03-03T00:31:00Z"));
  await pair.duty("VISIT", 1n, "2026-03-01", "2026-03-06");
  await visitor.open(link);
  await sendDigests(world, pair.city.id);
  await send();
  expect(letters).toHaveLength(1);
  expect((await visitor.open(`${link}x`)).status).toBe(404);
  expect(await visitor.send(world, link, {})).toMatchObject({ status: 200 });

  world.clock.set(new Date("2026-03-04T00:31:00Z"));
  await sendDigests(world, pair.city.id);
  await send();
  expect(letters).toHaveLength(2);
  const digest = letters[1];
  expect(digest).toMatchObject({
    to: "liaison@bureau.example",
    subject: expect.stringContaining("件事等您"),
  });
  expect(digest?.text).toContain("快到期或已逾期的义务：1 件");
  const chain = await world.sql<{ payload: string }>(
    `select payload from "AuditEntry" where command like 'notification.%'`,
  );
  expect(chain.map(({ payload }) => payload).join()).not.toContain("bureau");

  const stop = digest?.unsubscribe?.replace("https://gongjian.example", "") ?? "";
  expect(await visitor.send(world, stop, {})).toMatchObject({ status: 200 });
  world.clock.set(new Date("2026-03-05T00:31:00Z"));
  await sendDigests(world, pair.city.id);
  await send();
  expect(letters).toHaveLength(2);
});
