import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { keepView, takeView, viewName } from "./view.ts";

export type RenameViewInput = {
  viewId: string;
  name: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** The owner gives a view another name. */
export function renameView(ctx: CommandContext, input: RenameViewInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "view.rename", input }, async (command) => {
    const view = await takeView(command, input);
    await keepView(command, view, { name: viewName(input.name) });
    return { id: view.id };
  });
}
