import { fromDbDate, type LocalDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import { Rejection } from "../../kernel/result.ts";
import { leavesNoManager } from "./model.ts";

/**
 * Refuses when ending these memberships would leave the city's own office without a manager (LAST_MANAGER): nobody could
 * then let anybody in again. Locks the managers, so that two who leave at once do not each rely on the other.
 */
export async function requireManagerLeft(
  command: Command,
  cityId: string,
  ending: { ids: readonly string[]; endsOn: LocalDate },
): Promise<void> {
  const { tx } = command;
  const city = await tx.city.findUniqueOrThrow({
    where: { id: cityId },
    select: { division: { select: { path: true } } },
  });
  const find = () =>
    tx.membership.findMany({
      where: {
        cityId,
        role: "MANAGER",
        person: { erasedAt: null },
        organization: { kind: "OFFICE", endedOn: null, division: { path: city.division.path } },
      },
      select: { id: true, startsOn: true, endsOn: true },
    });
  const before = (await find()).map(({ id }) => id);
  if (!before.some((id) => ending.ids.includes(id))) return;
  await lockRows(tx, "Membership", [...before, ...ending.ids]);
  const managers = (await find()).map(({ id, startsOn, endsOn }) => ({
    id,
    startsOn: fromDbDate(startsOn),
    endsOn: endsOn && fromDbDate(endsOn),
  }));
  if (leavesNoManager(managers, { ids: new Set(ending.ids), endsOn: ending.endsOn })) {
    throw Rejection.invalidTransition({ from: "OPEN", allowed: [], code: "LAST_MANAGER" });
  }
}
