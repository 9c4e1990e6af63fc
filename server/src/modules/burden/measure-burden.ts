import type { CommandContext } from "../../kernel/command.ts";
/** placeholder until written */
export async function measureBurden(_ctx: Omit<CommandContext, "actor">, _cityId: string): Promise<void> {}
