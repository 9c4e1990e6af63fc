import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { type CapabilityInput, columnsOf, recordOf, takeCapability } from "./load.ts";

export type ChangeCapabilityInput = CapabilityInput & {
  capabilityId: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** The unit says anew what it can give; the words before stay in the row's history. */
export function changeCapability(ctx: CommandContext, input: ChangeCapabilityInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "capability.change", input }, async (command) => {
    const capability = await takeCapability(command, input.capabilityId, input.version);
    const changed = await command.tx.capability.update({
      where: { id: capability.id },
      data: { ...(await columnsOf(command, input)), version: { increment: 1 } },
    });
    command.audit({
      subjectIds: [capability.id, capability.organizationId],
      payload: recordOf(changed),
    });
    return { id: capability.id };
  });
}
