import type { Prisma } from "@gongjian/prisma/client";
import { earlier, fromDbDate, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { free } from "../obligations/model.ts";
import { pledgeJournal } from "./journals.ts";
import type { JournalCause } from "./ledger.ts";
import { openAccounts } from "./ledger.ts";
import { type LedgerMeasure, openInstalment, recordChange } from "./pledge-rows.ts";
import type { OpenDuty } from "./sending.ts";

/** One line of a pledge about to be made, its amounts already checked. */
export type NewLine = {
  kindId: string;
  measure: LedgerMeasure;
  good: string | null;
  instalments: { quantity: bigint; dueOn: LocalDate; answersId: string | null }[];
};

export type NewPledge = {
  cityId: string;
  giverId: string;
  receiverId: string;
  partnershipId: string | null;
  purpose: string;
  pledgedOn: LocalDate;
  lines: NewLine[];
  /** The delivery whose sending makes it. */
  cause?: Pick<JournalCause, "deliveryId">;
};

/** Writes a pledge: its lines with their accounts, their instalments as obligations, and GIVER → PROMISED for each. */
export async function writePledge(
  command: Command,
  input: NewPledge,
): Promise<{ id: string; lineIds: string[] }> {
  const { tx } = command;
  const { lines, pledgedOn, cause, ...columns } = input;
  const pledge = await tx.pledge.create({
    data: {
      id: command.newId(),
      ...columns,
      pledgedOn: toDbDate(pledgedOn),
      state: "ACTIVE",
      byId: command.person().personId,
    },
  });
  const lineIds: string[] = [];
  for (const [sortOrder, { instalments, ...line }] of lines.entries()) {
    const row = await tx.pledgeLine.create({
      data: { id: command.newId(), cityId: pledge.cityId, pledgeId: pledge.id, sortOrder, ...line },
    });
    lineIds.push(row.id);
    await openAccounts(command, row);
    for (const [index, instalment] of instalments.entries()) {
      const opensOn = earlier(pledgedOn, instalment.dueOn);
      await openInstalment(command, { ...row, pledge }, { instalment: index + 1, opensOn, ...instalment });
    }
    const amount = instalments.reduce((sum, instalment) => sum + instalment.quantity, 0n);
    await recordChange(command, row, {
      kind: "PLEDGE",
      amount,
      reason: "",
      journal: pledgeJournal(row.id, amount),
      occurredOn: pledgedOn,
      ...(cause ? { cause } : {}),
    });
  }
  return { id: pledge.id, lineIds };
}

/** Obligations between two sides that a pledge of this kind and good may answer, with what is free of each. */
export async function openDuties(
  command: Command,
  of: {
    cityId: string;
    giverId: string;
    receiverId: string;
    partnershipId: string | null;
    kindId: string;
    good: string | null;
  },
  only: Prisma.ObligationWhereInput = {},
): Promise<OpenDuty[]> {
  const rows = await command.tx.obligation.findMany({
    where: { ...of, closure: null, answersId: null, source: { not: "PLEDGE" }, AND: [only] },
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
  });
  return rows
    .map((row) => ({ id: row.id, dueOn: fromDbDate(row.dueOn), free: free(row) }))
    .filter((duty) => duty.free > 0n);
}
