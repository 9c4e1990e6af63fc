import type { JournalDraft, LedgerAccountType, LineBalances, Posting } from "./model.ts";

/** One builder per event of the ledger: which amount moves from which account to which. */

function move(line: string, from: LedgerAccountType, to: LedgerAccountType, amount: bigint): Posting[] {
  if (amount <= 0n) throw new RangeError(`a journal moves a positive amount, not ${amount}`);
  return [
    { pledgeLineId: line, type: from, amount: -amount },
    { pledgeLineId: line, type: to, amount },
  ];
}

/** A new promise: GIVER → PROMISED. */
export function pledgeJournal(line: string, amount: bigint): JournalDraft {
  return { kind: "PLEDGE", postings: move(line, "GIVER", "PROMISED", amount) };
}

/** More is promised, or an office says that a returned amount is owed again: GIVER → PROMISED. */
export function raiseJournal(line: string, amount: bigint): JournalDraft {
  return { kind: "RAISE", postings: move(line, "GIVER", "PROMISED", amount) };
}

/** Less is promised, of what is not sent: PROMISED → CANCELLED. */
export function lowerJournal(line: string, amount: bigint): JournalDraft {
  return { kind: "LOWER", postings: move(line, "PROMISED", "CANCELLED", amount) };
}

/** The unsent rest of the promise ends: PROMISED → CANCELLED. */
export function cancelJournal(line: string, amount: bigint): JournalDraft {
  return { kind: "CANCEL", postings: move(line, "PROMISED", "CANCELLED", amount) };
}

/** An office waives a part that is not sent: PROMISED → WAIVED. */
export function waiveJournal(line: string, amount: bigint): JournalDraft {
  return { kind: "WAIVE", postings: move(line, "PROMISED", "WAIVED", amount) };
}

/**
 * The giver sends: PROMISED → IN_TRANSIT. What is more than the line still promises is raised first, by a journal of its own
 * in the same command (`raised` is that amount; the instalment plan is raised by it too).
 */
export function sendJournals(
  line: string,
  amount: bigint,
  balances: LineBalances,
): { raised: bigint; journals: JournalDraft[] } {
  const raised = amount > balances.PROMISED ? amount - balances.PROMISED : 0n;
  const send: JournalDraft = { kind: "SEND", postings: move(line, "PROMISED", "IN_TRANSIT", amount) };
  return { raised, journals: raised > 0n ? [raiseJournal(line, raised), send] : [send] };
}

/** The giver withdraws what it said it sent: IN_TRANSIT → PROMISED. What a sending raised stays promised. */
export function withdrawSendJournal(line: string, amount: bigint): JournalDraft {
  return { kind: "WITHDRAW", postings: move(line, "IN_TRANSIT", "PROMISED", amount) };
}

/** The receiver attests that it came, whole or part: IN_TRANSIT → AVAILABLE. */
export function receiveJournal(line: string, amount: bigint): JournalDraft {
  return { kind: "RECEIVE", postings: move(line, "IN_TRANSIT", "AVAILABLE", amount) };
}

/** An office settles a dispute: arrived → AVAILABLE, did not arrive or was mistyped → PROMISED, written off → CANCELLED. */
export function settleJournal(
  line: string,
  parts: { arrived: bigint; notArrived: bigint; writtenOff: bigint },
): JournalDraft {
  const total = parts.arrived + parts.notArrived + parts.writtenOff;
  if (total <= 0n || parts.arrived < 0n || parts.notArrived < 0n || parts.writtenOff < 0n) {
    throw new RangeError("a settlement has no negative part and is not empty");
  }
  const postings: Posting[] = [{ pledgeLineId: line, type: "IN_TRANSIT", amount: -total }];
  if (parts.arrived > 0n) postings.push({ pledgeLineId: line, type: "AVAILABLE", amount: parts.arrived });
  if (parts.notArrived > 0n)
    postings.push({ pledgeLineId: line, type: "PROMISED", amount: parts.notArrived });
  if (parts.writtenOff > 0n)
    postings.push({ pledgeLineId: line, type: "CANCELLED", amount: parts.writtenOff });
  return { kind: "SETTLE", postings };
}

/** One voucher over one or several lines: AVAILABLE → SPENT on each. */
export function spendJournal(lines: readonly { pledgeLineId: string; amount: bigint }[]): JournalDraft {
  return {
    kind: "SPEND",
    postings: lines.flatMap((l) => move(l.pledgeLineId, "AVAILABLE", "SPENT", l.amount)),
  };
}

/** The receiver sends back: AVAILABLE → RETURNING. */
export function sendBackJournal(line: string, amount: bigint): JournalDraft {
  return { kind: "SEND_BACK", postings: move(line, "AVAILABLE", "RETURNING", amount) };
}

/** The giver confirms the return: RETURNING → RETURNED. */
export function returnConfirmedJournal(line: string, amount: bigint): JournalDraft {
  return { kind: "RETURN_CONFIRMED", postings: move(line, "RETURNING", "RETURNED", amount) };
}

/** The giver refuses the return: RETURNING → AVAILABLE. */
export function returnRefusedJournal(line: string, amount: bigint): JournalDraft {
  return { kind: "RETURN_REFUSED", postings: move(line, "RETURNING", "AVAILABLE", amount) };
}
