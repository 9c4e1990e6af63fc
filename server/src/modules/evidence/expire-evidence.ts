import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { FILE_KINDS, type FileKindName, fileKind } from "./file-kinds.ts";
import { actions } from "./policy.ts";
import type { FileStorage } from "./storage.ts";

const DAY_MS = 86_400_000;
/** Days after which an upload that was never put behind a fact is given up. */
const UNUSED_DAYS = 30;
/** Files of one city erased by one command. */
const MOST_AT_ONCE = 500;

type Expired = { id: string; storageKey: string; thumbnailKey: string | null };

/**
 * Erases the files of a city whose time is over: those of kinds that are kept for some days, and those that stand behind no fact after
 * thirty. Rows stay with their sha256; the bytes go after the commit, unless another file has the same content.
 *
 * @returns how many were erased.
 */
export async function expireEvidence(
  ctx: Omit<CommandContext, "actor">,
  storage: FileStorage,
  cityId: string,
): Promise<number> {
  const { prisma } = ctx.database;
  if ((await overdue(ctx, cityId)).length === 0) return 0;
  let erased: Expired[] = [];
  const actor = { kind: "SYSTEM", cityId } as const;
  await runCommand({ ...ctx, actor }, { name: "evidence.expire", input: {} }, async (command) => {
    command.require(actions["evidence.expire"], { cityId });
    const ids = (await overdue(ctx, cityId)).map(({ id }) => id);
    // A link that is being written right now holds the row: whoever comes second sees what the first did.
    await command.tx
      .$queryRaw`select id from "Evidence" where id = any(${ids}::uuid[]) order by id for no key update`;
    erased = await command.tx.evidence.findMany({
      where: { cityId, id: { in: ids }, erasedAt: null, links: { none: {} } },
      select: { id: true, storageKey: true, thumbnailKey: true },
    });
    const erasedIds = erased.map(({ id }) => id);
    await command.tx.evidence.updateMany({
      where: { cityId, id: { in: erasedIds } },
      data: { erasedAt: command.now },
    });
    command.audit({ subjectIds: erasedIds, payload: { erased: erasedIds } });
    return { id: cityId };
  });
  for (const { storageKey, thumbnailKey } of erased) {
    if (await prisma.evidence.findFirst({ where: { storageKey, erasedAt: null }, select: { id: true } }))
      continue;
    await storage.remove(storageKey);
    if (thumbnailKey) await storage.remove(thumbnailKey);
  }
  return erased.length;
}

function overdue({ database, clock }: Omit<CommandContext, "actor">, cityId: string) {
  const before = (days: number) => new Date(clock.now().getTime() - days * DAY_MS);
  const names = Object.keys(FILE_KINDS) as FileKindName[];
  return database.prisma.evidence.findMany({
    where: {
      cityId,
      erasedAt: null,
      links: { none: {} },
      OR: names.map((name) => {
        const { retention } = fileKind(name);
        return {
          fileKind: name,
          createdAt: { lt: before(retention === "FACT" ? UNUSED_DAYS : retention.days) },
        };
      }),
    },
    select: { id: true },
    orderBy: { id: "asc" },
    take: MOST_AT_ONCE,
  });
}
