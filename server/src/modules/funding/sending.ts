import type { LocalDate } from "../../kernel/clock.ts";
import { minAmount } from "../../kernel/quantity.ts";
import { type Instalment, unsent } from "./instalments.ts";

/** Which promise a sending of money or goods fills. Pure. */

type Line = { id: string; instalments: readonly Instalment[] };

function firstDue(line: Line): LocalDate | null {
  const open = line.instalments.filter((i) => i.closure === null && i.quantity > i.claimed);
  return open.reduce<LocalDate | null>(
    (first, i) => (first === null || i.dueOn < first ? i.dueOn : first),
    null,
  );
}

/**
 * The pledge line that takes a sending: in due order the first that can hold all of it, else the first of all, which is
 * then raised. Null when no line waits for anything.
 */
export function chooseLine<L extends Line>(lines: readonly L[], amount: bigint): L | null {
  const waiting = lines
    .flatMap((line) => {
      const due = firstDue(line);
      return due === null ? [] : [{ line, due }];
    })
    .sort((a, b) => (a.due !== b.due ? (a.due < b.due ? -1 : 1) : a.line.id < b.line.id ? -1 : 1));
  return (waiting.find(({ line }) => unsent(line.instalments) >= amount) ?? waiting[0])?.line ?? null;
}

/** How a sending fills the instalments of its line: the tapped one first, then in due order. Sums to the amount when the line holds it. */
export function fillInstalments(
  instalments: readonly Instalment[],
  amount: bigint,
  tappedId: string | null,
): { obligationId: string; claimed: bigint }[] {
  const ordered = [...instalments]
    .filter((i) => i.closure === null)
    .sort((a, b) => {
      if ((a.id === tappedId) !== (b.id === tappedId)) return a.id === tappedId ? -1 : 1;
      if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn ? -1 : 1;
      return a.instalment - b.instalment;
    });
  const parts: { obligationId: string; claimed: bigint }[] = [];
  let left = amount;
  for (const i of ordered) {
    const claimed = minAmount(left, i.quantity - i.claimed);
    if (claimed <= 0n) continue;
    parts.push({ obligationId: i.id, claimed });
    left -= claimed;
  }
  return parts;
}

/** A duty that a pledge may answer, with what nobody answers or claims yet. */
export type OpenDuty = { id: string; dueOn: LocalDate; free: bigint };

/**
 * The instalments of a pledge that is made by its sending: one for each open duty that it fills, in due order; what is
 * more than all duties joins the last of them, or stands alone on the day it was sent.
 */
export function planSentPledge(
  amount: bigint,
  duties: readonly OpenDuty[],
  sentOn: LocalDate,
): { quantity: bigint; dueOn: LocalDate; answersId: string | null }[] {
  const parts: { quantity: bigint; dueOn: LocalDate; answersId: string | null }[] = [];
  let left = amount;
  for (const duty of [...duties].sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))) {
    const quantity = minAmount(left, duty.free);
    if (quantity <= 0n) continue;
    parts.push({ quantity, dueOn: duty.dueOn, answersId: duty.id });
    left -= quantity;
  }
  const last = parts.at(-1);
  if (left > 0n && last) last.quantity += left;
  else if (left > 0n) parts.push({ quantity: left, dueOn: sentOn, answersId: null });
  return parts;
}

/**
 * Which open duties the instalments of a new pledge answer: each the earliest duty with something free that it falls due
 * within. An instalment due later than the duty answers nothing: a promise for next year does not excuse this quarter.
 */
export function matchDuties(
  instalments: readonly { quantity: bigint; dueOn: LocalDate }[],
  duties: readonly OpenDuty[],
): (string | null)[] {
  const open = [...duties]
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
    .map((duty) => ({ ...duty }));
  return instalments.map((instalment) => {
    const duty = open.find((one) => one.free > 0n && instalment.dueOn <= one.dueOn);
    if (!duty) return null;
    duty.free -= minAmount(duty.free, instalment.quantity);
    return duty.id;
  });
}
