import { digestOf } from "../../kernel/canonical.ts";
import { fromDbDate, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { optionalText } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { decideExtension as decide } from "./follow-up.ts";
import { requireNotOwnPromise, takeExtension } from "./load.ts";
import { extend } from "./model.ts";
import { actions } from "./policy.ts";
import { mustNotBeJudged, saveDecision } from "./rows.ts";

export type DecideExtensionInput = {
  extensionId: string;
  version?: number | null;
  grant: boolean;
  /** Another day than the one asked for; only when granted. */
  dueOn?: LocalDate | null;
  note?: string | null;
  idempotencyKey?: string | null;
};

/**
 * An office grants or refuses what a giver asked; never the person who asked.
 *
 * @throws Rejection OWN_PROMISE, SAME_PERSON, INVALID_TRANSITION (decided already), DUE_NOT_LATER, OBLIGATION_CLOSED, PERIOD_SEALED.
 */
export function decideExtension(ctx: CommandContext, input: DecideExtensionInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "extension.decide", input }, async (command) => {
    const { request, inHand } = await takeExtension(command, input.extensionId, input.version);
    const { obligation, subject, told } = inHand;
    command.require(actions["obligation.extend"], subject);
    requireNotOwnPromise(command, subject);
    const byId = command.person().personId;
    const requestedDueOn = fromDbDate(request.requestedDueOn);
    const decided = decide({ ...request, requestedDueOn }, input.grant ? "GRANTED" : "REFUSED", byId);
    const dueOn = input.grant ? (input.dueOn ?? requestedDueOn) : null;
    if (dueOn !== null) await mustNotBeJudged(command, obligation, dueOn);
    if (dueOn !== null) await saveDecision(command, extend(obligation, dueOn), request.reason);
    await command.tx.extensionRequest.update({
      where: { id: request.id },
      data: {
        state: decided.state,
        decidedById: byId,
        decidedAt: command.now,
        grantedDueOn: dueOn === null ? null : toDbDate(dueOn),
        decisionNote: optionalText(input.note, "note"),
        version: { increment: 1 },
      },
    });
    command.emit(events[dueOn === null ? "extension.refused" : "extension.granted"], {
      ...told,
      params: dueOn === null ? {} : { dueOn },
    });
    command.audit({
      subjectIds: [request.id, obligation.id],
      partnershipId: obligation.partnershipId,
      payload: {
        obligationId: obligation.id,
        state: decided.state,
        dueOnBefore: obligation.dueOn,
        dueOnAfter: dueOn,
        note: input.note ? digestOf(input.note) : null,
      },
    });
    return { id: request.id };
  });
}
