import type { Measure, Pledge, PledgeChangeKind, PledgeLine } from "@gongjian/prisma/client";
import { earlier, fromDbDate, type LocalDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import { Rejection } from "../../kernel/result.ts";
import {
  changeDueOn,
  changeQuantity,
  lockObligations,
  openObligation,
  type PromisedObligation,
} from "../obligations/public.ts";
import type { Instalment, InstalmentChange } from "./instalments.ts";
import { type JournalCause, postJournal } from "./ledger.ts";
import type { JournalDraft } from "./model.ts";

/** Pledge lines under a command's lock, and the one way in which plan, ledger and change row move together. */

/** An instalment with the obligation that it answers. */
export type HeldInstalment = Instalment & { answersId: string | null; accepted: bigint };

/** A pledge line under lock, with its pledge and its instalments in order. */
export type HeldLine = PledgeLine & { pledge: Pledge; instalments: HeldInstalment[] };

function toInstalment(row: PromisedObligation): HeldInstalment {
  return {
    id: row.id,
    instalment: row.instalment ?? 0,
    quantity: row.quantity,
    claimed: row.claimed,
    accepted: row.accepted,
    dueOn: row.dueOn,
    closure: row.closure,
    answersId: row.answersId,
  };
}

/** Locks the pledges of lines, then their instalments, and loads them (in id order of the lines). */
export async function holdLines(command: Command, lineIds: readonly string[]): Promise<HeldLine[]> {
  const { tx } = command;
  const found = await tx.pledgeLine.findMany({
    where: { id: { in: [...lineIds] } },
    select: { pledgeId: true },
  });
  await lockRows(
    tx,
    "Pledge",
    found.map((line) => line.pledgeId),
  );
  const ids = await tx.obligation.findMany({
    where: { pledgeLineId: { in: [...lineIds] } },
    select: { id: true },
  });
  const instalments = await lockObligations(
    command,
    ids.map((row) => row.id),
  );
  const lines = await tx.pledgeLine.findMany({
    where: { id: { in: [...lineIds] } },
    include: { pledge: true },
    orderBy: { id: "asc" },
  });
  return lines.map((line) => ({
    ...line,
    instalments: instalments
      .filter((row) => row.pledgeLineId === line.id)
      .map(toInstalment)
      .sort((a, b) => a.instalment - b.instalment),
  }));
}

/** Locks and loads one line; not found when it does not exist. Whether the actor may see it is the command's question. */
export async function holdLine(command: Command, lineId: string): Promise<HeldLine> {
  const [line] = await holdLines(command, [lineId]);
  if (!line) throw Rejection.notFound();
  return line;
}

/** Opens one instalment of a line as an obligation. */
export async function openInstalment(
  command: Command,
  line: Pick<PledgeLine, "id" | "kindId" | "good"> & {
    pledge: Pick<Pledge, "cityId" | "giverId" | "receiverId" | "partnershipId">;
  },
  open: {
    instalment: number;
    quantity: bigint;
    opensOn: LocalDate;
    dueOn: LocalDate;
    answersId: string | null;
  },
): Promise<PromisedObligation> {
  const { cityId, giverId, receiverId, partnershipId } = line.pledge;
  return openObligation(command, {
    cityId,
    giverId,
    receiverId,
    partnershipId,
    kindId: line.kindId,
    good: line.good,
    source: "PLEDGE",
    pledgeLineId: line.id,
    ...open,
  });
}

/** Applies a plan's changes to the instalments. Lowering says by which kind of decision; new instalments answer `answersId`. */
export async function applyPlan(
  command: Command,
  line: HeldLine,
  changes: readonly InstalmentChange[],
  by: { kind: "AMEND" | "CANCEL" | "WAIVE" | "REOPEN"; reason: string; answersId?: string | null },
): Promise<void> {
  for (const change of changes) {
    if (change.step === "open") {
      const { instalment, quantity, dueOn } = change;
      const pledgedOn = fromDbDate(line.pledge.pledgedOn);
      const opensOn = earlier(pledgedOn, dueOn);
      await openInstalment(command, line, {
        instalment,
        quantity,
        opensOn,
        dueOn,
        answersId: by.answersId ?? null,
      });
      continue;
    }
    const one = line.instalments.find((instalment) => instalment.id === change.id);
    if (!one) throw Rejection.notFound();
    if (change.step === "reschedule") {
      await changeDueOn(command, one, change.dueOn, by.reason);
      continue;
    }
    const quantity = change.step === "raise" ? one.quantity + change.amount : one.quantity - change.amount;
    await changeQuantity(command, one, quantity, by.kind, by.reason);
  }
}

/** Writes the change row of a line, raises the pledge's version, and posts the journal of the same amount if there is one. */
export async function recordChange(
  command: Command,
  line: Pick<PledgeLine, "id" | "cityId" | "pledgeId">,
  change: {
    kind: PledgeChangeKind;
    /** Signed change of the promise. */
    amount: bigint;
    reason: string;
    journal?: JournalDraft;
    cause?: Omit<JournalCause, "cityId" | "occurredOn">;
    occurredOn?: LocalDate;
  },
): Promise<void> {
  const id = command.newId();
  await command.tx.pledgeChange.create({
    data: {
      id,
      cityId: line.cityId,
      pledgeId: line.pledgeId,
      pledgeLineId: line.id,
      kind: change.kind,
      amount: change.amount,
      reason: change.reason,
      byId: command.actor.kind === "PERSON" ? command.actor.personId : null,
    },
  });
  await command.tx.pledge.update({ where: { id: line.pledgeId }, data: { version: { increment: 1 } } });
  if (!change.journal) return;
  await postJournal(command, change.journal, {
    ...change.cause,
    cityId: line.cityId,
    occurredOn: change.occurredOn ?? command.today,
    pledgeChangeId: id,
  });
}

/** The obligation that a line's instalments answer and that is still open, for what is added to the line. */
export async function openAnsweredBy(command: Command, line: HeldLine): Promise<string | null> {
  const ids = [
    ...new Set(line.instalments.flatMap((one) => (one.answersId === null ? [] : [one.answersId]))),
  ];
  if (ids.length === 0) return null;
  const open = await command.tx.obligation.findFirst({
    where: { id: { in: ids }, closure: null },
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  return open?.id ?? null;
}

/** Measures that have a ledger. */
export type LedgerMeasure = Extract<Measure, "MONEY" | "GOODS">;
