import { canonicalJson, digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadKind } from "./load-kind.ts";
import { checkKind } from "./model.ts";
import { actions } from "./policy.ts";

export type ChangeKindInput = {
  kindId: string;
  nameZh?: string | null;
  nameEn?: string | null;
  unitZh?: string | null;
  unitEn?: string | null;
  sortOrder?: number | null;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** Changes what a kind is called, its counting word or its place. Code and measure stand: facts are counted by them. */
export function changeKind(ctx: CommandContext, input: ChangeKindInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "kind.change", input }, async (command) => {
    const kind = await loadKind(command, input.kindId, input.version);
    command.require(actions["kind.manage"], { cityId: kind.cityId });
    const fields = {
      nameZh: input.nameZh?.trim() ?? kind.nameZh,
      nameEn: input.nameEn?.trim() ?? kind.nameEn,
      unitZh: input.unitZh?.trim() ?? kind.unitZh,
      unitEn: input.unitEn?.trim() ?? kind.unitEn,
    };
    const problems = checkKind({ ...fields, code: kind.code, measure: kind.measure });
    if (problems.length > 0) throw Rejection.validation(problems);
    const sortOrder = input.sortOrder ?? kind.sortOrder;
    await command.tx.kind.update({
      where: { id: kind.id },
      data: { ...fields, sortOrder, version: { increment: 1 } },
    });
    command.audit({
      subjectIds: [kind.id, kind.cityId],
      payload: { code: kind.code, sortOrder, words: digestOf(canonicalJson(fields)) },
    });
    return { id: kind.id };
  });
}
