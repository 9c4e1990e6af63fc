import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { keepView, takeView } from "./view.ts";

export type DeleteViewInput = {
  viewId: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** The owner gives a view up: nobody sees it any more. */
export function deleteView(ctx: CommandContext, input: DeleteViewInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "view.delete", input }, async (command) => {
    const view = await takeView(command, input);
    await keepView(command, view, { deletedAt: command.now });
    return { id: view.id };
  });
}
