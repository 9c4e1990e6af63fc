import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { checkKind, type Measure } from "./model.ts";
import { actions } from "./policy.ts";
import { cityOf } from "./public.ts";

export type CreateKindInput = {
  code: string;
  nameZh: string;
  nameEn: string;
  measure: Measure;
  unitZh?: string | null;
  unitEn?: string | null;
  validFrom: LocalDate;
  sortOrder?: number | null;
  idempotencyKey?: string | null;
};

/**
 * Adds a kind of support that the city counts.
 *
 * @throws Rejection CODE_IN_USE when the city has a kind of that code, ended or not.
 */
export function createKind(ctx: CommandContext, input: CreateKindInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "kind.create", input }, async (command) => {
    const cityId = cityOf(command);
    command.require(actions["kind.manage"], { cityId });
    const { code, measure } = input;
    const fields = {
      code,
      measure,
      nameZh: input.nameZh.trim(),
      nameEn: input.nameEn.trim(),
      unitZh: input.unitZh?.trim() ?? "",
      unitEn: input.unitEn?.trim() ?? "",
    };
    const problems = checkKind(fields);
    if (problems.length > 0) throw Rejection.validation(problems);
    const id = command.newId();
    const sortOrder = input.sortOrder ?? (await command.tx.kind.count({ where: { cityId } }));
    await command.tx.kind.create({
      data: { ...fields, id, cityId, sortOrder, validFrom: toDbDate(input.validFrom) },
    });
    command.audit({ subjectIds: [id, cityId], payload: { code, measure, validFrom: input.validFrom } });
    return { id };
  });
}
