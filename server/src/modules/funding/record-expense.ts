import { digestOf } from "../../kernel/canonical.ts";
import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { requireAmount } from "../../kernel/quantity.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { linkEvidence } from "../evidence/public.ts";
import { refOf, SIDES_INCLUDE } from "../organizations/public.ts";
import { events } from "./events.ts";
import { spendJournal } from "./journals.ts";
import { lockBalances, postJournal } from "./ledger.ts";
import { checkBookDay } from "./load.ts";
import { actions, visibleTo } from "./policy.ts";
import { checkExpenseLines } from "./vouchers.ts";

export type RecordExpenseInput = {
  voucherNumber: string;
  purpose: string;
  payee?: string | null;
  occurredOn: LocalDate;
  /** The voucher's amount; its lines sum to it. */
  total: bigint;
  lines: readonly { pledgeLineId: string; amount: bigint }[];
  evidenceIds?: readonly string[] | null;
  idempotencyKey?: string | null;
};

/**
 * The receiver records one voucher over one or several pledge lines: AVAILABLE → SPENT at once, so that nothing is spent
 * twice; another member attests it.
 *
 * @throws Rejection VOUCHER_USED, LINES_SUM, LEDGER_INSUFFICIENT at `lines.<n>.amount`, LINES_UNLIKE, DATE_IN_FUTURE, DATE_SEALED.
 */
export function recordExpense(ctx: CommandContext, input: RecordExpenseInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "expense.record", input }, async (command) => {
    const { lines, first } = await loadLines(command, input.lines);
    const { cityId, receiver } = first.pledge;
    command.require(actions["expense.record"], { cityId, receiver: refOf(receiver) });
    const voucherNumber = requireText(input.voucherNumber, "voucherNumber", 64);
    const purpose = requireText(input.purpose, "purpose", 200);
    const payee = input.payee?.trim() ? requireText(input.payee, "payee", 100) : null;
    requireAmount(input.total, first.measure, ["total"]);
    input.lines.forEach((line, index) => {
      requireAmount(line.amount, first.measure, ["lines", String(index), "amount"]);
    });
    const unlike = lines.findIndex(
      (line) =>
        line.pledge.receiverId !== receiver.id || line.measure !== first.measure || line.good !== first.good,
    );
    if (unlike >= 0) {
      throw Rejection.validation([{ path: ["lines", String(unlike), "pledgeLineId"], code: "LINES_UNLIKE" }]);
    }
    await checkBookDay(command, cityId, input.occurredOn, "occurredOn");
    const balances = await lockBalances(
      command,
      input.lines.map((line) => line.pledgeLineId),
    );
    checkExpenseLines(
      input.total,
      input.lines.map((line) => ({ ...line, available: balances.get(line.pledgeLineId)?.AVAILABLE ?? 0n })),
    );
    const id = command.newId();
    await command.tx.expense.create({
      data: {
        id,
        cityId,
        receiverId: receiver.id,
        voucherNumber,
        purpose,
        payee,
        occurredOn: toDbDate(input.occurredOn),
        total: input.total,
        measure: first.measure,
        state: "RECORDED",
        recordedById: command.person().personId,
      },
    });
    await command.tx.expenseLine.createMany({
      data: input.lines.map((line) => ({ id: command.newId(), cityId, expenseId: id, ...line })),
    });
    await linkEvidence(command, input.evidenceIds ?? [], { expenseId: id });
    await postJournal(command, spendJournal(input.lines), {
      cityId,
      occurredOn: input.occurredOn,
      expenseId: id,
    });
    command.emit(events["expense.recorded"], {
      subject: `Expense:${id}`,
      receiverId: receiver.id,
      params: { measure: first.measure, amount: input.total.toString(), occurredOn: input.occurredOn },
    });
    const partnerships = new Set(lines.map((line) => line.pledge.partnershipId));
    command.audit({
      subjectIds: [id, ...input.lines.map((line) => line.pledgeLineId)],
      partnershipId: partnerships.size === 1 ? first.pledge.partnershipId : null,
      payload: {
        expenseId: id,
        occurredOn: input.occurredOn,
        total: input.total,
        lines: input.lines,
        voucherNumber: digestOf(voucherNumber),
        purpose: digestOf(purpose),
        evidenceIds: input.evidenceIds ?? [],
      },
    });
    return { id };
  });
}

/** The pledge lines of a voucher, in its order, each visible to the actor. */
async function loadLines(command: Command, wanted: RecordExpenseInput["lines"]) {
  const { tx, actor } = command;
  const found = await tx.pledgeLine.findMany({
    where: {
      id: { in: wanted.map((line) => line.pledgeLineId) },
      ...(actor.kind === "PERSON" ? { pledge: visibleTo(actor) } : {}),
    },
    include: { pledge: { include: { receiver: SIDES_INCLUDE.receiver } } },
  });
  const byId = new Map(found.map((line) => [line.id, line]));
  const lines = wanted.map(({ pledgeLineId }) => {
    const line = byId.get(pledgeLineId);
    if (!line) throw Rejection.notFound();
    return line;
  });
  const [first] = lines;
  if (!first) throw Rejection.validation([{ path: ["lines"], code: "REQUIRED" }]);
  return { lines, first };
}
