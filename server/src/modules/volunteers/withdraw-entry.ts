import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { loadOrganization, organizationSubject } from "../organizations/public.ts";
import { takeEntry } from "./load.ts";
import { actions } from "./policy.ts";

export type WithdrawVolunteerEntryInput = {
  entryId: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * The organization takes an entry back that was wrong; it counts no more, and its history stays.
 *
 * @throws Rejection ENTRY_WITHDRAWN.
 */
export function withdrawVolunteerEntry(
  ctx: CommandContext,
  input: WithdrawVolunteerEntryInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "volunteer.withdraw", input }, async (command) => {
    const entry = await takeEntry(command, input.entryId, input.version);
    const organization = await loadOrganization(command.tx, command.actor, entry.organizationId);
    command.require(actions["volunteer.enter"], organizationSubject(organization));
    await command.tx.volunteerEntry.update({
      where: { id: entry.id },
      data: {
        withdrawnAt: command.now,
        withdrawnById: command.person().personId,
        version: { increment: 1 },
      },
    });
    command.audit({
      subjectIds: [entry.id, entry.personId],
      payload: { entryId: entry.id, withdrawn: true },
    });
    return { id: entry.id };
  });
}
