import { digestOf } from "../../kernel/canonical.ts";
import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { requireAmount } from "../../kernel/quantity.ts";
import { requireText } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { sendBackJournal } from "./journals.ts";
import { postJournal } from "./ledger.ts";
import { checkBookDay, takeLine } from "./load.ts";
import { actions } from "./policy.ts";

export type SendBackInput = {
  pledgeLineId: string;
  amount: bigint;
  reason: string;
  /** Today when left out. */
  sentOn?: LocalDate | null;
  idempotencyKey?: string | null;
};

/** The receiver sends unspent money or goods back: AVAILABLE → RETURNING. @throws Rejection LEDGER_INSUFFICIENT beyond what is available. */
export function sendBack(ctx: CommandContext, input: SendBackInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "return.send", input }, async (command) => {
    const { pledge, line, subject, told } = await takeLine(command, input.pledgeLineId);
    command.require(actions["return.send"], subject);
    requireAmount(input.amount, line.measure, ["amount"]);
    const reason = requireText(input.reason, "reason");
    const sentOn = input.sentOn ?? command.today;
    await checkBookDay(command, pledge.cityId, sentOn, "sentOn");
    const id = command.newId();
    await command.tx.fundReturn.create({
      data: {
        id,
        cityId: pledge.cityId,
        pledgeLineId: line.id,
        amount: input.amount,
        reason,
        state: "SENT",
        sentOn: toDbDate(sentOn),
        sentById: command.person().personId,
      },
    });
    await postJournal(command, sendBackJournal(line.id, input.amount), {
      cityId: pledge.cityId,
      occurredOn: sentOn,
      fundReturnId: id,
    });
    command.emit(events["return.sent"], {
      ...told,
      subject: `FundReturn:${id}`,
      params: { measure: line.measure, amount: input.amount.toString() },
    });
    command.audit({
      subjectIds: [id, line.id, pledge.id],
      partnershipId: pledge.partnershipId,
      payload: {
        fundReturnId: id,
        pledgeLineId: line.id,
        amount: input.amount,
        sentOn,
        reason: digestOf(reason),
      },
    });
    return { id };
  });
}
