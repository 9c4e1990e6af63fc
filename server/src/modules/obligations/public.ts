import type { ObligationSource, Prisma } from "@gongjian/prisma/client";
import { fromDbDate, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { largerAmount } from "../../kernel/quantity.ts";
import { Rejection } from "../../kernel/result.ts";
import { expectedDuties, openDutiesOf } from "./duties-of-partnerships.ts";
import {
  type AmendmentKind,
  accept,
  amend,
  cancel,
  claim,
  extend,
  free,
  lower,
  raise,
  unaccept,
  unclaim,
  writeOff,
} from "./model.ts";
import {
  inSealedPeriod,
  type LoadedObligation,
  lockOne,
  lockWithAnswered,
  mustNotBeJudged,
  mustNotFallDueInSealed,
  refreshAnswered,
  save,
  saveDecision,
  stepContext,
  toModel,
} from "./rows.ts";
import type { Suspension } from "./state.ts";
import { resume } from "./state.ts";

/**
 * What other modules do to obligations inside their own command. Every function locks the obligation (and the one it
 * answers), loads it afresh, steps it by the model, raises its version, and carries the change on to the one it
 * answers. Refusals are the model's. Nothing here asks the policy: the calling command has done so.
 */

/** An obligation as these functions return it: the row with local dates. */
export type PromisedObligation = LoadedObligation;

export type OpenObligation = {
  cityId: string;
  giverId: string;
  receiverId: string;
  partnershipId?: string | null;
  kindId: string;
  source: ObligationSource;
  quantity: bigint;
  good?: string | null;
  qualifier?: string | null;
  opensOn: LocalDate;
  dueOn: LocalDate;
  /** RULE */
  dutyRuleId?: string | null;
  periodId?: string | null;
  /** AGREEMENT */
  agreementLineId?: string | null;
  /** PLEDGE: the line, and the instalment's position in it from 1. */
  pledgeLineId?: string | null;
  instalment?: number | null;
  /** CLAIM */
  claimId?: string | null;
  /** The obligation that this one answers; same giver, receiver and kind. */
  answersId?: string | null;
};

/** Opens an obligation; what it answers takes its quantity over. NOT_ANSWERABLE, PERIOD_SEALED. */
export async function openObligation(command: Command, open: OpenObligation): Promise<PromisedObligation> {
  if (open.answersId) mustBeAnswerable(await lockOne(command.tx, open.answersId), open);
  const { opensOn, dueOn, ...columns } = open;
  // An instalment follows its pledge: what is sent for an old promise is promised for its day.
  if (open.source !== "PLEDGE")
    await mustNotFallDueInSealed(command, { cityId: open.cityId, periodId: open.periodId ?? null, dueOn });
  const row = await command.tx.obligation.create({
    data: {
      id: command.newId(),
      ...columns,
      opensOn: toDbDate(opensOn),
      dueOn: toDbDate(dueOn),
      originalDueOn: toDbDate(dueOn),
    },
  });
  if (open.answersId) await refreshAnswered(command, open.answersId);
  return toModel(row);
}

/** One promise answers another of the same sides, kind and good; an answer is not answered again (NOT_ANSWERABLE). */
function mustBeAnswerable(target: PromisedObligation, answer: OpenObligation): void {
  const alike =
    target.giverId === answer.giverId &&
    target.receiverId === answer.receiverId &&
    target.kindId === answer.kindId &&
    (target.good ?? null) === (answer.good ?? null);
  if (!alike || target.answersId !== null || target.closure !== null)
    throw Rejection.validation([{ path: ["answersId"], code: "NOT_ANSWERABLE" }]);
}

/** Locks obligations and those they answer in id order, and loads those asked for (in id order; unknown ids are left out). */
export async function lockObligations(
  command: Command,
  ids: readonly string[],
): Promise<PromisedObligation[]> {
  await lockWithAnswered(command.tx, ids);
  const rows = await command.tx.obligation.findMany({
    where: { id: { in: [...ids] } },
    orderBy: { id: "asc" },
  });
  return rows.map(toModel);
}

/** A submitted delivery claims `q` of it. OBLIGATION_CLOSED, OBLIGATION_OVERCLAIMED. */
export async function claimQuantity(
  command: Command,
  obligation: { id: string },
  q: bigint,
): Promise<PromisedObligation> {
  return save(command, claim(await lockOne(command.tx, obligation.id), q));
}

/** A claim falls away: withdrawn, or refused by the settlement. */
export async function unclaimQuantity(
  command: Command,
  obligation: { id: string },
  q: bigint,
): Promise<PromisedObligation> {
  const o = await lockOne(command.tx, obligation.id);
  return save(command, unclaim(o, q, await stepContext(command, o)));
}

/**
 * `q` of what is claimed was accepted. Write the Allocation's `accepted` first: the day on which the obligation was met is
 * computed from its allocations and their deliveries. Full acceptance closes it as MET.
 */
export async function acceptQuantity(
  command: Command,
  obligation: { id: string },
  q: bigint,
): Promise<PromisedObligation> {
  const o = await lockOne(command.tx, obligation.id);
  return save(command, accept(o, q, await stepContext(command, o)));
}

/** An acceptance of `q` is reversed (write the Allocation's `accepted` first); MET opens again. PERIOD_SEALED. */
export async function unacceptQuantity(
  command: Command,
  obligation: { id: string },
  q: bigint,
): Promise<PromisedObligation> {
  const o = await lockOne(command.tx, obligation.id);
  return save(command, unaccept(o, q, await stepContext(command, o)));
}

/** What is still open of a partnership and lacks a claim, in id order; what is fully claimed waits for the other side and is not here. */
export async function openUnclaimed(command: Command, partnershipId: string): Promise<PromisedObligation[]> {
  const rows = await command.tx.obligation.findMany({
    where: { partnershipId, closure: null },
    orderBy: { id: "asc" },
  });
  return rows.map(toModel).filter((o) => free(o) > 0n || o.claimed === 0n);
}

/** A suspension ended: the due dates of what is open move by the days that stood still, each with its amendment row. */
export async function moveDueDates(
  command: Command,
  partnershipId: string,
  suspension: { startsOn: LocalDate; endsOn: LocalDate },
  reason: string,
): Promise<string[]> {
  const moved: string[] = [];
  const rows = await command.tx.obligation.findMany({
    where: { partnershipId, closure: null },
    select: { id: true },
  });
  for (const { id } of rows) {
    const o = await lockOne(command.tx, id);
    const dueOn = resume(o, suspension);
    if (dueOn <= o.dueOn) continue;
    await saveDecision(command, extend(o, dueOn), reason);
    moved.push(id);
  }
  return moved;
}

/** Opens what the rules ask of partnerships in every running period, inside the command that made or changed them. */
export async function openRunningDuties(
  command: Command,
  cityId: string,
  partnershipIds: readonly string[],
): Promise<string[]> {
  return (await openDutiesOf(command, cityId, { partnershipIds })).map((duty) => duty.id);
}

/**
 * A partnership leads for fewer days than before: what it owes as the lead, counted by days, falls to those days, not below what is
 * claimed or answered; cancelled when no day is left and nothing was claimed. Duties asked in full stay.
 */
export async function shortenLeadDuties(
  command: Command,
  cityId: string,
  partnershipId: string,
  reason: string,
): Promise<string[]> {
  const open = await command.tx.obligation.findMany({
    where: {
      partnershipId,
      source: "RULE",
      closure: null,
      dutyRule: { appliesTo: "LEAD", proRating: "DAYS" },
    },
    orderBy: { id: "asc" },
  });
  if (open.length === 0) return [];
  const expected = await expectedDuties(command, cityId, { partnershipIds: [partnershipId] });
  const changed: string[] = [];
  for (const { id, dutyRuleId, periodId } of open) {
    const o = await lockOne(command.tx, id);
    const duty = expected.find((e) => e.dutyRuleId === dutyRuleId && e.periodId === periodId);
    const kept = largerAmount(o.claimed + o.answered, duty ? BigInt(duty.quantity) : 0n);
    if (kept >= o.quantity) continue;
    if (kept === 0n) await cancelObligation(command, o, reason);
    else await changeQuantity(command, o, kept, "AMEND", reason);
    changed.push(id);
  }
  return changed;
}

/** The promise ends with its cause: partnership ended, claim released, pledge cancelled. Writes an amendment row. */
export async function cancelObligation(
  command: Command,
  obligation: { id: string },
  reason: string,
): Promise<PromisedObligation> {
  const o = await lockOne(command.tx, obligation.id);
  return saveDecision(command, cancel(o, await stepContext(command, o)), reason);
}

/**
 * Another quantity by decision, with its amendment row. Higher: `AMEND` (a pledge raised) or `REOPEN` (returned money is owed
 * again). Lower: `AMEND`, `CANCEL`, `WAIVE` of what is free (INSTALMENT_SENT_MORE beyond it), or `WRITE_OFF` after
 * `unclaimQuantity`. Zero closes it (WAIVED, else CANCELLED) and keeps the quantity readable. Equal: nothing happens.
 */
export async function changeQuantity(
  command: Command,
  obligation: { id: string },
  quantity: bigint,
  kind: Exclude<AmendmentKind, "EXTEND">,
  reason: string,
): Promise<PromisedObligation> {
  const o = await lockOne(command.tx, obligation.id);
  if (quantity === o.quantity) return o;
  if (quantity > o.quantity) {
    return saveDecision(
      command,
      raise(o, quantity - o.quantity, kind === "REOPEN" ? "REOPEN" : "AMEND"),
      reason,
    );
  }
  const context = await stepContext(command, o);
  const less = o.quantity - quantity;
  if (kind === "WRITE_OFF") return saveDecision(command, writeOff(o, less, context), reason);
  const by = kind === "CANCEL" || kind === "WAIVE" ? kind : "AMEND";
  return saveDecision(command, lower(o, less, by, context), reason);
}

/** Whether an obligation fell due in what is sealed: it is judged, and what comes to be owed again is owed anew. */
export async function fellDueInSealed(command: Command, obligation: { id: string }): Promise<boolean> {
  return inSealedPeriod(command.tx, await lockOne(command.tx, obligation.id));
}

/**
 * `q` of what was accepted for an answer went back and is owed again: what it answers is owed again by as much as it then lacks.
 * A duty that is sealed, waived or cancelled stays as it is.
 */
export async function oweAnsweredAgain(
  command: Command,
  answeredId: string,
  q: bigint,
  reason: string,
): Promise<void> {
  const o = await lockOne(command.tx, answeredId);
  if ((o.closure !== null && o.closure !== "MET") || (await inSealedPeriod(command.tx, o))) return;
  const { acceptedByAnswers = 0n } = await stepContext(command, o);
  const spare = largerAmount(0n, o.accepted + acceptedByAnswers - o.quantity);
  if (q > spare) await changeQuantity(command, o, o.quantity + q - spare, "REOPEN", reason);
}

/** Another due date by decision (a pledge rescheduled), with its amendment row; `originalDueOn` stays. DUE_BEFORE_OPEN, PERIOD_SEALED. */
export async function changeDueOn(
  command: Command,
  obligation: { id: string },
  dueOn: LocalDate,
  reason: string,
): Promise<PromisedObligation> {
  const o = await lockOne(command.tx, obligation.id);
  if (dueOn === o.dueOn) return o;
  await mustNotBeJudged(command, o, dueOn);
  return saveDecision(command, amend(o, { dueOn }, await stepContext(command, o)), reason);
}

/** What the derived state needs beside the row: the suspension that lasts. */
export const DERIVED_SELECT = {
  partnership: { select: { suspensions: { where: { endsOn: null }, select: { startsOn: true } } } },
} satisfies Prisma.ObligationInclude;

/** What `suspensionsOf` reads. */
export type Suspended = { partnership: { suspensions: { startsOn: Date }[] } | null };

/** The suspension that lasts. */
export function suspensionsOf(row: Suspended): Suspension[] {
  return (row.partnership?.suspensions ?? []).map((s) => ({
    startsOn: fromDbDate(s.startsOn),
    endsOn: null,
  }));
}
