import type { Obligation as ObligationRow, Prisma } from "@gongjian/prisma/client";
import { dateOf, fromDbDate, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows, type Transaction } from "../../kernel/db.ts";
import { Rejection } from "../../kernel/result.ts";
import { onClaimObligationChanged } from "../help-requests/public.ts";
import { countsOn, type MetDay } from "./met-day.ts";
import { type Amended, answeredSum, free, type Obligation, type StepContext, setAnswered } from "./model.ts";
import { cityRules } from "./public-rules.ts";

/** Obligation rows: locked, loaded, turned into what the model steps on, and written back with their decision. */

/** The row as the model steps on it; steps keep the id and the other columns. */
export type LoadedObligation = Omit<ObligationRow, "opensOn" | "dueOn" | "originalDueOn" | "metOn"> &
  Obligation;

/** A row with its dates as local dates. */
export function toModel(row: ObligationRow): LoadedObligation {
  return {
    ...row,
    opensOn: fromDbDate(row.opensOn),
    dueOn: fromDbDate(row.dueOn),
    originalDueOn: fromDbDate(row.originalDueOn),
    metOn: row.metOn === null ? null : fromDbDate(row.metOn),
  };
}

/** Locks obligations together with those that they answer, in id order. */
export async function lockWithAnswered(tx: Transaction, ids: readonly string[]): Promise<void> {
  const known = await tx.obligation.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, answersId: true },
  });
  const answered = known.flatMap((row) => (row.answersId === null ? [] : [row.answersId]));
  await lockRows(tx, "Obligation", [...ids, ...answered]);
}

/** Locks and loads one obligation by id, whoever asks; commands check what the actor may see before. */
export async function lockOne(tx: Transaction, id: string): Promise<LoadedObligation> {
  await lockWithAnswered(tx, [id]);
  const row = await tx.obligation.findUnique({ where: { id } });
  if (!row) throw Rejection.notFound();
  return toModel(row);
}

/** Whether the obligation falls due in a sealed period of its own kind (of any kind when it has no period). */
export async function inSealedPeriod(
  tx: Transaction,
  o: Pick<LoadedObligation, "cityId" | "periodId" | "dueOn">,
): Promise<boolean> {
  const day = toDbDate(o.dueOn);
  const own = o.periodId === null ? null : await tx.period.findUnique({ where: { id: o.periodId } });
  const sealed = await tx.period.count({
    where: {
      cityId: o.cityId,
      sealedAt: { not: null },
      opensOn: { lte: day },
      closesOn: { gte: day },
      ...(own ? { kind: own.kind } : {}),
    },
  });
  return sealed > 0;
}

/** The accepted parts of obligations, each on the day that counts for it. */
async function metDaysOf(tx: Transaction, cityId: string, ids: readonly string[]): Promise<MetDay[]> {
  const parts = await tx.allocation.findMany({
    where: { obligationId: { in: [...ids] }, accepted: { gt: 0n } },
    select: { accepted: true, delivery: { select: { occurredOn: true, submittedAt: true } } },
  });
  if (parts.length === 0) return [];
  const rules = await cityRules(tx, cityId);
  return parts.map(({ accepted, delivery }) => {
    const occurredOn = fromDbDate(delivery.occurredOn);
    const submittedOn = delivery.submittedAt === null ? occurredOn : dateOf(delivery.submittedAt);
    const window = rules.at(submittedOn).reportingWindowWorkdays;
    return { day: countsOn({ occurredOn, submittedOn }, window, rules.calendar), accepted };
  });
}

/** What a step needs to know around an obligation: accepted parts, its answers, whether its period is sealed. */
export async function stepContext(
  command: Command,
  o: LoadedObligation,
): Promise<StepContext & { answered: bigint }> {
  const answers = (await command.tx.obligation.findMany({ where: { answersId: o.id } })).map(toModel);
  const counted = answers.filter((a) => a.closure === null || a.closure === "MET");
  return {
    at: command.now,
    metDays: await metDaysOf(command.tx, o.cityId, [o.id, ...counted.map((a) => a.id)]),
    acceptedByAnswers: counted.reduce((sum, a) => sum + a.accepted, 0n),
    periodSealed: await inSealedPeriod(command.tx, o),
    answered: answeredSum(answers),
  };
}

/** Writes a stepped obligation, and then what changed for the one that it answers. */
export async function save(command: Command, o: LoadedObligation): Promise<LoadedObligation> {
  const written = await write(command.tx, o);
  if (o.answersId !== null) await refreshAnswered(command, o.answersId);
  return written;
}

async function write(tx: Transaction, o: LoadedObligation): Promise<LoadedObligation> {
  const data: Prisma.ObligationUncheckedUpdateInput = {
    quantity: o.quantity,
    claimed: o.claimed,
    accepted: o.accepted,
    answered: o.answered,
    dueOn: toDbDate(o.dueOn),
    metOn: o.metOn === null ? null : toDbDate(o.metOn),
    closure: o.closure,
    closedAt: o.closedAt,
    version: { increment: 1 },
  };
  return toModel(await tx.obligation.update({ where: { id: o.id }, data }));
}

/** Takes over what the answers of an obligation sum to; closes or reopens it. */
export async function refreshAnswered(command: Command, id: string): Promise<void> {
  const before = await lockOne(command.tx, id);
  const context = await stepContext(command, before);
  const after = setAnswered(before, context.answered, context);
  const same =
    after.answered === before.answered && after.closure === before.closure && after.metOn === before.metOn;
  if (!same) await save(command, after);
}

/**
 * Refuses to judge anew what is sealed (PERIOD_SEALED): a promise that fell due there and lacks no claim, or another one moved there.
 * Instalments stay promised and may be put off, to a day that is not sealed.
 */
export async function mustNotBeJudged(
  command: Command,
  o: LoadedObligation,
  dueOn: LocalDate,
): Promise<void> {
  if (o.source !== "PLEDGE" && free(o) === 0n) await mustNotFallDueInSealed(command, o);
  if (dueOn !== o.dueOn) await mustNotFallDueInSealed(command, { ...o, dueOn });
}

/** Nothing comes to be due in a period that is sealed (PERIOD_SEALED). */
export async function mustNotFallDueInSealed(
  command: Command,
  o: Pick<LoadedObligation, "cityId" | "periodId" | "dueOn">,
): Promise<void> {
  if (await inSealedPeriod(command.tx, o))
    throw Rejection.invalidTransition({ from: "SEALED", allowed: [], code: "PERIOD_SEALED" });
}

/** Writes a decision: the obligation and its amendment row. `by` is the acting person, null for the system. */
export async function saveDecision(
  command: Command,
  amended: Amended<LoadedObligation>,
  reason: string,
): Promise<LoadedObligation> {
  const { amendment, obligation } = amended;
  await command.tx.obligationAmendment.create({
    data: {
      id: command.newId(),
      cityId: obligation.cityId,
      obligationId: obligation.id,
      kind: amendment.kind,
      quantityBefore: amendment.quantityBefore,
      quantityAfter: amendment.quantityAfter,
      dueOnBefore: toDbDate(amendment.dueOnBefore),
      dueOnAfter: toDbDate(amendment.dueOnAfter),
      reason,
      byId: command.actor.kind === "PERSON" ? command.actor.personId : null,
    },
  });
  const saved = await save(command, obligation);
  // What a unit took on of a request follows: what is no longer owed is free for others.
  if (saved.claimId) await onClaimObligationChanged(command, saved.claimId);
  return saved;
}
