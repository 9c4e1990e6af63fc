import type { PoolClient } from "pg";
import { type BrokenLine, readHeads } from "./heads-file.ts";

/** What was found of the heads that stand in files: how many, and those that are not in their chain. */
export type HeadsReport = {
  published: number;
  lost: { chain: string; day: string; seq: string; hash: string }[];
  broken: BrokenLine[];
};

/**
 * Compares every head that stands in the files of a folder with its chain. Whoever cut the end of a chain, or wrote it anew with
 * all its hashes, has not changed what left the house before.
 */
export async function verifyHeads(
  client: Pick<PoolClient, "query">,
  directory: string | undefined,
): Promise<HeadsReport> {
  if (directory === undefined) return { published: 0, lost: [], broken: [] };
  const { heads, broken } = await readHeads(directory);
  const { rows } = await client.query<{ place: string }>(
    `select h."place"::text as "place" from unnest($1::text[], $2::bigint[], $3::text[]) with ordinality h("chain", "seq", "hash", "place")
     where not exists (select from "AuditEntry" e where e."chain" = h."chain" and e."seq" = h."seq" and e."hash" = decode(h."hash", 'hex'))
     order by h."place"`,
    [heads.map(({ chain }) => chain), heads.map(({ seq }) => seq), heads.map(({ hash }) => hash)],
  );
  const lost = rows.flatMap(({ place }) => {
    const head = heads[Number(place) - 1];
    return head ? [{ chain: head.chain, day: head.day, seq: head.seq, hash: head.hash }] : [];
  });
  return { published: heads.length, lost, broken };
}
