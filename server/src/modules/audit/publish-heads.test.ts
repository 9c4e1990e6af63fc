import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { World } from "../../../test/world.ts";
import { createMailer } from "../../mail.ts";
import { recordReading } from "./public.ts";
import { publishHeads } from "./publish-heads.ts";
import { connectAsTamperer } from "./superuser-fixture.ts";
import { verify } from "./verify.ts";

const database = useTestDatabase();
let world: World;
let tamperer: pg.Client;
let post: Awaited<ReturnType<typeof postOffice>>;
let directory: string;
beforeAll(async () => {
  world = await World.open(database());
  tamperer = await connectAsTamperer(database().ownerUrl);
  post = await postOffice();
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "heads-"));
});
afterAll(async () => {
  post.server.close();
  await tamperer.end();
  await world.close();
});

/** A mail server that keeps what it is given, or refuses the sender. */
async function postOffice() {
  const letters: string[] = [];
  const state = { closed: false };
  const server: Server = createServer((socket) => {
    let letter: string | null = null;
    socket.on("error", () => undefined);
    socket.write("220 post\r\n");
    socket.on("data", (piece) => {
      if (letter !== null) {
        letter += piece.toString();
        if (!letter.endsWith("\r\n.\r\n")) return;
        letters.push(letter);
        letter = null;
        socket.write("250 kept\r\n");
        return;
      }
      for (const line of piece.toString().split("\r\n").filter(Boolean)) {
        if (/^MAIL/.test(line) && state.closed) socket.write("451 not today\r\n");
        else if (/^DATA/.test(line)) {
          letter = "";
          socket.write("354 go on\r\n");
        } else socket.write(/^QUIT/.test(line) ? "221 bye\r\n" : "250 ok\r\n");
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const sendMail = createMailer({
    smtpUrl: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
    from: "gongjian@city.example",
    to: ["office@city.example", "auditor@elsewhere.example"],
  });
  return { server, letters, state, sendMail };
}

async function chainOf(name: string, entries: number) {
  const city = await world.city(name);
  const auditor = await city.person(await city.office(), "AUDITOR");
  const act = () => recordReading(auditor.ctx, { what: "export", subjectIds: [], payload: {} });
  for (let n = 0; n < entries; n++) await act();
  return { city, auditor, act };
}

const lines = async (chain: string) =>
  (await readFile(join(directory, `${chain}.jsonl`), "utf8"))
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { day: string; seq: string; hash: string });

const check = () => verify(world.database.pool, world.clock, { headsDirectory: directory });

test("once a day each chain's head is kept, written and mailed, and an office reads the history", async () => {
  const { city, auditor, act } = await chainOf("Published", 2);
  const publish = () => publishHeads(world, { directory, sendMail: post.sendMail });
  post.state.closed = true;
  await expect(publish()).rejects.toThrow();
  post.state.closed = false;
  await act();
  await publish();
  await Promise.all([publish(), publish()]);
  const [first] = await lines(city.id);
  expect(await lines(city.id)).toHaveLength(1);
  // What failed is made up for with the head of its own moment.
  expect(first?.seq).toBe("2");
  expect(post.letters).toHaveLength(1);
  expect(post.letters[0]).toContain("To: office@city.example, auditor@elsewhere.example");
  // Long lines are folded on their way.
  expect(post.letters[0]?.replaceAll("=\r\n", "")).toContain(first?.hash);

  world.clock.passDays(1);
  await publish();
  expect((await lines(city.id)).map(({ seq }) => seq)).toEqual(["2", "3"]);
  expect(post.letters).toHaveLength(2);
  expect(await check()).toMatchObject({ ok: true, heads: { lost: [], broken: [] } });

  const query = `query ($after: String) { publishedHeads(first: 1, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { id day seq hash } } } }`;
  const page = async (after?: string) => {
    const { data, errors } = await auditor.ask(query, { after });
    expect(errors).toEqual([]);
    return (data as { publishedHeads: { totalCount: number; pageInfo: { endCursor: string } } })
      .publishedHeads;
  };
  const latest = await page();
  expect(latest).toMatchObject({ totalCount: 2, edges: [{ node: { day: "2026-03-03", seq: "3" } }] });
  expect(await page(latest.pageInfo.endCursor)).toMatchObject({
    pageInfo: { hasNextPage: false },
    edges: [{ node: { day: "2026-03-02", seq: "2", hash: first?.hash } }],
  });
  const liaison = await city.person(await city.unit(), "LIAISON");
  const { auditor: foreigner } = await chainOf("Elsewhere", 0);
  for (const person of [liaison, foreigner])
    expect((await person.ask(query)).data).toMatchObject({ publishedHeads: { totalCount: 0, edges: [] } });
});

test("a chain that lost its end, or was written anew, no longer holds what was published", async () => {
  const { city } = await chainOf("Cut", 4);
  await publishHeads(world, { directory });
  expect((await check()).ok).toBe(true);
  // Whoever owns the database cuts the end and sets the head back: the chain alone looks whole.
  await tamperer.query(`delete from "AuditEntry" where "chain" = $1 and "seq" > 2`, [city.id]);
  await tamperer.query(
    `update "AuditHead" h set "seq" = 2, "hash" = e."hash" from "AuditEntry" e where h."chain" = $1 and e."chain" = $1 and e."seq" = 2`,
    [city.id],
  );
  const cut = await check();
  expect(cut.chains.find(({ chain }) => chain === city.id)?.broken).toBeNull();
  expect(cut.checks.find((one) => one.check === "published-heads")?.violations).toBe(1);
  expect(cut.heads?.lost).toMatchObject([{ chain: city.id, seq: "4" }]);
  // And removes the row as well: the file still knows.
  await tamperer.query(`delete from "PublishedHead" where "chain" = $1`, [city.id]);
  const hidden = await check();
  expect(hidden.checks.filter(({ violations }) => violations > 0)).toEqual([]);
  expect(hidden.heads?.lost).toHaveLength(1);
  expect(hidden.ok).toBe(false);
  await tamperer.query(`delete from "AuditEntry" where "chain" = $1`, [city.id]);
  await tamperer.query(`delete from "AuditHead" where "chain" = $1`, [city.id]);
});

test("a file that somebody wrote in is named, and the application changes nothing that was published", async () => {
  const { city } = await chainOf("Written in", 1);
  await publishHeads(world, { directory });
  const file = `${city.id}.jsonl`;
  await writeFile(join(directory, file), `${await readFile(join(directory, file), "utf8")}not a head\n`);
  expect(await check()).toMatchObject({ ok: false, heads: { broken: [{ file, line: 2 }] } });
  // A number beyond all chains would else end the comparison of all heads.
  const beyond = { chain: city.id, day: "2026-03-02", seq: "9".repeat(30), hash: "0".repeat(64) };
  await writeFile(join(directory, file), `${JSON.stringify(beyond)}\n`);
  expect(await check()).toMatchObject({ ok: false, heads: { broken: [{ file, line: 1 }] } });
  await expect(world.database.pool.query(`delete from "PublishedHead"`)).rejects.toThrow(/permission denied/);
  await expect(world.sql(`update "PublishedHead" set "seq" = 9`)).rejects.toThrow(/never changed/);
  await rm(directory, { recursive: true });
  expect((await check()).heads).toEqual({ published: 0, lost: [], broken: [] });
});
