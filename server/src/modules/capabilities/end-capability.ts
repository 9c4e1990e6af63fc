import { fromDbDate, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { recordOf, takeCapability } from "./load.ts";

export type EndCapabilityInput = {
  capabilityId: string;
  /** Its last day. */
  validTo: LocalDate;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * The unit can give it no longer: after its last day nobody counts on it.
 *
 * @throws Rejection BEFORE_START at `validTo` for a last day before its first.
 */
export function endCapability(ctx: CommandContext, input: EndCapabilityInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "capability.end", input }, async (command) => {
    const capability = await takeCapability(command, input.capabilityId, input.version);
    if (input.validTo < fromDbDate(capability.validFrom))
      throw Rejection.validation([{ path: ["validTo"], code: "BEFORE_START" }]);
    const ended = await command.tx.capability.update({
      where: { id: capability.id },
      data: { validTo: toDbDate(input.validTo), version: { increment: 1 } },
    });
    command.audit({ subjectIds: [capability.id, capability.organizationId], payload: recordOf(ended) });
    return { id: capability.id };
  });
}
