import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { keepView, takeView } from "./view.ts";

export type ShareViewInput = {
  viewId: string;
  shared: boolean;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** The owner shares a view with its office, or no longer. */
export function shareView(ctx: CommandContext, input: ShareViewInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "view.share", input }, async (command) => {
    const view = await takeView(command, input);
    await keepView(command, view, { shared: input.shared });
    return { id: view.id };
  });
}
