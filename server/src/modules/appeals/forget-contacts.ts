import { toDbDate, today } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { actions } from "./policy.ts";

/** Contacts of one city deleted by one command. */
const MOST_AT_ONCE = 500;

/**
 * Deletes how residents of a city can be reached, where the days for which it is kept are over. The appeals stay.
 *
 * @returns how many were deleted.
 */
export async function forgetContacts(ctx: Omit<CommandContext, "actor">, cityId: string): Promise<number> {
  const due = {
    where: { cityId, deletedAt: null, deleteOn: { lte: toDbDate(today(ctx.clock)) } },
    select: { id: true, appealId: true },
    orderBy: { id: "asc" as const },
    take: MOST_AT_ONCE,
  };
  const found = await ctx.database.prisma.appealContact.findMany(due);
  if (found.length === 0) return 0;
  const system = { ...ctx, actor: { kind: "SYSTEM" as const, cityId } };
  await runCommand(system, { name: "appeal.forget-contacts", input: {} }, async (command) => {
    command.require(actions["appeal.forget-contacts"], { cityId });
    await command.tx.appealContact.updateMany({
      where: { id: { in: found.map(({ id }) => id) }, deletedAt: null },
      data: { sealed: null, deletedAt: command.now },
    });
    const subjectIds = found.map(({ appealId }) => appealId);
    command.audit({ subjectIds, payload: { deleted: subjectIds.length } });
    return { id: cityId };
  });
  return found.length;
}
