import { digestOf } from "../../kernel/canonical.ts";
import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { requireText } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { askExtension as checkQuestion } from "./follow-up.ts";
import { takeObligation } from "./load.ts";
import { actions } from "./policy.ts";
import { cityRules } from "./public-rules.ts";

export type AskExtensionInput = {
  obligationId: string;
  requestedDueOn: LocalDate;
  reason: string;
  idempotencyKey?: string | null;
};

/**
 * The giver asks the office for a later due date.
 *
 * @throws Rejection NOTHING_TO_EXTEND, EXTENSION_OPEN, EXTENSIONS_USED_UP, DUE_NOT_LATER.
 */
export function askExtension(ctx: CommandContext, input: AskExtensionInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "extension.ask", input }, async (command) => {
    const { obligation, subject, told } = await takeObligation(command, input.obligationId);
    command.require(actions["extension.ask"], subject);
    const reason = requireText(input.reason, "reason");
    const earlier = await command.tx.extensionRequest.findMany({ where: { obligationId: obligation.id } });
    const rules = await cityRules(command.tx, obligation.cityId);
    checkQuestion(
      obligation,
      { requestedDueOn: input.requestedDueOn, reason, today: command.today },
      {
        open: earlier.some((request) => request.state === "ASKED"),
        granted: earlier.filter((request) => request.state === "GRANTED").length,
        max: rules.at(command.today).extensionsPerObligation,
      },
    );
    const id = command.newId();
    await command.tx.extensionRequest.create({
      data: {
        id,
        cityId: obligation.cityId,
        obligationId: obligation.id,
        requestedDueOn: toDbDate(input.requestedDueOn),
        reason,
        state: "ASKED",
        askedById: command.person().personId,
      },
    });
    command.emit(events["extension.asked"], { ...told, params: { dueOn: input.requestedDueOn } });
    command.audit({
      subjectIds: [id, obligation.id],
      partnershipId: obligation.partnershipId,
      payload: {
        obligationId: obligation.id,
        dueOn: obligation.dueOn,
        requestedDueOn: input.requestedDueOn,
        reason: digestOf(reason),
      },
    });
    return { id };
  });
}
