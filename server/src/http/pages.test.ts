import { html } from "hono/html";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/pg.ts";
import { PublicVisitor } from "../../test/public.ts";
import { World } from "../../test/world.ts";
import type { PublicPage, SentForm } from "../kernel/page.ts";
import { Rejection } from "../kernel/result.ts";
import { clientKey } from "./form-count.ts";

let db: TestDatabase;
let world: World;
const sent: SentForm[] = [];

const pages: PublicPage[] = [
  {
    path: "boards/:code",
    async show({ locale }, { code = "" }) {
      if (code === "none") throw Rejection.notFound();
      return {
        title: code,
        body: html`<h1>${code}</h1><p>${locale}</p>${html`<b>${"<i>"}</b>`}`,
        maxAge: 60,
      };
    },
  },
  {
    path: "words/:code",
    async show({ formFields }) {
      return { title: "words", body: html`<form method="post">${formFields()}</form>`, maxAge: 60 };
    },
    form: {
      fields: { text: 20 },
      photos: 1,
      perHour: { client: 3, page: 5 },
      async send(_ctx, _params, form) {
        if (form.fields["text"] === "full") throw Rejection.conflict(null, "FULL");
        sent.push(form);
        return { title: "thanks", body: html`<p>${form.fields["text"]}</p>` };
      },
    },
  },
];

beforeAll(async () => {
  db = await createTestDatabase();
  world = await World.open(db);
});
afterAll(async () => {
  await world.close();
  await db.drop();
});

test("what a page says is escaped, in the language asked for, kept for a while, and told apart when it changed", async () => {
  const visitor = await PublicVisitor.of(world, { pages });
  const shown = await visitor.open(`boards/${encodeURIComponent("<script>alert(1)</script>")}?lang=en`);
  expect(shown.text).not.toContain("<script>");
  expect(shown.text).toContain("<b>&lt;i&gt;</b>");
  expect(shown.text).toContain('<html lang="en">');
  expect(shown.text).toContain('?lang=zh"');
  expect(shown.headers["cache-control"]).toBe("public, max-age=60");
  expect(String(shown.headers["content-security-policy"])).toMatch(/^default-src 'none'; style-src 'sha256-/);
  const again = await visitor.open("boards/one");
  const same = await visitor.open("boards/one", { "if-none-match": String(again.headers["etag"]) });
  expect([same.status, same.text]).toEqual([304, ""]);
  const gone = await visitor.open("boards/none");
  expect([gone.status, gone.headers["cache-control"]]).toEqual([404, "no-store"]);
  expect((await visitor.open("nothing/here")).text).toContain("没有这个页面");
});

test("a form is sent once for each time it was shown, by people, and not too often", async () => {
  const visitor = await PublicVisitor.of(world, { pages });
  const page = await visitor.open("words/a");
  expect(page.headers["cache-control"]).toBe("no-store");
  const token = visitor.tokenIn(page);
  const first = await visitor.send(world, "words/a", { text: "<hello>", other: "x" }, { token });
  expect(first.text).toContain("<p>&lt;hello&gt;</p>");
  await visitor.send(world, "words/a", { text: "again" }, { token });
  expect(sent.map(({ fields }) => fields)).toEqual([{ text: "<hello>" }, { text: "again" }]);
  expect(sent[0]?.idempotencyKey).toBe(sent[1]?.idempotencyKey);

  const before = sent.length;
  const quick = visitor.tokenIn(await visitor.open("words/a"));
  world.clock.set(new Date(world.clock.now().getTime() - 4_500));
  expect((await visitor.send(world, "words/a", { text: "robot" }, { token: quick })).status).toBe(409);
  expect((await visitor.send(world, "words/b", { text: "other page" }, { token })).status).toBe(409);
  expect((await visitor.send(world, "words/a", { text: "x", website: "http://spam" })).status).toBe(409);
  expect((await visitor.send(world, "words/a", { text: "x".repeat(21) })).status).toBe(413);
  expect(sent).toHaveLength(before);

  expect((await visitor.send(world, "words/a", { text: "full" })).text).toContain("FULL");
  const stopped = await visitor.send(world, "words/a", { text: "fourth" });
  expect([stopped.status, Number(stopped.headers["retry-after"]) > 3_000]).toEqual([429, true]);
  const neighbour = await PublicVisitor.of(world, { pages, address: "198.51.100.9" });
  expect((await neighbour.send(world, "words/a", { text: "n1" })).status).toBe(200);
  expect((await neighbour.send(world, "words/a", { text: "n2" })).status).toBe(200);
  expect((await neighbour.send(world, "words/a", { text: "n3" })).status).toBe(429);
  world.clock.set(new Date(world.clock.now().getTime() + 3_600_000));
  expect((await visitor.send(world, "words/a", { text: "next hour" })).status).toBe(200);
});

test("a picture is read up to its bound, and no more of them than the form takes", async () => {
  const visitor = await PublicVisitor.of(world, { pages, address: "203.0.113.5" });
  const photo = { fileName: "灯.jpg", mediaType: "image/jpeg", bytes: new Uint8Array([1, 2, 3]) };
  await visitor.send(world, "words/c", { text: "lamp" }, { photos: [photo] });
  expect(sent.at(-1)?.photos).toEqual([{ bytes: Buffer.from([1, 2, 3]), fileName: "灯.jpg" }]);
  expect((await visitor.send(world, "words/c", {}, { photos: [photo, photo] })).status).toBe(413);
  const large = { ...photo, bytes: new Uint8Array(8 * 1024 * 1024 + 1) };
  expect((await visitor.send(world, "words/c", {}, { photos: [large] })).status).toBe(413);
});

test("an address counts as its household", () => {
  const key = (address: string) => clientKey(Buffer.from("k"), address);
  expect(key("2001:db8::1")).toBe(key("2001:0db8:0:0:ffff::2"));
  expect(key("2001:db8:0:1::1")).not.toBe(key("2001:db8::1"));
  expect(key("192.0.2.1")).not.toBe(key("192.0.2.2"));
});
