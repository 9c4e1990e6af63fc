import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { countedAs } from "./create-activity-kind.ts";
import { loadActivityKind } from "./load.ts";
import { checkActivityKind } from "./model.ts";
import { actions } from "./policy.ts";

export type ChangeActivityKindInput = {
  activityKindId: string;
  nameZh?: string | null;
  nameEn?: string | null;
  /** Null: counts as nothing; absent: as before. */
  countKindId?: string | null;
  minutesKindId?: string | null;
  sortOrder?: number | null;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** Changes what a kind of activity is called, its place, or as what its sessions count from now on. Its code stands. */
export function changeActivityKind(
  ctx: CommandContext,
  input: ChangeActivityKindInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "activityKind.change", input }, async (command) => {
    const kind = await loadActivityKind(command, input.activityKindId, input.version);
    command.require(actions["activityKind.manage"], { cityId: kind.cityId });
    const names = {
      nameZh: input.nameZh?.trim() ?? kind.nameZh,
      nameEn: input.nameEn?.trim() ?? kind.nameEn,
    };
    const problems = checkActivityKind({ ...names, code: kind.code });
    if (problems.length > 0) throw Rejection.validation(problems);
    const counts = {
      countKindId:
        input.countKindId === undefined
          ? kind.countKindId
          : await countedAs(command, input.countKindId, "countKindId"),
      minutesKindId:
        input.minutesKindId === undefined
          ? kind.minutesKindId
          : await countedAs(command, input.minutesKindId, "minutesKindId"),
    };
    const sortOrder = input.sortOrder ?? kind.sortOrder;
    await command.tx.activityKind.update({
      where: { id: kind.id },
      data: { ...names, ...counts, sortOrder, version: { increment: 1 } },
    });
    command.audit({
      subjectIds: [kind.id, kind.cityId],
      payload: { code: kind.code, ...counts, sortOrder, words: digestOf(JSON.stringify(names)) },
    });
    return { id: kind.id };
  });
}
