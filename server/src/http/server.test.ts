import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findUnready } from "./health.ts";
import { startTestServer, type TestServer, writeWebDist } from "./server-fixture.ts";

const PAGE = { accept: "text/html" };

describe("pages and headers", () => {
  let server: TestServer;
  let dist: string;
  beforeAll(async () => {
    dist = await writeWebDist(true);
    server = await startTestServer({ webDist: dist });
  });
  afterAll(async () => {
    await server.close();
    await rm(dist, { recursive: true });
  });

  test("a page carries a strict policy with a nonce of its own", async () => {
    const [one, two] = [await server.app.inject({ url: "/" }), await server.app.inject({ url: "/" })];
    const policy = String(one.headers["content-security-policy"]);
    const nonce = /'nonce-([\w-]+)'/.exec(policy)?.[1];
    expect(nonce).toBeTruthy();
    expect(one.body).toContain(`content="${nonce}"`);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    expect(two.headers["content-security-policy"]).not.toBe(policy);
    expect(one.headers["x-content-type-options"]).toBe("nosniff");
    expect(one.headers["referrer-policy"]).toBe("same-origin");
    expect(String(one.headers["permissions-policy"])).toContain("camera=(self)");
    expect(one.headers["x-powered-by"]).toBeUndefined();
  });

  test("HSTS is sent behind TLS only", async () => {
    expect((await server.app.inject({ url: "/" })).headers["strict-transport-security"]).toBeUndefined();
    const secure = await server.app.inject({ url: "/", headers: { "x-forwarded-proto": "https" } });
    expect(secure.headers["strict-transport-security"]).toContain("max-age=");
  });

  test("the app's own addresses are pages, the server's are not", async () => {
    const page = await server.app.inject({ url: "/partnerships/1?tab=money", headers: PAGE });
    expect(page.statusCode).toBe(200);
    expect(page.headers["content-type"]).toContain("text/html");
    for (const url of ["/api/nothing", "/files/x/y", "/assets/gone.js", "/graphql/x"]) {
      const missing = await server.app.inject({ url, headers: PAGE });
      expect([url, missing.statusCode]).toEqual([url, 404]);
      expect(missing.json()).toEqual({ code: "NOT_FOUND" });
    }
    expect((await server.app.inject({ url: "/nothing.js" })).statusCode).toBe(404);
  });

  test("hashed assets are kept for ever and sent compressed when they are there", async () => {
    const plain = await server.app.inject({ url: "/assets/main-AbCd1234.js" });
    expect(plain.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    const packed = await server.app.inject({
      url: "/assets/main-AbCd1234.js",
      headers: { "accept-encoding": "br" },
    });
    expect(packed.headers["content-encoding"]).toBe("br");
    expect(packed.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect((await server.app.inject({ url: "/touch-icon-large.svg" })).headers["cache-control"]).toBe(
      "no-cache",
    );
  });

  test("nothing outside the directory is served", async () => {
    for (const url of ["/../package.json", "/%2e%2e/package.json", "/..%2fpackage.json", "/.env"]) {
      expect([url, (await server.app.inject({ url })).statusCode]).toEqual([url, 404]);
    }
  });

  test("a request for a host that cannot be one is refused", async () => {
    expect((await server.app.inject({ url: "/", headers: { host: "a b<script>" } })).statusCode).toBe(400);
  });

  test("the demo accounts do not exist outside demo mode", async () => {
    expect((await server.app.inject({ url: "/api/demo" })).statusCode).toBe(404);
  });
});

test("a page that knows no nonce may style itself inline, and script no more than before", async () => {
  const dist = await writeWebDist(false);
  const server = await startTestServer({ webDist: dist });
  const policy = String((await server.app.inject({ url: "/" })).headers["content-security-policy"]);
  expect(policy).toContain("style-src 'self' 'unsafe-inline'");
  expect(policy).toContain("script-src 'self';");
  await server.close();
  await rm(dist, { recursive: true });
});

describe("health", () => {
  test("readiness needs every migration of this build", async () => {
    const database = { query: async () => ({ rows: [{ migration_name: "one" }] }) };
    expect(await findUnready({ database, migrations: ["one"] })).toBeUndefined();
    expect(await findUnready({ database, migrations: ["one", "two"] })).toBe("MIGRATIONS_MISSING");
  });

  test("an unreachable database is said, the process still lives", async () => {
    const database = { query: () => Promise.reject(new Error("ECONNREFUSED")) };
    const server = await startTestServer({ health: { database, migrations: [] } });
    const ready = await server.app.inject({ url: "/readyz" });
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toEqual({ status: "unready", code: "DATABASE_UNREACHABLE" });
    expect((await server.app.inject({ url: "/healthz" })).statusCode).toBe(200);
    await server.close();
  });
});
