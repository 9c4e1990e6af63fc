import { toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import type { PeriodSpan } from "./model.ts";

/**
 * Opens those periods that the city does not have yet, inside the caller's command.
 *
 * @returns the ids of the new ones.
 */
export async function writePeriods(
  command: Command,
  cityId: string,
  spans: readonly PeriodSpan[],
): Promise<string[]> {
  const { tx } = command;
  const known = await tx.period.findMany({
    where: { cityId, code: { in: spans.map(({ code }) => code) } },
    select: { code: true },
  });
  const codes = new Set(known.map(({ code }) => code));
  const fresh = spans
    .filter(({ code }) => !codes.has(code))
    .map((span) => ({ ...span, id: command.newId() }));
  await tx.period.createMany({
    data: fresh.map(({ id, code, kind, opensOn, closesOn }) => ({
      id,
      cityId,
      code,
      kind,
      opensOn: toDbDate(opensOn),
      closesOn: toDbDate(closesOn),
    })),
  });
  return fresh.map(({ id }) => id);
}
