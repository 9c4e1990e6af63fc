import { request } from "node:http";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DownloadContext, DownloadDeclaration } from "../kernel/download.ts";
import { Rejection } from "../kernel/result.ts";
import { startTestServer, type TestServer } from "./server-fixture.ts";

let server: TestServer;
let release: () => void = () => undefined;
const held = new Promise<void>((resolve) => {
  release = resolve;
});

let making = Promise.resolve();
let begun = 0;
let closed = 0;

const declarations: DownloadDeclaration[] = [
  {
    path: "made.csv",
    async open() {
      begun++;
      await making;
      const body = Readable.from(["made"]);
      body.once("close", () => closed++);
      return { fileName: "made.csv", mediaType: "text/csv", body };
    },
  },
  {
    path: "list.csv",
    async open(_ctx, query) {
      if (query["of"] === "nothing") throw Rejection.notFound();
      if (query["of"] === "wrong") throw Rejection.validation([{ path: ["of"], code: "UNKNOWN" }]);
      return { fileName: "台账 1.csv", mediaType: "text/csv; charset=utf-8", body: Readable.from(["a,b\n"]) };
    },
  },
  {
    path: "slow.csv",
    async open() {
      await held;
      return { fileName: "slow.csv", mediaType: "text/csv", body: Buffer.from("slow") };
    },
  },
];

/** A file whose rows come, and then the database goes away; `at` rows later. */
const dying = (at: number): DownloadDeclaration => ({
  path: `dying-${at}.csv`,
  async open() {
    async function* lines() {
      for (let row = 0; row < at; row++) yield `${row},${"x".repeat(100)}\n`;
      throw new Error("terminating connection due to administrator command");
    }
    return { fileName: "dying.csv", mediaType: "text/csv", body: Readable.from(lines()) };
  },
});
declarations.push(dying(0), dying(5_000));

beforeAll(async () => {
  server = await startTestServer({
    downloads: { declarations, contextOf: async () => ({}) as unknown as DownloadContext, madeAtOnce: 3 },
  });
});
afterAll(async () => server.close());

const get = (path: string, headers: Record<string, string> = { cookie: "who=liu" }) =>
  server.app.inject({ url: `/downloads/${path}`, headers });

test("a file is made for whoever is signed in, and kept by nobody on the way", async () => {
  const answer = await get("list.csv");
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toBe("a,b\n");
  expect(answer.headers["cache-control"]).toBe("private, no-store");
  expect(answer.headers["content-disposition"]).toContain("filename*=UTF-8''%E5%8F%B0%E8%B4%A6%201.csv");
  expect((await get("list.csv", {})).statusCode).toBe(401);
});

test("a refusal is answered as a code", async () => {
  expect((await get("list.csv?of=nothing")).statusCode).toBe(404);
  const wrong = await get("list.csv?of=wrong");
  expect(wrong.statusCode).toBe(422);
  expect(wrong.json()).toEqual({ code: "VALIDATION", problems: [{ path: ["of"], code: "UNKNOWN" }] });
  expect((await get("list.csv?of=a&of=b")).statusCode).toBe(400);
  expect((await get("list.csv?of=%00")).statusCode).toBe(400);
  expect((await get("unknown.csv")).statusCode).toBe(404);
});

test("another site's page cannot have a file made in a person's name", async () => {
  const headers = { cookie: "who=liu", "sec-fetch-site": "cross-site" };
  expect((await get("list.csv", headers)).statusCode).toBe(403);
  const head = await server.app.inject({ method: "HEAD", url: "/downloads/list.csv", headers });
  expect(head.statusCode).toBe(404);
});

test("one person has two files made at a time; others are not kept waiting", async () => {
  const first = get("slow.csv");
  const second = get("slow.csv");
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect((await get("list.csv")).statusCode).toBe(429);
  expect((await get("list.csv", { cookie: "who=wang" })).statusCode).toBe(200);
  release();
  expect((await first).body + (await second).body).toBe("slowslow");
  expect((await get("list.csv")).statusCode).toBe(200);
});

test("a file that breaks off is no whole file to whoever takes it", async () => {
  const url = await server.app.listen({ port: 0, host: "127.0.0.1" });
  const early = await fetch(`${url}/downloads/dying-0.csv`, { headers: { cookie: "who=liu" } });
  const said = ["content-disposition", "content-type", "cache-control"].map((name) =>
    early.headers.get(name),
  );
  expect([early.status, ...said]).toEqual([500, null, "application/json; charset=utf-8", "no-store"]);
  expect(await early.json()).toEqual({ code: "INTERNAL", id: expect.any(String) });
  const late = await fetch(`${url}/downloads/dying-5000.csv`, { headers: { cookie: "who=liu" } });
  expect(late.status).toBe(200);
  await expect(late.text()).rejects.toThrow();
});

test("who goes away again and again has no more made at once than others", async () => {
  const url = server.app.listeningOrigin;
  let free: () => void = () => undefined;
  making = new Promise((resolve) => {
    free = resolve;
  });
  for (let tries = 0; tries < 4; tries++) {
    const options = { headers: { cookie: "who=wang" }, agent: false } as const;
    const asked = request(`${url}/downloads/made.csv`, options).on("error", () => undefined);
    asked.end();
    await new Promise((resolve) => setTimeout(resolve, 30));
    asked.destroy();
  }
  expect(begun).toBe(2);
  free();
  // What nobody takes any more is given up, with whatever temporary folder stands behind it.
  await expect.poll(() => closed).toBe(2);
  await expect
    .poll(async () => (await get("list.csv", { cookie: "who=wang" })).statusCode, { timeout: 2_000 })
    .toBe(200);
});

test("many packs at once leave connections to the others: they wait for their turn", async () => {
  let free: () => void = () => undefined;
  making = new Promise((resolve) => {
    free = resolve;
  });
  begun = 0;
  const asked = ["liu", "wang", "liu", "wang"].map((who) => get("made.csv", { cookie: `who=${who}` }));
  await expect.poll(() => begun).toBe(3);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(begun).toBe(3);
  free();
  expect((await Promise.all(asked)).map(({ body }) => body)).toEqual(["made", "made", "made", "made"]);
});
