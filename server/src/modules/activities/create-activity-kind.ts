import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { cityOf } from "../cities/public.ts";
import { checkActivityKind } from "./model.ts";
import { actions } from "./policy.ts";

export type CreateActivityKindInput = {
  code: string;
  nameZh: string;
  nameEn: string;
  countKindId?: string | null;
  minutesKindId?: string | null;
  validFrom: LocalDate;
  idempotencyKey?: string | null;
};

/**
 * Adds a kind of activity of the city.
 *
 * @throws Rejection CODE_IN_USE when the city has one of that code, ended or not; COUNTS_OTHERWISE at a kind of another measure.
 */
export function createActivityKind(
  ctx: CommandContext,
  input: CreateActivityKindInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "activityKind.create", input }, async (command) => {
    const cityId = cityOf(command);
    command.require(actions["activityKind.manage"], { cityId });
    const { code } = input;
    const names = { nameZh: input.nameZh.trim(), nameEn: input.nameEn.trim() };
    const problems = checkActivityKind({ code, ...names });
    if (problems.length > 0) throw Rejection.validation(problems);
    const counts = {
      countKindId: await countedAs(command, input.countKindId, "countKindId"),
      minutesKindId: await countedAs(command, input.minutesKindId, "minutesKindId"),
    };
    const id = command.newId();
    const sortOrder = await command.tx.activityKind.count({ where: { cityId } });
    await command.tx.activityKind.create({
      data: { ...names, ...counts, code, id, cityId, sortOrder, validFrom: toDbDate(input.validFrom) },
    });
    command.audit({ subjectIds: [id, cityId], payload: { code, ...counts, validFrom: input.validFrom } });
    return { id };
  });
}

const MEASURE = { countKindId: "COUNT", minutesKindId: "MINUTES" } as const;

/** The kind as which something counts: of the city, over the measure of the field. COUNTS_OTHERWISE at the field. */
export async function countedAs(
  command: Command,
  kindId: string | null | undefined,
  field: keyof typeof MEASURE,
): Promise<string | null> {
  if (!kindId) return null;
  const kind = await command.tx.kind.findFirst({ where: { id: kindId, cityId: cityOf(command) } });
  if (!kind) throw Rejection.notFound();
  if (kind.measure !== MEASURE[field]) {
    throw Rejection.validation([{ path: [field], code: "COUNTS_OTHERWISE" }]);
  }
  return kind.id;
}
