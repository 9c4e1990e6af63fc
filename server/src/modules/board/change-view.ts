import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { keepView, takeView, viewParameters } from "./view.ts";

export type ChangeViewInput = {
  viewId: string;
  parameters: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** The owner keeps other filters, order or columns under the same name. */
export function changeView(ctx: CommandContext, input: ChangeViewInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "view.change", input }, async (command) => {
    const view = await takeView(command, input);
    await keepView(command, view, { parameters: viewParameters(input.parameters) });
    return { id: view.id };
  });
}
