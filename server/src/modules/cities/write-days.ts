import { toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import type { NamedDay } from "./model.ts";

/** Writes days into a city's calendar, inside the caller's command; a day that is there is replaced. */
export async function writeDays(command: Command, cityId: string, days: readonly NamedDay[]): Promise<void> {
  const { tx } = command;
  await tx.calendarDay.deleteMany({
    where: { cityId, date: { in: days.map(({ date }) => toDbDate(date)) } },
  });
  await tx.calendarDay.createMany({
    data: days.map(({ date, kind, name }) => ({
      id: command.newId(),
      cityId,
      date: toDbDate(date),
      kind,
      name: name.trim(),
    })),
  });
}
