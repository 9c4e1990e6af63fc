import { fromDbDate, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadKind } from "./load-kind.ts";
import { actions } from "./policy.ts";

export type EndKindInput = {
  kindId: string;
  validTo: LocalDate;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** Ends a kind: after its last day nothing new is promised or logged in it; what stands goes on. */
export function endKind(ctx: CommandContext, input: EndKindInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "kind.end", input }, async (command) => {
    const kind = await loadKind(command, input.kindId, input.version);
    command.require(actions["kind.manage"], { cityId: kind.cityId });
    if (kind.validTo !== null) throw Rejection.invalidTransition({ from: "ENDED", allowed: [] });
    if (input.validTo < fromDbDate(kind.validFrom)) {
      throw Rejection.validation([{ path: ["validTo"], code: "BEFORE_START" }]);
    }
    await command.tx.kind.update({
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
