import type { Appeal, AppealEntryKind } from "@gongjian/prisma/client";
import { fromDbDate, type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { OrganizationRef, Subject } from "../../kernel/policy.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import { loadCalendar, loadSettings } from "../cities/public.ts";
import { type PlacedOrganization, refOf } from "../organizations/public.ts";
import { dueOn } from "./model.ts";
import { visibleTo } from "./policy.ts";

const PLACED = { include: { division: { select: { path: true } } } } as const;
const INCLUDE = { receiver: PLACED, passedTo: PLACED } as const;

/** An appeal locked for change, with its community and the office it was passed to. */
export type AppealInHand = Omit<Appeal, "answerDueOn"> & {
  answerDueOn: LocalDate | null;
  receiver: PlacedOrganization;
  passedTo: PlacedOrganization | null;
};

/** Locks an appeal and loads it; not found outside of what the actor may see. Residents are known by their code alone. */
export async function takeAppeal(
  command: Command,
  id: string,
  version?: number | null,
): Promise<AppealInHand> {
  const { actor, tx } = command;
  if (actor.kind === "PUBLIC") throw Rejection.notFound();
  await lockRows(tx, "Appeal", [id]);
  const scope =
    actor.kind === "PERSON" ? visibleTo(actor) : actor.cityId === null ? {} : { cityId: actor.cityId };
  const row = await tx.appeal.findFirst({ where: { AND: [{ id }, scope] }, include: INCLUDE });
  if (!row) throw Rejection.notFound();
  requireVersion(row, version);
  return inHand(row);
}

/** Locks the appeal that a code leads to, and the one it was merged into. */
export async function takeFollowed(
  command: Command,
  followHash: string,
): Promise<{ own: AppealInHand; standing: AppealInHand }> {
  const { tx } = command;
  const found = await tx.appeal.findUnique({
    where: { followHash },
    select: { id: true, mergedIntoId: true },
  });
  if (!found) throw Rejection.notFound();
  const ids = [found.id, ...(found.mergedIntoId ? [found.mergedIntoId] : [])];
  await lockRows(tx, "Appeal", ids);
  const rows = await tx.appeal.findMany({ where: { id: { in: ids } }, include: INCLUDE });
  const own = rows.find(({ id }) => id === found.id);
  const standing = rows.find(({ id }) => id === own?.mergedIntoId) ?? own;
  if (!own || !standing || own.cityId !== command.actor.cityId) throw Rejection.notFound();
  return { own: inHand(own), standing: inHand(standing) };
}

/** Locks the appeal that a help request stands for; undefined for a request of another origin. */
export async function takeBehindRequest(
  command: Command,
  { id: helpRequestId, cityId }: { id: string; cityId: string },
): Promise<AppealInHand | undefined> {
  const found = await command.tx.appeal.findUnique({
    where: { cityId_helpRequestId: { cityId, helpRequestId } },
    select: { id: true },
  });
  if (!found) return undefined;
  await lockRows(command.tx, "Appeal", [found.id]);
  return inHand(await command.tx.appeal.findUniqueOrThrow({ where: { id: found.id }, include: INCLUDE }));
}

function inHand<Row extends { answerDueOn: Date | null }>(row: Row) {
  return { ...row, answerDueOn: row.answerDueOn && fromDbDate(row.answerDueOn) };
}

/** What the policy needs to know of an appeal: its community, and the office whose turn it was. */
export function subjectOf(appeal: {
  cityId: string;
  receiver: PlacedOrganization;
  passedTo: PlacedOrganization | null;
}): Subject & { receiver: OrganizationRef } {
  return {
    cityId: appeal.cityId,
    receiver: refOf(appeal.receiver),
    ...(appeal.passedTo ? { organization: refOf(appeal.passedTo) } : {}),
  };
}

/** Writes an appeal as a step left it, under the next version. */
export async function saveAppeal(command: Command, appeal: AppealInHand): Promise<void> {
  const { state, waitingSince, answerDueOn, escalations, answer, answeredAt, answeredFromId } = appeal;
  const { draftAnswer, draftById, helpRequestId, passedToId, mergedIntoId, notSolvedCount } = appeal;
  await command.tx.appeal.update({
    where: { id: appeal.id },
    data: {
      state,
      waitingSince,
      answerDueOn: answerDueOn && toDbDate(answerDueOn),
      escalations,
      answer,
      answeredAt,
      answeredFromId,
      draftAnswer,
      draftById,
      helpRequestId,
      passedToId,
      mergedIntoId,
      notSolvedCount,
      version: { increment: 1 },
    },
  });
}

/** Writes down what happened, and who did it for which organization. */
export async function writeEntry(
  command: Command,
  appeal: { id: string; cityId: string },
  entry: { kind: AppealEntryKind; text?: string | null; organizationId?: string | null },
): Promise<void> {
  const { actor, tx } = command;
  await tx.appealEntry.create({
    data: {
      id: command.newId(),
      cityId: appeal.cityId,
      appealId: appeal.id,
      kind: entry.kind,
      text: entry.text ?? null,
      organizationId: entry.organizationId ?? null,
      byId: actor.kind === "PERSON" ? actor.personId : null,
      recordedAt: command.now,
    },
  });
}

/** By when an answer that is waited for from today on comes in time, by the city's rule and calendar. */
export async function dueFromToday(command: Command, cityId: string): Promise<LocalDate> {
  const { appealAnswerWorkdays } = await loadSettings(command.tx, cityId, command.today);
  return dueOn(command.today, appealAnswerWorkdays, await loadCalendar(command.tx, cityId));
}
