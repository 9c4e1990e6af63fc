import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { afterEach, expect, test } from "vitest";
import { PEOPLE, startTestServer, type TestServer } from "./server-fixture.ts";

let server: TestServer | undefined;
afterEach(async () => server?.close());

async function listen(): Promise<{ server: TestServer; port: number }> {
  server = await startTestServer();
  await server.app.listen({ port: 0, host: "127.0.0.1" });
  const address = server.app.server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { server, port: address.port };
}

/** Opens a stream and collects what it says. */
async function open(port: number, who: string) {
  const call = request({
    port,
    host: "127.0.0.1",
    path: "/live",
    headers: { cookie: `who=${who}` },
    agent: false,
  });
  call.end();
  const [response] = (await once(call, "response")) as [IncomingMessage];
  const stream = {
    status: response.statusCode,
    response,
    text: "",
    ended: false,
    close: () => call.destroy(),
  };
  response.setEncoding("utf8");
  response.on("data", (chunk: string) => {
    stream.text += chunk;
  });
  response.on("error", () => undefined);
  call.on("error", () => undefined);
  response.on("close", () => {
    stream.ended = true;
  });
  return stream;
}

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 3000;
  while (!condition()) {
    if (Date.now() > end) throw new Error("it did not happen within 3 s");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test("a person hears what concerns them, a city hears the kind without the ids", async () => {
  const { server, port } = await listen();
  const [liu, wang] = [await open(port, "liu"), await open(port, "wang")];
  expect(liu.response.headers["content-type"]).toContain("text/event-stream");
  expect(liu.response.headers["x-content-type-options"]).toBe("nosniff");
  server.hub.publish({ personIds: [PEOPLE.liu?.personId ?? ""], kind: "delivery", ids: ["d-1"] });
  server.hub.publish({ cityId: "city-1", kind: "period", ids: ["p-1"] });
  server.hub.publish({ cityId: "city-2", kind: "elsewhere", ids: [] });
  await until(() => liu.text.includes("period") && wang.text.includes("period"));
  expect(liu.text).toContain(`data: {"kind":"delivery","ids":["d-1"]}`);
  expect(wang.text).not.toContain("d-1");
  expect(liu.text + wang.text).not.toContain("p-1");
  expect(liu.text + wang.text).not.toContain("elsewhere");
  await until(() => liu.text.includes(": \n\n"));
});

test("nobody unknown hears anything, and a session has at most five streams", async () => {
  const { server, port } = await listen();
  expect((await open(port, "nobody")).status).toBe(401);
  const streams = [];
  for (let i = 0; i < 6; i += 1) streams.push(await open(port, "liu"));
  expect(streams.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
  streams[0]?.close();
  await until(() => server.hub.size === 4);
  expect((await open(port, "liu")).status).toBe(200);
});

test("a stream ends with its session", async () => {
  const { server, port } = await listen();
  const stream = await open(port, "wang");
  server.signOut("wang");
  await until(() => stream.ended);
  expect(server.hub.size).toBe(0);
});

test("closing the server ends the streams", async () => {
  const { server, port } = await listen();
  const stream = await open(port, "liu");
  const started = Date.now();
  await server.app.close();
  await until(() => stream.ended);
  expect(Date.now() - started).toBeLessThan(2000);
});
