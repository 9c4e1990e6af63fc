import { toDbDate, today } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { actions } from "./policy.ts";

/** Guests forgotten by one command. */
const AT_ONCE = 1_000;

/**
 * Every night: deletes name and phone of guests whose day has come, one command for a city that has such. That somebody came stays,
 * as a count.
 *
 * @returns how many were forgotten.
 */
export async function forgetGuests(ctx: Omit<CommandContext, "actor">): Promise<number> {
  const { prisma } = ctx.database;
  const due = { deletedAt: null, deleteOn: { lte: toDbDate(today(ctx.clock)) } };
  const cities = await prisma.guest.groupBy({ by: ["cityId"], where: due });
  let forgotten = 0;
  for (const { cityId } of cities) {
    for (let last = AT_ONCE; last === AT_ONCE; forgotten += last) {
      await runCommand(
        { ...ctx, actor: { kind: "SYSTEM", cityId } },
        { name: "guests.forget", input: {} },
        async (command) => {
          command.require(actions["guest.forget"], { cityId });
          const guests = await command.tx.guest.findMany({
            where: { ...due, cityId },
            select: { id: true },
            orderBy: { id: "asc" },
            take: AT_ONCE,
          });
          const ids = guests.map(({ id }) => id);
          await command.tx.guest.updateMany({
            where: { id: { in: ids } },
            data: { name: null, phone: null, deletedAt: command.now },
          });
          last = ids.length;
          command.audit({ subjectIds: ids, payload: { guests: ids.length } });
          return { id: cityId };
        },
      );
    }
  }
  return forgotten;
}
