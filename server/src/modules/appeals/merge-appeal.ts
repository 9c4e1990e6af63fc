import { type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { saveAppeal, subjectOf, takeAppeal, writeEntry } from "./load.ts";
import { merge } from "./model.ts";
import { actions } from "./policy.ts";

export type MergeAppealInput = {
  appealId: string;
  /** The one that stands for both. */
  intoId: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * The desk merges an appeal into another one of its community that says the same: whoever follows it sees what becomes of that one.
 *
 * @throws Rejection MERGE_TARGET when the other one is of another community, merged itself or refused.
 */
export function mergeAppeal(ctx: CommandContext, input: MergeAppealInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "appeal.merge", input }, async (command) => {
    const children = await command.tx.appeal.findMany({
      where: { mergedIntoId: input.appealId },
      select: { id: true },
    });
    const childIds = children.map(({ id }) => id);
    await lockRows(command.tx, "Appeal", [input.appealId, input.intoId, ...childIds]);
    const appeal = await takeAppeal(command, input.appealId, input.version);
    command.require(actions["appeal.triage"], subjectOf(appeal));
    const into = await takeAppeal(command, input.intoId);
    if (into.receiverId !== appeal.receiverId)
      throw Rejection.validation([{ path: ["intoId"], code: "MERGE_TARGET" }]);
    await saveAppeal(command, merge(appeal, into));
    // What was merged into it before goes with it: whoever follows looks one step far.
    await command.tx.appeal.updateMany({
      where: { cityId: appeal.cityId, mergedIntoId: appeal.id },
      data: { mergedIntoId: into.id, version: { increment: 1 } },
    });
    await writeEntry(command, appeal, { kind: "MERGED", organizationId: appeal.receiverId });
    command.emit(events["appeal.changed"], { subject: `Appeal:${appeal.id}`, receiverId: appeal.receiverId });
    command.audit({
      subjectIds: [appeal.id, into.id, appeal.receiverId, ...childIds],
      payload: { intoId: into.id },
    });
    return { id: appeal.id };
  });
}
