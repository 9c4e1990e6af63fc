import type { AuditEntry } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import type { Transaction } from "../../kernel/db.ts";
import { visibleTo } from "../audit/policy.ts";
import type { PackScope } from "./scope.ts";
import type { Spool } from "./spool.ts";
import { pagesOf } from "./write-facts.ts";

/** Where the chain of the pack ends, how many of its entries show their content, and who did those. */
export type WrittenChain = {
  head: { name: string; seq: string; hash: string; at: string } | null;
  own: number;
  personIds: ReadonlySet<string>;
};

type Header = { seq: string; at: string; digest: string; hash: string };

/** Ids asked about in one statement. */
const AT_ONCE = 5_000;

/**
 * Writes the whole chain of the city as `chain.jsonl`, one entry a line: entries of the scope that the actor may read with payload
 * and salt, of all others only what is needed to recompute the chain.
 *
 * @param factIds ids of all facts in the pack: an entry that names one of them belongs to it.
 */
export async function writeChain(
  tx: Transaction,
  spool: Spool,
  pack: { actor: PersonActor; scope: PackScope; factIds: ReadonlySet<string> },
): Promise<WrittenChain> {
  const { actor, scope } = pack;
  const chosen = scope.kind === "PERIOD" ? null : await ownSeqs(tx, pack);
  const file = await spool.create("chain.jsonl");
  const personIds = new Set<string>();
  let own = 0;
  let head: WrittenChain["head"] = null;
  const headers = pagesOf<Header>(
    tx,
    `select "seq"::text as "seq", to_char("at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "at",
       encode("digest", 'hex') as "digest", encode("hash", 'hex') as "hash"
     from "AuditEntry" e where "chain" = $1 order by e."seq"`,
    [actor.cityId],
  );
  for await (const page of headers) {
    const seqs = page.map(({ seq }) => seq).filter((seq) => chosen === null || chosen.has(seq));
    const entries =
      seqs.length === 0
        ? []
        : await tx.auditEntry.findMany({
            where: { chain: actor.cityId, seq: { in: seqs.map(BigInt) }, AND: [visibleTo(actor)] },
          });
    const shown = new Map(entries.map((entry) => [entry.seq.toString(), entry]));
    await file.write(
      page
        .map((header) => `${JSON.stringify({ ...header, ...contentOf(shown.get(header.seq)) })}\n`)
        .join(""),
    );
    own += entries.length;
    for (const { personId } of entries) if (personId) personIds.add(personId);
    const last = page[page.length - 1];
    if (last) head = { name: actor.cityId, seq: last.seq, hash: last.hash, at: last.at };
  }
  await file.close();
  return { head, own, personIds };
}

/** What an own entry shows besides its header. An erased one has no content any more; its digest stays in the chain. */
function contentOf(entry: AuditEntry | undefined): Record<string, unknown> {
  if (!entry) return {};
  const { id, command, personId, organizationId, onBehalfOfId, partnershipId, subjectIds, payload, salt } =
    entry;
  const act = { id, command, personId, organizationId, onBehalfOfId, partnershipId, subjectIds };
  if (payload === null || salt === null) return { ...act, erased: true };
  return { ...act, salt: Buffer.from(salt).toString("hex"), payload };
}

/** Places of the entries that belong to the scope's partnerships or name one of its facts, of those the actor may read. */
async function ownSeqs(
  tx: Transaction,
  { actor, scope, factIds }: { actor: PersonActor; scope: PackScope; factIds: ReadonlySet<string> },
): Promise<ReadonlySet<string>> {
  const seqs = new Set<string>();
  const find = async (
    narrowed: { partnershipId: { in: string[] } } | { subjectIds: { hasSome: string[] } },
  ) => {
    const found = await tx.auditEntry.findMany({
      where: { chain: actor.cityId, AND: [visibleTo(actor), narrowed] },
      select: { seq: true },
    });
    for (const { seq } of found) seqs.add(seq.toString());
  };
  for (const some of chunks(scope.partnershipIds)) await find({ partnershipId: { in: some } });
  for (const some of chunks([...factIds])) await find({ subjectIds: { hasSome: some } });
  return seqs;
}

/** A list in pieces that one statement takes. */
export function* chunks<Item>(items: readonly Item[], size = AT_ONCE): Generator<Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
