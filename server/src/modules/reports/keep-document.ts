import { createHash } from "node:crypto";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { Locale } from "../../kernel/words.ts";
import { actions } from "./policy.ts";

/** A sealed report whose document is asked for. */
export type SealedRow = { id: string; cityId: string };

/**
 * The document of a sealed report: as it was first made, or made now and kept. Its hash then stands in the chain, so that
 * whoever holds a copy can tell that it is the one.
 */
export async function keptDocument(
  ctx: Omit<CommandContext, "actor">,
  report: SealedRow,
  locale: Locale,
  make: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const where = { cityId_reportId_locale: { cityId: report.cityId, reportId: report.id, locale } };
  const { prisma } = ctx.database;
  const kept = await prisma.sealedDocument.findUnique({ where });
  if (kept) return kept.content;
  const content = await make();
  const actor = { kind: "SYSTEM", cityId: report.cityId } as const;
  let stands = content;
  await runCommand({ ...ctx, actor }, { name: "report.keepDocument", input: {} }, async (command) => {
    const { tx } = command;
    command.require(actions["report.keepDocument"], { cityId: report.cityId });
    // Two who ask at once get the same: the second finds what the first kept.
    await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`${report.id} ${locale}`}, 1))::text`;
    const earlier = await tx.sealedDocument.findUnique({ where });
    if (earlier) stands = earlier.content;
    const sha256 = createHash("sha256").update(stands).digest("hex");
    const id = earlier?.id ?? command.newId();
    if (!earlier)
      await tx.sealedDocument.create({
        data: {
          id,
          cityId: report.cityId,
          reportId: report.id,
          locale,
          content: new Uint8Array(content),
          sha256,
        },
      });
    command.audit({ subjectIds: [id, report.id], payload: { reportId: report.id, locale, sha256 } });
    return { id };
  });
  return stands;
}
