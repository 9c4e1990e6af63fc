import { fromDbDate } from "../../server/src/kernel/clock.ts";
import type { Database } from "../../server/src/kernel/db.ts";
import { appendHead } from "../../server/src/modules/audit/heads-file.ts";

/** Writes the heads of the city's past nights where the server writes those to come. */
export async function writeHeads({ prisma }: Database, directory: string): Promise<void> {
  const heads = await prisma.publishedHead.findMany({ orderBy: [{ day: "asc" }, { chain: "asc" }] });
  for (const { chain, day, seq, hash, publishedAt } of heads)
    await appendHead(directory, {
      chain,
      day: fromDbDate(day),
      seq: seq.toString(),
      hash: Buffer.from(hash).toString("hex"),
      publishedAt: publishedAt.toISOString(),
    });
}
