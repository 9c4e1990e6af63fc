import { digestOf } from "../../kernel/canonical.ts";
import { fromDbDate, type LocalDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { quantity as checkedQuantity, requireAmount } from "../../kernel/quantity.ts";
import { type FieldProblem, Rejection, requireText } from "../../kernel/result.ts";
import { loadPartnership, subjectOf } from "../partnerships/public.ts";
import { events } from "./events.ts";
import { planNew } from "./instalments.ts";
import { checkBookDay } from "./load.ts";
import { type NewLine, openDuties, writePledge } from "./pledging.ts";
import { actions } from "./policy.ts";
import { matchDuties } from "./sending.ts";

export type PledgeLineInput = {
  kindId: string;
  /** GOODS: the name of the good. */
  good?: string | null;
  instalments: readonly { quantity: bigint; dueOn: LocalDate }[];
  /** The promise that the line answers; chosen by due date when left out. */
  answersObligationId?: string | null;
};

export type MakePledgeInput = {
  partnershipId: string;
  purpose: string;
  /** Today when left out. */
  pledgedOn?: LocalDate | null;
  lines: readonly PledgeLineInput[];
  idempotencyKey?: string | null;
};

const MAX_LINES = 20;

/**
 * A unit promises money or goods, in instalments. Each instalment is an obligation, and answers an open duty of the same kind
 * that it falls due within.
 *
 * @throws Rejection problems under `lines.<n>`: amounts, MEASURE_WITHOUT_LEDGER, DUE_BEFORE_OPEN, DUE_NOT_IN_ORDER,
 * DUE_AFTER_ANSWERED, NOT_ANSWERABLE; PARTNERSHIP_NOT_ACTIVE.
 */
export function makePledge(ctx: CommandContext, input: MakePledgeInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "pledge.make", input }, async (command) => {
    const partnership = await loadPartnership(command.tx, command.actor, input.partnershipId);
    command.require(actions["pledge.make"], subjectOf(partnership));
    if (partnership.state !== "ACTIVE") {
      throw Rejection.invalidTransition({
        from: partnership.state,
        allowed: [],
        code: "PARTNERSHIP_NOT_ACTIVE",
      });
    }
    const purpose = requireText(input.purpose, "purpose", 200);
    const pledgedOn = input.pledgedOn ?? command.today;
    await checkBookDay(command, partnership.cityId, pledgedOn, "pledgedOn");
    const { cityId, giverId, receiverId } = partnership;
    const between = { cityId, giverId, receiverId, partnershipId: partnership.id };
    if (input.lines.length === 0) throw Rejection.validation([{ path: ["lines"], code: "REQUIRED" }]);
    if (input.lines.length > MAX_LINES) {
      throw Rejection.validation([{ path: ["lines"], code: "TOO_MANY", params: { max: String(MAX_LINES) } }]);
    }
    const lines: NewLine[] = [];
    for (const [index, line] of input.lines.entries()) {
      lines.push(await checkLine(command, between, line, pledgedOn, ["lines", String(index)]));
    }
    const { id, lineIds } = await writePledge(command, { ...between, purpose, pledgedOn, lines });
    const amounts = lines.map((line) =>
      line.instalments.reduce((sum, instalment) => sum + instalment.quantity, 0n),
    );
    command.emit(events["pledge.made"], {
      subject: `Pledge:${id}`,
      giverId,
      receiverId,
      partnershipId: partnership.id,
      params: {
        measure: lines[0]?.measure ?? "MONEY",
        amount: String(amounts[0] ?? 0n),
        lines: String(lines.length),
      },
    });
    command.audit({
      subjectIds: [id, ...lineIds],
      partnershipId: partnership.id,
      payload: { pledgeId: id, pledgedOn, purpose: digestOf(purpose), lines: lines.map(auditOfLine) },
    });
    return { id };
  });
}

function auditOfLine(line: NewLine): Record<string, unknown> {
  return { ...line, good: line.good === null ? null : digestOf(line.good) };
}

type Between = { cityId: string; giverId: string; receiverId: string; partnershipId: string | null };

async function checkLine(
  command: Command,
  between: Between,
  line: PledgeLineInput,
  pledgedOn: LocalDate,
  path: string[],
): Promise<NewLine> {
  const kind = await command.tx.kind.findFirst({ where: { id: line.kindId, cityId: between.cityId } });
  if (!kind) throw Rejection.notFound();
  const { measure } = kind;
  if (measure !== "MONEY" && measure !== "GOODS") {
    throw Rejection.validation([{ path: [...path, "kindId"], code: "MEASURE_WITHOUT_LEDGER" }]);
  }
  line.instalments.forEach((instalment, index) => {
    requireAmount(instalment.quantity, measure, [...path, "instalments", String(index), "quantity"]);
  });
  const total = line.instalments.reduce((sum, instalment) => sum + instalment.quantity, 0n);
  // The sum of the instalments is one amount too; with none there is no amount to judge and the plan says so.
  const good =
    total === 0n ? (line.good ?? null) : (checkedQuantity(measure, total, line.good, path).good ?? null);
  under(path, () => planNew(total, line.instalments, pledgedOn));
  const answers = await answersOf(command, { ...between, kindId: kind.id, good }, line, path);
  return {
    kindId: kind.id,
    measure,
    good,
    instalments: line.instalments.map((instalment, index) => ({
      ...instalment,
      answersId: answers[index] ?? null,
    })),
  };
}

/** Which duty each instalment answers: the named one, else the earliest open ones that it falls due within. */
async function answersOf(
  command: Command,
  of: Between & { kindId: string; good: string | null },
  line: PledgeLineInput,
  path: string[],
): Promise<(string | null)[]> {
  if (!line.answersObligationId) return matchDuties(line.instalments, await openDuties(command, of));
  const named = await command.tx.obligation.findFirst({
    where: { ...of, id: line.answersObligationId, closure: null, answersId: null, source: { not: "PLEDGE" } },
  });
  if (!named)
    throw Rejection.validation([{ path: [...path, "answersObligationId"], code: "NOT_ANSWERABLE" }]);
  const dueOn = fromDbDate(named.dueOn);
  const problems = line.instalments.flatMap((instalment, index): FieldProblem[] =>
    instalment.dueOn <= dueOn
      ? []
      : [
          {
            path: [...path, "instalments", String(index), "dueOn"],
            code: "DUE_AFTER_ANSWERED",
            params: { dueOn },
          },
        ],
  );
  if (problems.length > 0) throw Rejection.validation(problems);
  return line.instalments.map(() => named.id);
}

/** Puts the field problems of a pure check under the path of its part of the input. */
function under(path: string[], check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof Rejection) || error.failure.type !== "ValidationError") throw error;
    throw Rejection.validation(
      error.failure.problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] })),
    );
  }
}
