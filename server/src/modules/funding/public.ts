import type { TransferChannel } from "@gongjian/prisma/client";
import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { minAmount } from "../../kernel/quantity.ts";
import { Rejection } from "../../kernel/result.ts";
import type { PromisedObligation } from "../obligations/public.ts";
import { events } from "./events.ts";
import { planCancel, planLower, planNew, planWaive, unsent } from "./instalments.ts";
import {
  cancelJournal,
  lowerJournal,
  receiveJournal,
  sendJournals,
  settleJournal,
  waiveJournal,
  withdrawSendJournal,
} from "./journals.ts";
import { postJournal, postReversal } from "./ledger.ts";
import { applyPlan, type HeldLine, holdLine, type LedgerMeasure, recordChange } from "./pledge-rows.ts";
import { openDuties, writePledge } from "./pledging.ts";
import { findLine, pledgeWhatIsSent, raiseToHold } from "./promise-to-fill.ts";
import { fillInstalments, matchDuties } from "./sending.ts";

/**
 * What deliveries and obligations do to the ledger, inside their own command. Nothing here asks the policy: the calling command has
 * done so.
 */

/** A signed delivery of money or goods. */
export type Sending = {
  deliveryId: string;
  cityId: string;
  giverId: string;
  receiverId: string;
  partnershipId: string | null;
  kindId: string;
  measure: LedgerMeasure;
  good: string | null;
  quantity: bigint;
  occurredOn: LocalDate;
  /** The promise that the giver named. */
  obligation: PromisedObligation | null;
  channel: TransferChannel;
  voucherNumber: string | null;
};

/**
 * Money or goods leave: finds the pledge line, or makes a pledge equal to what is sent, raises it when more is sent than it
 * promises, writes the Transfer and PROMISED → IN_TRANSIT.
 *
 * @returns how the delivery fills the line's instalments; the caller writes these allocations and claims them.
 */
export async function sendFunds(
  command: Command,
  sending: Sending,
): Promise<{ obligationId: string; claimed: bigint }[]> {
  const lineId = (await findLine(command, sending)) ?? (await pledgeWhatIsSent(command, sending));
  const balances = await raiseToHold(command, await holdLine(command, lineId), sending);
  const line = await holdLine(command, lineId);
  await command.tx.transfer.create({
    data: {
      id: command.newId(),
      cityId: sending.cityId,
      deliveryId: sending.deliveryId,
      pledgeLineId: lineId,
      channel: sending.channel,
      voucherNumber: sending.voucherNumber,
    },
  });
  for (const journal of sendJournals(lineId, sending.quantity, balances).journals) {
    await postJournal(command, journal, causeOf(sending));
  }
  return fillInstalments(line.instalments, sending.quantity, sending.obligation?.id ?? null);
}

const causeOf = ({
  cityId,
  occurredOn,
  deliveryId,
}: Pick<Sending, "cityId" | "occurredOn" | "deliveryId">) => ({
  cityId,
  occurredOn,
  deliveryId,
});

/** The fact that a delivery's money or goods belong to. */
export type SentFunds = { deliveryId: string; cityId: string; pledgeLineId: string; occurredOn: LocalDate };

/** The pledge line of a delivery under lock together with its pledge; null when the delivery moves neither money nor goods. */
export async function lockSentFunds(
  command: Command,
  delivery: { id: string; cityId: string; occurredOn: LocalDate },
): Promise<SentFunds | null> {
  const transfer = await command.tx.transfer.findUnique({
    where: { cityId_deliveryId: { cityId: delivery.cityId, deliveryId: delivery.id } },
  });
  if (!transfer) return null;
  await holdLine(command, transfer.pledgeLineId);
  const { cityId, occurredOn } = delivery;
  return { deliveryId: delivery.id, cityId, pledgeLineId: transfer.pledgeLineId, occurredOn };
}

/**
 * The giver takes a sending back: IN_TRANSIT → PROMISED. What this sending itself had promised (an over-payment, a pledge made
 * by it) is promised no longer. Release the claims first.
 */
export async function withdrawFunds(command: Command, sent: SentFunds, amount: bigint): Promise<void> {
  const { deliveryId, cityId, pledgeLineId } = sent;
  const cause = { deliveryId, cityId, occurredOn: command.today };
  await postJournal(command, withdrawSendJournal(pledgeLineId, amount), cause);
  const raised = await command.tx.posting.aggregate({
    where: { journal: { deliveryId, kind: { in: ["PLEDGE", "RAISE"] } }, account: { type: "PROMISED" } },
    _sum: { amount: true },
  });
  const line = await holdLine(command, pledgeLineId);
  const promisedByIt = raised._sum.amount ?? 0n;
  const rest = unsent(line.instalments);
  const lower = minAmount(promisedByIt, rest);
  if (lower === 0n) return;
  await applyPlan(command, line, planLower(line.instalments, lower), { kind: "CANCEL", reason: "" });
  await recordChange(command, line, {
    kind: "LOWER",
    amount: -lower,
    reason: "",
    journal: lowerJournal(pledgeLineId, lower),
    cause: { deliveryId },
  });
}

/** The receiver attests an arrival: IN_TRANSIT → AVAILABLE, with its Receipt. */
export async function receiveFunds(
  command: Command,
  sent: SentFunds,
  receipt: { acceptanceId: string; amount: bigint; arrivedOn: LocalDate; voucherNumber: string | null },
): Promise<void> {
  const { acceptanceId, amount, arrivedOn } = receipt;
  await writeReceipt(command, sent, receipt);
  await postJournal(command, receiveJournal(sent.pledgeLineId, amount), {
    cityId: sent.cityId,
    deliveryId: sent.deliveryId,
    acceptanceId,
    occurredOn: arrivedOn,
  });
}

async function writeReceipt(
  command: Command,
  sent: SentFunds,
  receipt: { acceptanceId: string; arrivedOn: LocalDate; voucherNumber: string | null },
): Promise<void> {
  await command.tx.receipt.create({
    data: {
      id: command.newId(),
      cityId: sent.cityId,
      acceptanceId: receipt.acceptanceId,
      arrivedOn: toDbDate(receipt.arrivedOn),
      voucherNumber: receipt.voucherNumber,
    },
  });
}

/** An office settles: what arrived → AVAILABLE (with a Receipt), what did not → PROMISED, what is written off → CANCELLED. */
export async function settleFunds(
  command: Command,
  sent: SentFunds,
  settlement: {
    acceptanceId: string;
    disputeId: string | null;
    parts: { arrived: bigint; notArrived: bigint; writtenOff: bigint };
    arrivedOn: LocalDate;
  },
): Promise<void> {
  const { acceptanceId, disputeId, parts, arrivedOn } = settlement;
  if (parts.arrived > 0n) await writeReceipt(command, sent, { acceptanceId, arrivedOn, voucherNumber: null });
  await postJournal(command, settleJournal(sent.pledgeLineId, parts), {
    cityId: sent.cityId,
    deliveryId: sent.deliveryId,
    acceptanceId,
    occurredOn: arrivedOn,
    ...(disputeId ? { disputeId } : {}),
  });
}

/** An acceptance is taken back: its journal is mirrored. LEDGER_INSUFFICIENT names the later journal in the way. */
export async function reverseReceipt(
  command: Command,
  sent: SentFunds,
  acceptance: { reversedId: string; reversalId: string },
): Promise<void> {
  await postReversal(
    command,
    { acceptanceId: acceptance.reversedId },
    {
      cityId: sent.cityId,
      deliveryId: sent.deliveryId,
      acceptanceId: acceptance.reversalId,
      occurredOn: command.today,
    },
  );
}

/** An office waives the unsent rest of one instalment: plan, change row and PROMISED → WAIVED. NOTHING_TO_WAIVE when it is sent. */
export async function waiveInstalment(
  command: Command,
  obligation: { id: string },
  reason: string,
): Promise<void> {
  const line = await lineOfInstalment(command, obligation.id);
  const { amount, changes } = planWaive(line.instalments, obligation.id);
  await applyPlan(command, line, changes, { kind: "WAIVE", reason });
  await recordChange(command, line, {
    kind: "WAIVE",
    amount: -amount,
    reason,
    journal: waiveJournal(line.id, amount),
  });
}

/** The unsent rest of one instalment ends with its cause (the partnership ended): PROMISED → CANCELLED. Nothing unsent: nothing happens. */
export async function cancelInstalment(
  command: Command,
  obligation: { id: string },
  reason: string,
): Promise<void> {
  const line = await lineOfInstalment(command, obligation.id);
  const one = line.instalments.filter((instalment) => instalment.id === obligation.id);
  if (unsent(one) === 0n) return;
  const { amount, changes } = planCancel(one);
  await applyPlan(command, line, changes, { kind: "CANCEL", reason });
  await recordChange(command, line, {
    kind: "CANCEL",
    amount: -amount,
    reason,
    journal: cancelJournal(line.id, amount),
  });
}

async function lineOfInstalment(command: Command, obligationId: string): Promise<HeldLine> {
  const row = await command.tx.obligation.findUnique({
    where: { id: obligationId },
    select: { pledgeLineId: true },
  });
  if (!row?.pledgeLineId) throw Rejection.notFound();
  return holdLine(command, row.pledgeLineId);
}

/** A pledge as an office enters it from paper: one line with one instalment. */
export type EnteredPledge = {
  giverId: string;
  receiverId: string;
  kindId: string;
  measure: LedgerMeasure;
  good: string | null;
  amount: bigint;
  purpose: string;
  pledgedOn: LocalDate;
  dueOn: LocalDate;
};

/** Makes a pledge that was checked before; it answers the open duty of its kind that it falls due within. Returns its id and its lines'. */
export async function enterPledge(
  command: Command,
  of: { cityId: string; partnershipId: string },
  entered: EnteredPledge,
): Promise<string[]> {
  const { kindId, measure, good, amount, dueOn, purpose, pledgedOn, giverId, receiverId } = entered;
  const between = { ...of, giverId, receiverId };
  const instalments = [{ quantity: amount, dueOn }];
  planNew(amount, instalments, pledgedOn);
  const [answersId = null] = matchDuties(
    instalments,
    await openDuties(command, { ...between, kindId, good }),
  );
  const line = { kindId, measure, good, instalments: [{ quantity: amount, dueOn, answersId }] };
  const { id, lineIds } = await writePledge(command, { ...between, purpose, pledgedOn, lines: [line] });
  command.emit(events["pledge.made"], {
    subject: `Pledge:${id}`,
    ...{ giverId, receiverId, partnershipId: of.partnershipId },
    params: { measure, amount: String(amount), lines: "1" },
  });
  return [id, ...lineIds];
}
