import { toDbDate, today } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { actions } from "./policy.ts";

/** Deletes name and contact of those who asked for help where the days for which they are kept are over, one command for each city. */
export async function forgetAskers(ctx: Omit<CommandContext, "actor">): Promise<void> {
  const { prisma } = ctx.database;
  const over = { deletedAt: null, deleteOn: { lte: toDbDate(today(ctx.clock)) } };
  const cities = await prisma.requestAsker.findMany({
    where: over,
    distinct: ["cityId"],
    select: { cityId: true },
  });
  for (const { cityId } of cities) {
    const actor = { kind: "SYSTEM", cityId } as const;
    await runCommand({ ...ctx, actor }, { name: "request.forget-askers", input: {} }, async (command) => {
      command.require(actions["request.forget-askers"], { cityId });
      const rows = await command.tx.requestAsker.findMany({
        where: { cityId, ...over },
        select: { id: true, helpRequestId: true },
      });
      await command.tx.requestAsker.updateMany({
        where: { id: { in: rows.map(({ id }) => id) } },
        data: { name: null, contact: null, deletedAt: command.now },
      });
      command.audit({
        subjectIds: rows.map(({ helpRequestId }) => helpRequestId),
        payload: { forgotten: rows.length },
      });
      return { id: cityId };
    });
  }
}
