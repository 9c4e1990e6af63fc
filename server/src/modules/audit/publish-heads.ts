import type { Clock } from "../../kernel/clock.ts";
import { fromDbDate, toDbDate, today } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { appendHead, type Head, holdsDay } from "./heads-file.ts";

/** How a text leaves by mail. */
export type SendMail = (letter: { subject: string; text: string }) => Promise<void>;

/** Where heads go besides the database: a folder that a backup or another machine reads, and mail. */
export type HeadsTargets = { directory?: string; sendMail?: SendMail };

/**
 * Publishes where every chain ends today: a row, a letter, a line in the chain's file, in this order. Once for a chain and a day: what
 * failed on the way is made up for by the next run, with the head that the row holds. It is no command: an entry about the head
 * would be the next head.
 *
 * @returns the heads of the day, those published before included.
 */
export async function publishHeads(
  ctx: { database: Database; clock: Clock },
  { directory, sendMail }: HeadsTargets,
): Promise<Head[]> {
  const { prisma } = ctx.database;
  const day = today(ctx.clock);
  const ends = await prisma.auditHead.findMany({ where: { seq: { gt: 0 } }, orderBy: { chain: "asc" } });
  const known = await prisma.publishedHead.findMany({
    where: { day: toDbDate(day) },
    select: { chain: true },
  });
  const fresh = ends.filter(({ chain }) => !known.some((head) => head.chain === chain));
  await prisma.publishedHead.createMany({
    data: fresh.map(({ chain, seq, hash }) => {
      const publishedAt = ctx.clock.now();
      return { id: newId(publishedAt), chain, day: toDbDate(day), seq, hash, publishedAt };
    }),
    skipDuplicates: true,
  });
  const rows = await prisma.publishedHead.findMany({
    where: { day: toDbDate(day) },
    orderBy: { chain: "asc" },
  });
  const heads = rows.map(
    ({ chain, seq, hash, publishedAt, day: on }): Head => ({
      chain,
      day: fromDbDate(on),
      seq: seq.toString(),
      hash: Buffer.from(hash).toString("hex"),
      publishedAt: publishedAt.toISOString(),
    }),
  );
  const unwritten: Head[] = [];
  for (const head of heads)
    if (
      directory === undefined
        ? fresh.some(({ chain }) => chain === head.chain)
        : !(await holdsDay(directory, head.chain, day))
    )
      unwritten.push(head);
  if (unwritten.length === 0) return heads;
  // The letter goes before the line: a line says that all is done.
  if (sendMail) await sendMail(await letterOf(ctx.database, unwritten));
  if (directory !== undefined) for (const head of unwritten) await appendHead(directory, head);
  return heads;
}

async function letterOf({ prisma }: Database, heads: readonly Head[]) {
  const cities = await prisma.city.findMany({ select: { id: true, name: true } });
  const nameOf = (chain: string) => cities.find(({ id }) => id === chain)?.name ?? chain;
  const day = heads[0]?.day ?? "";
  const lines = heads.map(({ chain, seq, hash }) => `${nameOf(chain)}\n  ${chain}\n  ${seq}  ${hash}`);
  return {
    subject: `共建审计链链首 ${day} / Gongjian chain heads ${day}`,
    text: [
      "请保存此信。以后任何人都可以凭它核对：当日及以前的审计记录没有被改动或删去。",
      "Keep this letter. With it anybody can tell later that no audit entry up to this day was changed or removed.",
      "",
      ...lines,
      "",
    ].join("\n"),
  };
}
