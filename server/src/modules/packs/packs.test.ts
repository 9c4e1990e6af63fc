import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { type TestCity, type TestPerson, World } from "../../../test/world.ts";
import { newId } from "../../kernel/ids.ts";
import { unpack } from "../../kernel/zip-fixture.ts";
import { livingCity } from "../audit/living-city-fixture.ts";
import { downloads } from "./downloads.ts";
import { makePack } from "./make-pack.ts";
import { scopeOf } from "./scope.ts";
import { FACT_TABLES } from "./tables.ts";

const database = useTestDatabase();
const stored = new Map<string, Buffer>();
const storage = {
  exists: async (key: string) => stored.has(key),
  open: async (key: string) => Readable.from([stored.get(key) ?? Buffer.alloc(0)]),
};
let world: World;
let city: TestCity;
let auditor: TestPerson;
let sides: { id: string; giverId: string; receiverId: string };
let folder: string;
let clean: Map<string, Buffer>;

beforeAll(async () => {
  world = await World.open(database());
  city = await livingCity(world);
  auditor = await city.person(await city.office(), "AUDITOR", "Invented Auditor");
  const [pair] = await world.sql<typeof sides>(`select id, "giverId", "receiverId" from "Partnership"`);
  if (!pair) throw new Error("a living city has a partnership");
  sides = pair;
  await putFile("A scan", null);
  await putFile("Erased since", world.clock.now());
  folder = await mkdtemp(join(tmpdir(), "pack-test-"));
  clean = await filesOf(await take(auditor, { partnershipId: sides.id }));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await world.close();
});

/** Puts a document behind a voucher, by the owner's hand. */
async function putFile(content: string, erasedAt: Date | null): Promise<void> {
  const sha256 = createHash("sha256").update(content).digest("hex");
  if (!erasedAt) stored.set(sha256, Buffer.from(content));
  const [expense] = await world.sql<{ id: string; recordedById: string }>(
    `select id, "recordedById" from "Expense" limit 1`,
  );
  const id = newId();
  await world.sql(
    `insert into "Evidence" (id, "cityId", "fileKind", sha256, "mediaType", bytes, "storageKey", "fileName", "byId", "erasedAt")
     values ($1, $2, 'DOCUMENT', $3, 'application/pdf', $4, $3, '=voucher.pdf', $5, $6)`,
    [id, city.id, sha256, content.length, expense?.recordedById, erasedAt],
  );
  await world.sql(
    `insert into "EvidenceLink" (id, "cityId", "evidenceId", "expenseId") values ($1, $2, $3, $4)`,
    [newId(), city.id, id, expense?.id],
  );
}

async function take(person: TestPerson, query: Record<string, string>): Promise<Buffer> {
  const [declared] = downloads;
  if (!declared) throw new Error("packs.zip is declared");
  const { body, mediaType } = await declared.open({ ...person.ctx, actor: person.actor, storage }, query);
  expect(mediaType).toBe("application/zip");
  return buffer(body as Readable);
}

/** Unpacks into an empty folder and answers what is in it. */
async function filesOf(archive: Buffer): Promise<Map<string, Buffer>> {
  await rm(folder, { recursive: true });
  folder = await mkdtemp(join(tmpdir(), "pack-test-"));
  const files = new Map<string, Buffer>();
  for (const path of await unpack(archive, folder)) files.set(path, await readFile(join(folder, path)));
  return files;
}

/** What somebody sees who has the unpacked folder and Node alone. */
async function verified(): Promise<{ code: number; said: string }> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ["verify.mjs"], {
      cwd: folder,
      env: { PATH: "" },
    });
    return { code: 0, said: stdout };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, said: stderr };
  }
}

const json = (files: Map<string, Buffer>, path: string) => JSON.parse(files.get(path)?.toString() ?? "null");
type Rows = Record<string, unknown>[];

test("a pack of a living partnership proves itself with Node alone, and its reading is in the chain", async () => {
  const { code, said } = await verified();
  expect(said).toContain("VERIFIED");
  expect(code).toBe(0);
  const manifest = json(clean, "manifest.json");
  const hash = createHash("sha256")
    .update(clean.get("manifest.json") ?? "")
    .digest("hex");
  expect(said).toContain(hash);
  expect(said).toContain(manifest.chain.hash);
  const [reading] = await world.sql<{ payload: string; seq: string; partnershipId: string }>(
    `select "payload", "seq", "partnershipId" from "AuditEntry" where command = 'reading.pack' order by seq limit 1`,
  );
  expect(JSON.parse(reading?.payload ?? "{}")).toMatchObject({
    manifest: hash,
    chainHash: manifest.chain.hash,
  });
  expect(BigInt(reading?.seq ?? 0)).toBe(BigInt(manifest.chain.seq) + 1n);
  expect(reading?.partnershipId).toBe(sides.id);

  expect(manifest.absent).toEqual([
    expect.objectContaining({ sha256: "ab", reason: "MISSING" }),
    expect.objectContaining({ reason: "ERASED" }),
  ]);
  const evidence = [...clean.keys()].filter((path) => path.startsWith("files/"));
  expect(evidence.map((path) => clean.get(path)?.toString())).toEqual(["A scan"]);
  expect((json(clean, "facts/deliveries.json") as Rows).length).toBeGreaterThan(4);
  expect(clean.get("facts/evidence.csv")?.toString()).toContain(",'=voucher.pdf,");
  expect(clean.get("facts/kinds.csv")?.toString().startsWith("\ufeffid,")).toBe(true);
});

test("one byte changed anywhere is refused and the place is named", async () => {
  await filesOf(await take(auditor, { partnershipId: sides.id }));
  const files = new Map(await read());
  const refused = async (...paths: string[]) => {
    const { code, said } = await verified();
    expect(code).toBe(1);
    for (const path of paths) expect(said).toContain(path.startsWith("manifest.") ? "manifest." : path);
  };
  /** Flips one bit in each of some files, looks, and puts them right again. */
  const flip = async (places: [path: string, part: number][]) => {
    for (const [path, part] of places) {
      const changed = Buffer.from(files.get(path) ?? "");
      const position = Math.floor(changed.length * part);
      changed[position] = (changed[position] ?? 0) ^ 1;
      await writeFile(join(folder, path), changed);
    }
    await refused(...places.map(([path]) => path));
    for (const [path] of places) await writeFile(join(folder, path), files.get(path) ?? "");
  };
  const listed = [...files.keys()].filter((path) => !path.startsWith("manifest.") && path !== "verify.mjs");
  for (let n = 0; n < listed.length; n += 28)
    await flip(listed.slice(n, n + 28).map((path, m) => [path, ((n + m) % 9) / 9]));
  for (const part of [0.1, 0.6, 0.999]) {
    await flip([["chain.jsonl", part]]);
    await flip([["manifest.json", part]]);
  }
  await flip([["manifest.sha256", 0.5]]);
  // The text of its comment stands for the verifier's bytes: one that cannot run at all says nothing, and fails.
  await flip([["verify.mjs", 0.005]]);
  await writeFile(join(folder, "facts/one-more.json"), "[]");
  await refused("facts/one-more.json");
  await rm(join(folder, "facts/one-more.json"));
  await rm(join(folder, "facts/kinds.csv"));
  await refused("facts/kinds.csv");
  await writeFile(join(folder, "facts/kinds.csv"), files.get("facts/kinds.csv") ?? "");
  expect((await verified()).code).toBe(0);
});

test("somebody who also writes a new manifest is still told of the field, by chain and sums", async () => {
  await filesOf(await take(auditor, { partnershipId: sides.id }));
  const files = await read();
  const forge = async (path: string, change: (text: string) => string) => {
    const before = files.get(path)?.toString() ?? "";
    const after = change(before);
    expect(after).not.toBe(before);
    await writeFile(join(folder, path), after);
    const manifest = json(files, "manifest.json");
    for (const file of manifest.files)
      if (file.path === path) file.sha256 = createHash("sha256").update(after).digest("hex");
    const text = JSON.stringify(manifest);
    await writeFile(join(folder, "manifest.json"), text);
    const hash = createHash("sha256").update(text).digest("hex");
    await writeFile(join(folder, "manifest.sha256"), `${hash}  manifest.json\n`);
    const { code, said } = await verified();
    expect(code).toBe(1);
    for (const name of [path, "manifest.json", "manifest.sha256"])
      await writeFile(join(folder, name), files.get(name) ?? "");
    return said;
  };
  const quantity = (text: string) => text.replace('"quantity":"500000"', '"quantity":"900000"');
  expect(await forge("facts/deliveries.json", quantity)).toMatch(
    /deliveries.json, [0-9a-f-]+, quantity \(chain.jsonl:\d+\)/,
  );
  expect(await forge("facts/deliveries.json", quantity)).toMatch(/deliveries \(.json, .csv\):\d+, quantity/);
  expect(await forge("facts/postings.csv", (text) => text.replace("500000", "700000"))).toMatch(
    /postings \(.json, .csv\):\d+, amount/,
  );
  expect(await forge("facts/postings.json", (text) => text.replace('"500000"', '"700000"'))).toContain(
    "journal ",
  );
  expect(await forge("facts/expenses.json", (text) => text.replace("Paint", "Point"))).toMatch(
    /expenses.json, [0-9a-f-]+, purpose/,
  );
  expect(await forge("chain.jsonl", (text) => text.replace("delivery.log", "delivery.lag"))).toMatch(
    /chain.jsonl:\d+, act/,
  );
  expect(await forge("chain.jsonl", (text) => text.replace("500000", "500001"))).toMatch(
    /chain.jsonl:\d+, payload/,
  );
  expect(await forge("chain.jsonl", (text) => text.split("\n").toSpliced(2, 1).join("\n"))).toContain(
    "chain.jsonl:3, seq",
  );
});

/** What is in the folder now. */
async function read(): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, Buffer>();
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(folder.length + 1), await readFile(path));
  }
  return files;
}

test("the same facts make the same bytes but for the moment and the chain, and nothing is left behind", async () => {
  const left = await mkdtemp(join(tmpdir(), "gongjian-pack-"));
  await utimes(left, new Date("2026-01-01"), new Date("2026-01-01"));
  const scope = await scopeOf(world.database.prisma, auditor.actor, { partnershipId: sides.id });
  const request = { actor: auditor.actor, scope, madeAt: world.clock.now() };
  const first = await makePack({ database: world.database, storage }, request);
  const second = await makePack({ database: world.database, storage }, request);
  expect(second.spool.files).toEqual(first.spool.files);
  expect(second.manifestHash).toBe(first.manifestHash);
  await first.spool.remove();
  await second.spool.remove();
  await expect(stat(left)).rejects.toThrow("ENOENT");
});

test("who may not see it gets nothing, and each sees of the chain what it may", async () => {
  const { prisma } = world.database;
  const before = await prisma.auditEntry.count({ where: { command: "reading.pack" } });
  const unit = { id: sides.giverId, kind: "PARTNER_UNIT", division: city.root, name: "" } as const;
  const liaison = await city.person(unit, "LIAISON");
  const stranger = await city.person(await city.unit(), "MANAGER");
  const elsewhere = await city.person(await city.office(await city.otherDistrict()), "MANAGER");
  const abroad = await world.city("Abroad");
  const foreigner = await abroad.person(await abroad.office(), "MANAGER");
  const [period] = await world.sql<{ id: string }>(`select id from "Period"`);
  for (const person of [stranger, elsewhere, foreigner]) {
    const queries: Record<string, string>[] = [
      { partnershipId: sides.id },
      { organizationId: sides.giverId },
    ];
    for (const query of queries)
      await expect(take(person, query)).rejects.toMatchObject({ failure: { type: "NotFound" } });
  }
  await expect(take(liaison, { periodId: period?.id ?? "" })).rejects.toMatchObject({
    failure: { type: "Forbidden" },
  });
  await expect(take(foreigner, { periodId: period?.id ?? "" })).rejects.toMatchObject({
    failure: { type: "NotFound" },
  });
  await expect(take(auditor, {})).rejects.toMatchObject({ failure: { code: "VALIDATION" } });
  expect(await prisma.auditEntry.count({ where: { command: "reading.pack" } })).toBe(before);

  // A draft is the giver's own.
  await world.sql(
    `insert into "Delivery" (id, "cityId", "giverId", "receiverId", "partnershipId", "kindId", quantity, "occurredOn", state, "originId", "loggedById")
     values ($1, $2, $3, $4, $5, $6, 77, '2026-03-02', 'DRAFT', $1, $7)`,
    [newId(), city.id, sides.giverId, sides.receiverId, sides.id, city.kinds.VISIT, liaison.actor.personId],
  );
  const ofUnit = await filesOf(await take(liaison, { organizationId: `Organization:${sides.giverId}` }));
  expect((await verified()).code).toBe(0);
  expect(ofUnit.get("facts/deliveries.json")?.toString()).not.toContain('"77"');
  const people = json(ofUnit, "facts/persons.json") as Rows;
  expect(JSON.stringify(people)).not.toContain("Invented Auditor");
  expect(people.some(({ name }) => name === null)).toBe(true);
  expect([...ofUnit.values()].join()).not.toContain("13900000000");
  const shown = (files: Map<string, Buffer>) =>
    (files.get("chain.jsonl")?.toString() ?? "").split("\n").filter((line) => line.includes('"payload"'));
  const ofPeriod = await filesOf(await take(auditor, { periodId: period?.id ?? "" }));
  const { code, said } = await verified();
  expect(code, said).toBe(0);
  expect(shown(ofPeriod).length).toBeGreaterThan(shown(ofUnit).length);
  expect(shown(ofUnit).join()).not.toContain("evidence.upload");
});

test("every column of every fact either goes along or is named as staying", async () => {
  const columns = await world.sql<{ table: string; column: string }>(
    `select table_name as "table", column_name as "column" from information_schema.columns where table_schema = 'public'`,
  );
  for (const { table, columns: going, stays } of FACT_TABLES) {
    const known = columns.filter((one) => one.table === table).map(({ column }) => column);
    expect([...going, ...stays].sort(), table).toEqual(known.sort());
  }
});
