import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PersonActor } from "../../kernel/actor.ts";
import { canonicalJson } from "../../kernel/canonical.ts";
import { dateOf } from "../../kernel/clock.ts";
import type { Database, Transaction } from "../../kernel/db.ts";
import type { DownloadContext } from "../../kernel/download.ts";
import { DOCX, XLSX } from "../../kernel/media-types.ts";
import { README } from "./readme.ts";
import type { PackScope } from "./scope.ts";
import { openSpool, type PackedFile, type Spool } from "./spool.ts";
import { FACT_TABLES } from "./tables.ts";
import { type WrittenChain, writeChain } from "./write-chain.ts";
import { type Fact, pagesOf, selectOf, writeFacts } from "./write-facts.ts";
import { writePeople } from "./write-people.ts";

/** The form of packs; a later one is another number, and its verifier says so. */
const VERSION = 1;
/** How long the snapshot may be read. */
const TIMEOUT_MS = 30 * 60_000;

const VERIFIER = join(import.meta.dirname, "verify.mjs");

/** A file of evidence: it stays where it is kept until its turn comes. */
export type PackedEvidence = PackedFile & { storageKey: string; compress: boolean };

/** A pack that is whole but for its bytes' way out. */
export type Pack = {
  spool: Spool;
  evidence: readonly PackedEvidence[];
  /** sha256 of manifest.json, hex: what the audit entry of the reading holds. */
  manifestHash: string;
  chain: WrittenChain["head"];
  own: number;
};

type Absent = { sha256: string; bytes: number; reason: "ERASED" | "MISSING" };

/**
 * Reads a scope on one snapshot of the database and writes everything but the evidence's own bytes into a temporary folder.
 * The caller removes the folder.
 */
export async function makePack(
  ctx: { database: Database; storage: DownloadContext["storage"] },
  request: { actor: PersonActor; scope: PackScope; madeAt: Date },
): Promise<Pack> {
  const spool = await openSpool(request.madeAt);
  try {
    await spool.add("README.txt", README);
    await spool.add("verify.mjs", await readFile(VERIFIER));
    const told = await ctx.database.prisma.$transaction((tx) => tellAll(tx, spool, request), {
      isolationLevel: "RepeatableRead",
      timeout: TIMEOUT_MS,
    });
    const { evidence, absent } = await gather(ctx.storage, told.evidence);
    const manifest = manifestOf(request, told, { files: [...spool.files, ...evidence], absent });
    const { sha256: manifestHash } = await spool.add("manifest.json", manifest);
    await spool.add("manifest.sha256", `${manifestHash}  manifest.json\n`);
    return { spool, evidence, manifestHash, chain: told.chain.head, own: told.chain.own };
  } catch (error) {
    await spool.remove();
    throw error;
  }
}

type Told = {
  city: { id: string; name: string };
  facts: Record<string, number>;
  chain: WrittenChain;
  evidence: StoredEvidence[];
};

type StoredEvidence = {
  sha256: string;
  bytes: number;
  mediaType: string;
  erasedAt: Date | null;
  storageKey: string;
};

async function tellAll(
  tx: Transaction,
  spool: Spool,
  { actor, scope, madeAt }: { actor: PersonActor; scope: PackScope; madeAt: Date },
): Promise<Told> {
  await tx.$executeRawUnsafe("set transaction read only");
  await tx.$executeRawUnsafe("set local statement_timeout = 0");
  // All rows are wanted, not the first ones soon.
  await tx.$executeRawUnsafe("set local cursor_tuple_fraction = 1");
  await tx.$executeRawUnsafe("set local idle_in_transaction_session_timeout = 0");
  const values = [scope.partnershipIds, scope.organizationIds, actor.cityId];
  const types = await typesOf(tx);
  const facts: Record<string, number> = {};
  const factIds = new Set<string>();
  const people = new Set<string>();
  const memberships = new Set<string>();
  const evidence: StoredEvidence[] = [];
  for (const { name, table, columns, stays, where, common } of FACT_TABLES) {
    const ofCity = stays.includes("cityId") ? `t."cityId" = $3 and` : "";
    // Every scope knows all three parameters: a query that uses fewer still names them.
    const sql = `select ${selectOf(columns, types.get(table) ?? new Map())} from "${table}" t
      where ${ofCity} (${where}) and ($1::uuid[] is not null and $2::uuid[] is not null and $3::uuid is not null) order by t.id`;
    const watched = async function* () {
      for await (const page of pagesOf<Fact>(tx, sql, values)) {
        for (const row of page) {
          if (scope.kind !== "PERIOD" && !common) factIds.add(String(row["id"]));
          for (const column of columns) collect(row[column], column, people, memberships);
        }
        if (name === "evidence") evidence.push(...(await storedEvidence(tx, page)));
        yield page;
      }
    };
    facts[name] = await writeFacts(spool, name, columns, watched());
  }
  if (scope.kind === "ORGANIZATION") factIds.add(scope.id);
  const chain = await writeChain(tx, spool, { actor, scope, factIds });
  for (const id of chain.personIds) people.add(id);
  Object.assign(facts, await writePeople(tx, spool, { actor, day: dateOf(madeAt) }, { people, memberships }));
  const city = await tx.city.findUniqueOrThrow({
    where: { id: actor.cityId },
    select: { id: true, name: true },
  });
  return { city, facts, chain, evidence };
}

function storedEvidence(tx: Transaction, page: readonly Fact[]): Promise<StoredEvidence[]> {
  return tx.evidence.findMany({
    where: { id: { in: page.map(({ id }) => String(id)) } },
    select: { sha256: true, bytes: true, mediaType: true, erasedAt: true, storageKey: true },
    orderBy: { id: "asc" },
  });
}

function collect(value: unknown, column: string, people: Set<string>, memberships: Set<string>): void {
  if (typeof value !== "string") return;
  if (column === "byId" || (column.endsWith("ById") && column !== "succeededById")) people.add(value);
  else if (column === "membershipId" || column === "leaderMembershipId") memberships.add(value);
}

async function typesOf(tx: Transaction): Promise<ReadonlyMap<string, Map<string, string>>> {
  const rows = await tx.$queryRaw<{ table: string; column: string; type: string }[]>`
    select table_name::text as "table", column_name::text as "column", data_type::text as "type"
    from information_schema.columns where table_schema = 'public'`;
  const types = new Map<string, Map<string, string>>();
  for (const { table, column, type } of rows) {
    const known = types.get(table) ?? new Map<string, string>();
    types.set(table, known.set(column, type));
  }
  return types;
}

const ENDINGS: Record<string, string> = {
  "image/webp": "webp",
  "image/jpeg": "jpg",
  "image/png": "png",
  "application/pdf": "pdf",
  [XLSX]: "xlsx",
  [DOCX]: "docx",
};

/** Which files go along, each content once, and which are only told of: erased by command, or not where they should be. */
async function gather(
  storage: DownloadContext["storage"],
  rows: readonly StoredEvidence[],
): Promise<{ evidence: PackedEvidence[]; absent: Absent[] }> {
  const evidence = new Map<string, PackedEvidence>();
  const absent = new Map<string, Absent>();
  for (const { sha256, bytes, mediaType, erasedAt, storageKey } of rows) {
    if (evidence.has(sha256)) continue;
    if (erasedAt === null && (await storage.exists(storageKey))) {
      const path = `files/${sha256}.${ENDINGS[mediaType] ?? "bin"}`;
      evidence.set(sha256, { path, sha256, bytes, storageKey, compress: false });
      absent.delete(sha256);
    } else {
      absent.set(sha256, { sha256, bytes, reason: erasedAt === null ? "MISSING" : "ERASED" });
    }
  }
  const byHash = (a: { sha256: string }, b: { sha256: string }) => (a.sha256 < b.sha256 ? -1 : 1);
  return { evidence: [...evidence.values()].sort(byHash), absent: [...absent.values()].sort(byHash) };
}

function manifestOf(
  { actor, scope, madeAt }: { actor: PersonActor; scope: PackScope; madeAt: Date },
  told: Told,
  { files, absent }: { files: readonly PackedFile[]; absent: readonly Absent[] },
): string {
  const { kind, id, title, partnershipIds, organizationIds } = scope;
  return `${canonicalJson({
    format: "gongjian-pack",
    version: VERSION,
    madeAt,
    madeBy: { personId: actor.personId, organizationId: actor.memberships[0]?.organizationId ?? null },
    city: told.city,
    scope: {
      kind,
      id,
      title,
      partnerships: partnershipIds.length,
      partnershipsDigest: createHash("sha256").update(partnershipIds.join("\n")).digest("hex"),
      organizations: organizationIds.length,
    },
    chain: told.chain.head,
    entries: { shown: told.chain.own },
    facts: told.facts,
    files: files.map(({ path, sha256, bytes }) => ({ path, sha256, bytes })),
    absent,
  })}\n`;
}
