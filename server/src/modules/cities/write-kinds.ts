import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { seededKinds } from "./model.ts";

/** Gives a new city the kinds that every city begins with, inside the caller's command. */
export async function writeSeededKinds(
  command: Command,
  cityId: string,
  validFrom: LocalDate,
): Promise<void> {
  await command.tx.kind.createMany({
    data: seededKinds.map((kind, sortOrder) => ({
      ...kind,
      id: command.newId(),
      cityId,
      sortOrder,
      validFrom: toDbDate(validFrom),
    })),
  });
}
