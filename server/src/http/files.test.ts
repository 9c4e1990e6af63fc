import { type IncomingMessage, request } from "node:http";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeXlsx } from "../modules/evidence/zip-fixture.ts";
import { startTestServer, type TestServer } from "./server-fixture.ts";

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(async () => server.close());

const BOUNDARY = "----gongjian";
const HEADERS = {
  cookie: "who=liu",
  "x-gongjian": "1",
  "content-type": `multipart/form-data; boundary=${BOUNDARY}`,
};

const head = (fileName: string, field = "file") =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"; filename="${fileName}"\r\nContent-Type: image/jpeg\r\n\r\n`;

const kindField = (kind: string) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="kind"\r\n\r\n${kind}\r\n`;

function form(bytes: Uint8Array, fileName: string, field?: string, kind?: string): Buffer {
  const before = (kind === undefined ? "" : kindField(kind)) + head(fileName, field);
  return Buffer.concat([Buffer.from(before), bytes, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
}

async function upload(
  bytes: Uint8Array,
  fileName = "a.jpg",
  headers: Record<string, string> = {},
  kind?: string,
) {
  const answer = await server.app.inject({
    method: "POST",
    url: "/files",
    headers: { ...HEADERS, ...headers },
    payload: form(bytes, fileName, "file", kind),
  });
  return { status: answer.statusCode, body: answer.json() };
}

const jpeg = () =>
  sharp({ create: { width: 800, height: 500, channels: 3, background: "#a33" } })
    .jpeg()
    .toBuffer();

describe("uploads", () => {
  test("a photo is stored with its thumbnail and opens for whom it belongs to", async () => {
    const { status, body } = await upload(await jpeg(), "收据 1.jpg");
    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: "PHOTO", mediaType: "image/jpeg", width: 800, height: 500 });
    expect(await server.stored()).toHaveLength(2);

    const opened = await server.app.inject({ url: `/files/${body.id}`, headers: { cookie: "who=liu" } });
    expect(opened.statusCode).toBe(200);
    expect(opened.rawPayload.length).toBe(body.bytes);
    expect(opened.headers["content-type"]).toBe("image/jpeg");
    expect(opened.headers["content-security-policy"]).toContain("sandbox");
    expect(opened.headers["x-content-type-options"]).toBe("nosniff");
    expect(opened.headers["cache-control"]).toContain("private");
    expect(opened.headers["content-disposition"]).toContain("inline;");
    expect(opened.headers["content-disposition"]).toContain("filename*=UTF-8''%E6%94%B6%E6%8D%AE%201.jpg");
    const small = await server.app.inject({
      url: `/files/${body.id}/thumbnail`,
      headers: { cookie: "who=liu" },
    });
    expect(small.headers["content-type"]).toBe("image/webp");
    const again = await server.app.inject({
      url: `/files/${body.id}`,
      headers: { cookie: "who=liu", "if-none-match": String(opened.headers.etag) },
    });
    expect(again.statusCode).toBe(304);
  });

  test("a file of others, an unknown one and a malformed id look the same", async () => {
    const { body } = await upload(await jpeg());
    const answers = await Promise.all(
      [body.id, "0190a000-0000-7000-8000-00000000dead", "1 or 1=1"].map((id) =>
        server.app.inject({ url: `/files/${encodeURIComponent(id)}`, headers: { cookie: "who=wang" } }),
      ),
    );
    expect(answers.map((answer) => [answer.statusCode, answer.body])).toEqual(
      Array(3).fill([404, '{"code":"NOT_FOUND"}']),
    );
    expect((await server.app.inject({ url: `/files/${body.id}` })).statusCode).toBe(401);
  });

  test("a workbook is sent as a download", async () => {
    const { body } = await upload(makeXlsx("<sheetData/>"), "名 单.xlsx");
    const opened = await server.app.inject({ url: `/files/${body.id}`, headers: { cookie: "who=liu" } });
    expect(opened.headers["content-disposition"]).toMatch(/^attachment; filename="_ _.xlsx"; filename\*=/);
  });
});

describe("refusals store nothing", () => {
  afterEach(async () => {
    expect(await server.stored()).toEqual([]);
    expect(server.saved).toEqual([]);
  });

  test("whoever is not signed in, sends from another site, or may not", async () => {
    expect((await upload(await jpeg(), "a.jpg", { cookie: "" })).body).toEqual({ code: "UNAUTHENTICATED" });
    const { "x-gongjian": _header, ...bare } = HEADERS;
    const foreign = await server.app.inject({
      method: "POST",
      url: "/files",
      headers: bare,
      payload: form(await jpeg(), "a.jpg"),
    });
    expect(foreign.statusCode).toBe(400);
    await server.close();
    server = await startTestServer({ mayUpload: (kind) => kind === undefined });
    expect(await upload(await jpeg())).toEqual({ status: 403, body: { code: "FORBIDDEN" } });
  });

  test("a broken image, a renamed executable, a zip bomb", async () => {
    const whole = await jpeg();
    const bomb = makeXlsx(Buffer.alloc(150 * 1024 * 1024));
    const program = Buffer.concat([Buffer.from("MZ"), Buffer.alloc(100_000, 7)]);
    expect(await upload(whole.subarray(0, whole.length - 400))).toEqual({
      status: 422,
      body: { code: "BROKEN_FILE" },
    });
    expect(await upload(program, "photo.jpg")).toEqual({ status: 422, body: { code: "FILE_TYPE_REFUSED" } });
    expect(await upload(bomb, "book.xlsx", {}, "WORKBOOK")).toEqual({
      status: 422,
      body: { code: "ARCHIVE_TOO_LARGE" },
    });
  });

  test("an unknown kind and a form without the file", async () => {
    expect((await upload(await jpeg(), "a.jpg", {}, "toString")).status).toBe(400);
    const answer = await server.app.inject({
      method: "POST",
      url: "/files",
      headers: HEADERS,
      payload: form(await jpeg(), "a.jpg", "other"),
    });
    expect(answer.statusCode).toBe(400);
  });

  test("a gigabyte is refused by its length before it is sent", async () => {
    const answer = await server.app.inject({
      method: "POST",
      url: "/files",
      headers: { ...HEADERS, "content-length": String(1024 ** 3) },
      payload: head("a.jpg"),
    });
    expect(answer.statusCode).toBe(413);
    expect(answer.json()).toEqual({ code: "FILE_TOO_LARGE" });
  });

  test("a gigabyte of unknown length is cut off long before its end", async () => {
    await server.app.listen({ port: 0, host: "127.0.0.1" });
    const address = server.app.server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const call = request({
      port: address.port,
      host: "127.0.0.1",
      method: "POST",
      path: "/files",
      headers: HEADERS,
    });
    call.setMaxListeners(0);
    let hungUp = false;
    let response: IncomingMessage | undefined;
    call.on("response", (first) => {
      response = first;
      first.resume();
    });
    call.on("error", () => {
      hungUp = true;
    });
    call.on("close", () => {
      hungUp = true;
    });
    call.write(head("a.jpg"));
    call.write((await jpeg()).subarray(0, 5000));
    const megabyte = Buffer.alloc(1024 * 1024, 1);
    let sent = 0;
    while (sent < 1024 && !hungUp && !response) {
      sent += 1;
      const room = call.write(megabyte);
      await new Promise<void>((resolve) => {
        if (room) return void setImmediate(resolve);
        call.once("drain", resolve);
        call.once("close", resolve);
        return undefined;
      });
    }
    call.destroy();
    expect(sent).toBeLessThan(200);
    expect(response?.statusCode ?? 413).toBe(413);
  });
});
