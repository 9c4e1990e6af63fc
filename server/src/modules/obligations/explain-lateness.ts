import { digestOf } from "../../kernel/canonical.ts";
import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { mayExplainLateness } from "./follow-up.ts";
import { takeObligation } from "./load.ts";
import { actions } from "./policy.ts";
import { cityRules } from "./public-rules.ts";
import { obligationState } from "./state.ts";

export type ExplainLatenessInput = {
  obligationId: string;
  text: string;
  expectedOn?: LocalDate | null;
  idempotencyKey?: string | null;
};

/**
 * The giver says why it is late, and by when it expects to deliver. Changes no date.
 *
 * @throws Rejection NOT_LATE, IN_THE_PAST.
 */
export function explainLateness(ctx: CommandContext, input: ExplainLatenessInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "obligation.explain", input }, async (command) => {
    const { obligation, subject, suspensions, told } = await takeObligation(command, input.obligationId);
    command.require(actions["obligation.explain"], subject);
    const text = requireText(input.text, "text");
    const rules = await cityRules(command.tx, obligation.cityId);
    const { calendar } = rules;
    const today = command.today;
    mayExplainLateness(
      obligationState(obligation, { today, calendar, settings: rules.at(today), suspensions }).state,
    );
    if (input.expectedOn && input.expectedOn < today)
      throw Rejection.validation([{ path: ["expectedOn"], code: "IN_THE_PAST" }]);
    const id = command.newId();
    await command.tx.latenessExplanation.create({
      data: {
        id,
        cityId: obligation.cityId,
        obligationId: obligation.id,
        text,
        expectedOn: input.expectedOn ? toDbDate(input.expectedOn) : null,
        byId: command.person().personId,
      },
    });
    command.emit(events["lateness.explained"], {
      ...told,
      params: input.expectedOn ? { expectedOn: input.expectedOn } : {},
    });
    command.audit({
      subjectIds: [id, obligation.id],
      partnershipId: obligation.partnershipId,
      payload: { obligationId: obligation.id, text: digestOf(text), expectedOn: input.expectedOn ?? null },
    });
    return { id: obligation.id };
  });
}
