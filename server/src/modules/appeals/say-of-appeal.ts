import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { requireText } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { dueFromToday, saveAppeal, subjectOf, takeFollowed, writeEntry } from "./load.ts";
import { LONGEST, mayAdd, notSolved } from "./model.ts";
import { actions } from "./policy.ts";

export type SayOfAppealInput = {
  /** The stored form of the resident's code. */
  followHash: string;
  /** A word that is added, or the say that it is not solved, with what is still wrong. */
  act: "add" | "notSolved";
  text: string;
  idempotencyKey: string;
};

/**
 * The resident who holds the code adds a word while somebody is at it, or says after an answer that it is not solved: it is then the
 * community's turn again. Of a merged appeal the one it was merged into is meant.
 *
 * @throws Rejection WORDS_LIMIT after ten words, NOT_SOLVED_LIMIT after three times.
 */
export function sayOfAppeal(ctx: CommandContext, input: SayOfAppealInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "appeal.say", input }, async (command) => {
    const { own, standing } = await takeFollowed(command, input.followHash);
    command.require(actions["appeal.send"], subjectOf(own));
    const text = requireText(input.text, "text", LONGEST.word);
    if (input.act === "add") {
      const words = await command.tx.appealEntry.count({ where: { appealId: own.id, kind: "ADDED" } });
      mayAdd(standing, words);
      await writeEntry(command, own, { kind: "ADDED", text });
    } else {
      await saveAppeal(command, notSolved(standing, command.now, await dueFromToday(command, own.cityId)));
      await writeEntry(command, own, { kind: "NOT_SOLVED", text });
      if (own.id !== standing.id) await writeEntry(command, standing, { kind: "NOT_SOLVED" });
    }
    command.emit(input.act === "add" ? events["appeal.added"] : events["appeal.not-solved"], {
      subject: `Appeal:${standing.id}`,
      receiverId: standing.receiverId,
    });
    command.audit({
      subjectIds: [own.id, standing.id, standing.receiverId],
      payload: { act: input.act, text: digestOf(text) },
    });
    return { id: own.id };
  });
}
