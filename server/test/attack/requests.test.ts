import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase } from "../../src/kernel/db.ts";
import { openPair, type Pair } from "../pair.ts";
import { useTestDatabase } from "../pg.ts";
import { World } from "../world.ts";
import { PASSWORD, type RealServer, startRealServer } from "./real-server.ts";

const database = useTestDatabase();
let world: World;
let pair: Pair;
let server: RealServer;
let cookie: string;
beforeAll(async () => {
  world = await World.open(database());
  world.clock.set(new Date());
  pair = await openPair(world);
  server = await startRealServer(world);
  cookie = await server.signIn(pair.liaison, "liaison.one");
});
afterAll(async () => {
  await server.close();
  await world.close();
});

/** Posts a document as the liaison and answers why it was refused. */
async function refusal(query: string, variables: unknown = {}) {
  const { status, body } = await server.post({ query, variables }, { cookie });
  return [status, body.errors?.[0]?.extensions["reason"], body.data ?? null];
}
const times = (count: number, text: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => text(at)).join(" ");

describe("documents", () => {
  test("{__typename} answers anyone", async () => {
    expect((await server.post({ query: "{__typename}" })).body).toEqual({ data: { __typename: "Query" } });
  });

  test("what is too large in any direction is refused before it runs", async () => {
    expect(await refusal(`{ ${times(5_000, () => "__typename ")} }`)).toEqual([400, "TOO_MANY_TOKENS", null]);
    expect(await refusal(`{ ${times(41, (at) => `a${at}: __typename`)} }`)).toEqual([
      400,
      "TOO_MANY_ALIASES",
      null,
    ]);
    expect(await refusal(`{ ${times(25, () => "__typename ")} }`)).toEqual([
      400,
      "TOO_MANY_ROOT_FIELDS",
      null,
    ]);
    expect(await refusal(`{ __typename ${times(50, () => "@include(if: true) ")} }`)).toEqual([
      400,
      expect.stringMatching(/TOO_MANY_DIRECTIVES|INVALID_DOCUMENT/),
      null,
    ]);
    const spread = times(45, () => "...F @include(if: true)");
    expect(await refusal(`{ viewer { ${spread} } } fragment F on Viewer { __typename }`)).toEqual([
      400,
      "TOO_MANY_DIRECTIVES",
      null,
    ]);
    const deep = `{ partnerships(first: 1) { edges { node { ${"giver { givenPartnerships { ".repeat(10)} id ${"} }".repeat(10)} } } } }`;
    expect(await refusal(deep)).toEqual([400, expect.stringMatching(/TOO_DEEP|TOO_COMPLEX/), null]);
  });

  test("fragments neither hide size nor go round in circles", async () => {
    const doubling = times(
      20,
      (at) => `fragment F${at} on Query { a: __typename ...F${at + 1} ...F${at + 1} }`,
    );
    expect(await refusal(`{ ...F0 } ${doubling} fragment F20 on Query { b: __typename }`)).toEqual([
      400,
      expect.stringMatching(/^TOO_/),
      null,
    ]);
    expect(await refusal("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }")).toEqual([
      400,
      "INVALID_DOCUMENT",
      null,
    ]);
    expect(await refusal("query A { __typename } query B { __typename }")).toEqual([
      400,
      "ONE_OPERATION_ONLY",
      null,
    ]);
    expect(await refusal("subscription { x }")).toEqual([400, "INVALID_DOCUMENT", null]);
  });

  test("nothing of the schema is told: no introspection, no suggestions", async () => {
    for (const query of ["{ __schema { types { name } } }", '{ __type(name: "Query") { name } }']) {
      const { status, body } = await server.post({ query }, { cookie });
      expect([status, body.data]).toEqual([400, undefined]);
    }
    const { body } = await server.post({ query: "{ partnership(first: 1) { edge } }" }, { cookie });
    expect(JSON.stringify(body)).not.toMatch(/Did you mean|partnerships/);
    const input = await server.post(
      {
        query: "mutation ($i: LogDeliveryInput!) { logDelivery(input: $i) { __typename } }",
        variables: { i: { quantiti: "1" } },
      },
      { cookie },
    );
    expect(JSON.stringify(input.body)).not.toContain("Did you mean");
  });

  test("a NUL anywhere in a text is the sender's mistake", async () => {
    const document = "query ($it: String) { organizations(first: 1, search: $it) { totalCount } }";
    expect(await refusal(document, { it: "a\u0000b" })).toEqual([400, "NUL_CHARACTER", null]);
    expect(await refusal(`{ organizations(first: 1, search: "a\\u0000b") { totalCount } }`)).toEqual([
      400,
      "NUL_CHARACTER",
      null,
    ]);
  });
});

describe("requests", () => {
  const json = { "content-type": "application/json" };

  test("one JSON document by POST: no batches, no GET, no forms", async () => {
    const batch = await server.post([{ query: "{__typename}" }, { query: "{__typename}" }], { cookie });
    expect([batch.status, batch.body.data]).toEqual([400, undefined]);
    const get = await fetch(`${server.url}/graphql?query={__typename}`, {
      headers: { cookie, "x-gongjian": "1" },
    });
    expect([get.status, get.headers.get("allow")]).toEqual([405, "POST"]);
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "",
    ]) {
      const answer = await server.post('{"query":"{__typename}"}', { "content-type": type, cookie });
      expect([type, answer.status, answer.body.data]).toEqual([type, 415, undefined]);
    }
  });

  test("a body of two megabytes is not read to its end", async () => {
    const { status, body } = await server.post({
      query: "{__typename}",
      variables: { a: "x".repeat(2_000_000) },
    });
    expect([status, body.errors?.[0]?.extensions]).toEqual([
      413,
      { code: "BAD_REQUEST", reason: "BODY_TOO_LARGE" },
    ]);
  });

  test("a form of another site can neither post nor upload", async () => {
    const form = new FormData();
    form.set("file", new Blob(["x"]), "x.txt");
    const upload = await fetch(`${server.url}/files`, { method: "POST", body: form, headers: { cookie } });
    expect(upload.status).toBe(400);
    // JSON is what a form cannot send, and another site's script may not: no answer allows it.
    for (const path of ["/api/auth/sign-in/username", "/graphql", "/files"]) {
      const asked = await fetch(`${server.url}${path}`, {
        method: "OPTIONS",
        headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
      });
      expect([path, asked.headers.get("access-control-allow-origin")]).toEqual([path, null]);
    }
    for (const type of ["text/plain", "application/x-www-form-urlencoded"]) {
      const signIn = await fetch(`${server.url}/api/auth/sign-in/username`, {
        method: "POST",
        headers: { "content-type": type, origin: "https://evil.example" },
        body: JSON.stringify({ username: "liaison.one", password: PASSWORD }),
      });
      expect([type, signIn.ok, signIn.headers.getSetCookie()]).toEqual([type, false, []]);
    }
    const signOut = await fetch(`${server.url}/api/auth/sign-out`, {
      method: "POST",
      headers: { ...json, origin: "https://evil.example", cookie },
      body: "{}",
    });
    expect(signOut.ok).toBe(false);
  });

  test("the cookie is kept from scripts and other sites, and from the clear when TLS stands in front", async () => {
    const signIn = async (headers: Record<string, string>) => {
      const answer = await fetch(`${server.url}/api/auth/sign-in/username`, {
        method: "POST",
        headers: { ...json, ...headers },
        body: JSON.stringify({ username: "liaison.one", password: PASSWORD }),
      });
      expect(answer.status).toBe(200);
      return answer.headers.getSetCookie().filter((one) => /session_token/.test(one));
    };
    const [plain = ""] = await signIn({ origin: server.url });
    expect(plain).toMatch(/HttpOnly/i);
    expect(plain).toMatch(/SameSite=Lax/i);
    const host = server.url.slice("http://".length);
    const [secure = ""] = await signIn({ origin: `https://${host}`, "x-forwarded-proto": "https" });
    expect(secure).toMatch(/Secure/i);
    expect(secure).toMatch(/HttpOnly/i);
  });

  test("every answer carries a strict policy", async () => {
    for (const path of ["/graphql", "/healthz", "/nowhere", "/files/x", "/live"]) {
      const { headers } = await fetch(`${server.url}${path}`);
      const policy = headers.get("content-security-policy") ?? "";
      expect([path, policy]).toEqual([path, expect.stringMatching(/default-src '(none|self)'/)]);
      expect([path, policy]).toEqual([path, expect.not.stringMatching(/script-src[^;]*unsafe|https?:|\*/)]);
      expect([path, policy]).toEqual([path, expect.stringContaining("frame-ancestors 'none'")]);
      expect([path, headers.get("x-content-type-options")]).toEqual([path, "nosniff"]);
      expect([path, headers.get("x-powered-by")]).toEqual([path, null]);
    }
  });

  test("a session has at most five live streams, and a stranger none", async () => {
    expect((await fetch(`${server.url}/live`)).status).toBe(401);
    const ends = new AbortController();
    const open = () => fetch(`${server.url}/live`, { headers: { cookie }, signal: ends.signal });
    const statuses = [];
    for (let at = 0; at < 7; at++) statuses.push((await open()).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    ends.abort();
  });

  test("wrong signs of life in the name are refused like wrong passwords", async () => {
    for (const username of [
      "\u0000",
      "' or 1=1 --",
      "x".repeat(190),
      "liaison.one\u0000",
      "ＬＩＡＩＳＯＮ",
    ]) {
      const answer = await fetch(`${server.url}/api/auth/sign-in/username`, {
        method: "POST",
        headers: { ...json, origin: server.url },
        body: JSON.stringify({ username, password: PASSWORD }),
      });
      expect([username, answer.status]).toEqual([username, expect.toBeOneOf([400, 401, 422])]);
    }
  });
});

describe("the database", () => {
  test("a statement that takes too long is ended by the database itself", async () => {
    const { rows } = await world.database.pool.query("show statement_timeout");
    expect(rows).toEqual([{ statement_timeout: "15s" }]);
    const short = createDatabase(database().appUrl, { statementTimeoutMs: 200 });
    const began = Date.now();
    await expect(short.pool.query("select pg_sleep(5)")).rejects.toMatchObject({ code: "57014" });
    await expect(short.prisma.$queryRaw`select pg_sleep(5)::text`).rejects.toThrow(/57014|timeout/);
    expect(Date.now() - began).toBeLessThan(3_000);
    await short.close();
  });
});
