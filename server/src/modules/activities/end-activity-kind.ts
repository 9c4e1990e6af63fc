import { fromDbDate, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadActivityKind } from "./load.ts";
import { actions } from "./policy.ts";

export type EndActivityKindInput = {
  activityKindId: string;
  validTo: LocalDate;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** Ends a kind of activity: after its last day nothing new is planned in it; what stands goes on. */
export function endActivityKind(ctx: CommandContext, input: EndActivityKindInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "activityKind.end", input }, async (command) => {
    const kind = await loadActivityKind(command, input.activityKindId, input.version);
    command.require(actions["activityKind.manage"], { cityId: kind.cityId });
    if (kind.validTo !== null) throw Rejection.invalidTransition({ from: "ENDED", allowed: [] });
    if (input.validTo < fromDbDate(kind.validFrom)) {
      throw Rejection.validation([{ path: ["validTo"], code: "BEFORE_START" }]);
    }
    await command.tx.activityKind.update({
      where: { id: kind.id },
      data: { validTo: toDbDate(input.validTo), version: { increment: 1 } },
    });
    command.audit({
      subjectIds: [kind.id, kind.cityId],
      payload: { code: kind.code, validTo: input.validTo },
    });
    return { id: kind.id };
  });
}
