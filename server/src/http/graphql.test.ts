import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MAX_TOKENS } from "../graphql/limits.ts";
import { startTestServer, type TestServer } from "./server-fixture.ts";

let server: TestServer;
let development: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  development = await startTestServer({ production: false });
});
afterAll(async () => {
  await server.close();
  await development.close();
});

async function post(payload: unknown, target = server, headers: Record<string, string> = {}) {
  const answer = await target.app.inject({
    method: "POST",
    url: "/graphql",
    headers: { "content-type": "application/json", ...headers },
    payload: typeof payload === "string" ? payload : JSON.stringify(payload),
  });
  const body = answer.json();
  return { status: answer.statusCode, body, error: body.errors?.[0], headers: answer.headers };
}

const INTROSPECTION = { query: "{ __schema { types { name } } }" };

describe("requests", () => {
  test("{__typename} always answers", async () => {
    expect((await post({ query: "{__typename}" })).body).toEqual({ data: { __typename: "Query" } });
  });

  test("a syntax error is the sender's mistake", async () => {
    const { status, error } = await post({ query: "{ hello" });
    expect(status).toBe(400);
    expect(error.extensions).toEqual({ code: "BAD_REQUEST", reason: "SYNTAX" });
  });

  test("no introspection and no suggestions in production", async () => {
    expect((await post(INTROSPECTION)).error.extensions.code).toBe("BAD_REQUEST");
    const misspelt = await post({ query: "{ helo }" });
    expect(misspelt.status).toBe(400);
    expect(misspelt.error.message).not.toContain("Did you mean");
    expect(JSON.stringify(misspelt.body)).not.toContain("hello");
    expect((await post(INTROSPECTION, development)).body.data.__schema.types.length).toBeGreaterThan(1);
  });

  test("no batching", async () => {
    expect((await post([{ query: "{hello}" }, { query: "{hello}" }])).status).toBe(400);
  });

  test("POST with JSON only", async () => {
    const get = await server.app.inject({ url: "/graphql?query={hello}", headers: { "x-gongjian": "1" } });
    expect(get.statusCode).toBe(405);
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
    ]) {
      const answer = await post('{"query":"{hello}"}', server, { "content-type": type });
      expect([type, answer.status]).toEqual([type, 415]);
      expect(answer.error.extensions).toEqual({ code: "BAD_REQUEST", reason: "JSON_ONLY" });
    }
  });

  test("broken and huge bodies are refused in the same form", async () => {
    expect((await post("{oops")).error.extensions).toEqual({ code: "BAD_REQUEST", reason: "MALFORMED_BODY" });
    const huge = await post({ query: "{hello}", variables: { a: "x".repeat(1024 * 1024) } });
    expect(huge.status).toBe(413);
    expect(huge.error.extensions).toEqual({ code: "BAD_REQUEST", reason: "BODY_TOO_LARGE" });
  });

  test("too many tokens and too many aliases are refused before anything runs", async () => {
    const tokens = await post({ query: `{ ${"hello ".repeat(MAX_TOKENS)} }` });
    expect(tokens.status).toBe(400);
    expect(tokens.error.extensions).toEqual({ code: "BAD_REQUEST", reason: "TOO_MANY_TOKENS" });
    const aliases = Array.from({ length: 60 }, (_, i) => `a${i}: __typename`).join(" ");
    const aliased = await post({ query: `{ ${aliases} }` });
    expect(aliased.status).toBe(400);
    expect(aliased.error.extensions).toMatchObject({
      code: "BAD_REQUEST",
      reason: "TOO_MANY_ALIASES",
      limit: 40,
    });
  });

  test("wrong variables are the sender's mistake", async () => {
    const query = "query Q($n: Int!) { count(n: $n) }";
    expect((await post({ query, variables: { n: "x" } })).error.extensions).toEqual({
      code: "BAD_REQUEST",
      reason: "BAD_VARIABLES",
    });
  });
});

test("GraphiQL is there in development and from nobody else's server", async () => {
  expect((await server.app.inject({ url: "/graphiql" })).statusCode).toBe(404);
  const page = await development.app.inject({ url: "/graphiql" });
  expect(page.statusCode).toBe(200);
  expect(page.body).not.toMatch(/https?:/);
});

describe("errors", () => {
  test("our own failure tells an id and nothing else", async () => {
    for (const target of [server, development]) {
      const { body } = await post({ query: "{ broken }" }, target);
      expect(body.errors[0].message).toBe("INTERNAL");
      expect(Object.keys(body.errors[0].extensions).sort()).toEqual(["code", "id"]);
      expect(JSON.stringify(body)).not.toContain("password");
    }
  });

  test("codes of the catalogue pass with their data", async () => {
    expect((await post({ query: "{ secret }" })).error.extensions).toEqual({ code: "UNAUTHENTICATED" });
    expect((await post({ query: "{ busy }" })).error.extensions).toEqual({
      code: "RATE_LIMITED",
      retryAfterSeconds: 5,
    });
  });
});
