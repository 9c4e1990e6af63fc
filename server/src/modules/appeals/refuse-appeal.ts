import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { events } from "./events.ts";
import { dueFromToday, saveAppeal, subjectOf, takeAppeal, writeEntry } from "./load.ts";
import { refuse, restore } from "./model.ts";
import { actions } from "./policy.ts";

export type RefuseAppealInput = { appealId: string; version?: number | null; idempotencyKey?: string | null };

/** The desk puts spam or abuse aside: it is kept, hidden and counted. */
export function refuseAppeal(ctx: CommandContext, input: RefuseAppealInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "appeal.refuse", input }, async (command) => {
    const appeal = await takeAppeal(command, input.appealId, input.version);
    command.require(actions["appeal.triage"], subjectOf(appeal));
    await saveAppeal(command, refuse(appeal));
    await writeEntry(command, appeal, { kind: "REFUSED", organizationId: appeal.receiverId });
    command.emit(events["appeal.changed"], { subject: `Appeal:${appeal.id}`, receiverId: appeal.receiverId });
    command.audit({ subjectIds: [appeal.id, appeal.receiverId], payload: {} });
    return { id: appeal.id };
  });
}

/** It was no spam after all: the community's turn, from today. */
export function restoreAppeal(ctx: CommandContext, input: RefuseAppealInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "appeal.restore", input }, async (command) => {
    const appeal = await takeAppeal(command, input.appealId, input.version);
    command.require(actions["appeal.triage"], subjectOf(appeal));
    await saveAppeal(command, restore(appeal, command.now, await dueFromToday(command, appeal.cityId)));
    await writeEntry(command, appeal, { kind: "RESTORED", organizationId: appeal.receiverId });
    command.emit(events["appeal.changed"], { subject: `Appeal:${appeal.id}`, receiverId: appeal.receiverId });
    command.audit({ subjectIds: [appeal.id, appeal.receiverId], payload: {} });
    return { id: appeal.id };
  });
}
