import type { Pledge, Prisma } from "@gongjian/prisma/client";
import type { Actor } from "../../kernel/actor.ts";
import type { LocalDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { EventPayload } from "../../kernel/events.ts";
import type { Subject } from "../../kernel/policy.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import { lastSealedDay } from "../cities/public.ts";
import { refOf, SIDES_INCLUDE } from "../organizations/public.ts";
import { type HeldLine, holdLines } from "./pledge-rows.ts";
import { expensesVisibleTo, visibleTo } from "./policy.ts";

/** Pledges and vouchers under a command's lock, as far as the actor may see them. */

/** What events about money carry. */
export type Told = Required<Pick<EventPayload, "subject">> &
  Pick<EventPayload, "giverId" | "receiverId"> & { partnershipId: string | null };

export type PledgeInHand = { pledge: Pledge; lines: HeldLine[]; subject: Subject; told: Told };

function pledgeScope(actor: Actor): Prisma.PledgeWhereInput {
  return actor.kind === "PERSON" ? visibleTo(actor) : actor.cityId === null ? {} : { cityId: actor.cityId };
}

/** Locks and loads a pledge with its lines and instalments, in the version the client has seen; not found otherwise. */
export async function takePledge(
  command: Command,
  id: string,
  version?: number | null,
): Promise<PledgeInHand> {
  const { tx, actor } = command;
  await lockRows(tx, "Pledge", [id]);
  const row = await tx.pledge.findFirst({
    where: { AND: [{ id }, pledgeScope(actor)] },
    include: { ...SIDES_INCLUDE, lines: { select: { id: true } } },
  });
  if (!row) throw Rejection.notFound();
  requireVersion(row, version);
  const { giver, receiver, lines, ...pledge } = row;
  return {
    pledge,
    lines: await holdLines(
      command,
      lines.map((line) => line.id),
    ),
    subject: { cityId: pledge.cityId, giver: refOf(giver), receiver: refOf(receiver) },
    told: {
      subject: `Pledge:${id}`,
      giverId: pledge.giverId,
      receiverId: pledge.receiverId,
      partnershipId: pledge.partnershipId,
    },
  };
}

/** Like `takePledge`, by one of its lines. */
export async function takeLine(
  command: Command,
  lineId: string,
  version?: number | null,
): Promise<PledgeInHand & { line: HeldLine }> {
  const { tx, actor } = command;
  const found = await tx.pledgeLine.findFirst({
    where: { id: lineId, pledge: pledgeScope(actor) },
    select: { pledgeId: true },
  });
  if (!found) throw Rejection.notFound();
  const inHand = await takePledge(command, found.pledgeId, version);
  const line = inHand.lines.find((one) => one.id === lineId);
  if (!line) throw Rejection.notFound();
  return { ...inHand, line };
}

/**
 * Like `takeLine`, for what promises more: its partnership is locked first, as the order of locks has it, so that whoever ends
 * the partnership either sees the new promise or has ended it before (`requirePartnershipStands`).
 */
export async function takeLineToRaise(
  command: Command,
  lineId: string,
  version?: number | null,
): Promise<PledgeInHand & { line: HeldLine }> {
  const found = await command.tx.pledgeLine.findFirst({
    where: { id: lineId, pledge: pledgeScope(command.actor) },
    select: { pledge: { select: { partnershipId: true } } },
  });
  await lockRows(command.tx, "Partnership", found?.pledge.partnershipId ? [found.pledge.partnershipId] : []);
  return takeLine(command, lineId, version);
}

/** Nothing more is promised under a partnership that has ended (PARTNERSHIP_NOT_ACTIVE). */
export async function requirePartnershipStands(command: Command, { partnershipId }: Pledge): Promise<void> {
  const ended =
    partnershipId &&
    (await command.tx.partnership.findFirst({ where: { id: partnershipId, state: "ENDED" } }));
  if (ended)
    throw Rejection.invalidTransition({ from: "ENDED", allowed: [], code: "PARTNERSHIP_NOT_ACTIVE" });
}

const EXPENSE_IN_HAND = {
  receiver: SIDES_INCLUDE.receiver,
  lines: {
    include: {
      pledgeLine: { include: { pledge: { include: { giver: SIDES_INCLUDE.giver } } } },
    },
  },
} satisfies Prisma.ExpenseInclude;

export type ExpenseInHand = Prisma.ExpenseGetPayload<{ include: typeof EXPENSE_IN_HAND }>;

/** Locks and loads a voucher that the actor may see, with its lines and the givers behind them. */
export async function takeExpense(
  command: Command,
  id: string,
  version?: number | null,
): Promise<ExpenseInHand> {
  const { tx, actor } = command;
  await lockRows(tx, "Expense", [id]);
  const scope =
    actor.kind === "PERSON"
      ? expensesVisibleTo(actor)
      : actor.cityId === null
        ? {}
        : { cityId: actor.cityId };
  const row = await tx.expense.findFirst({ where: { AND: [{ id }, scope] }, include: EXPENSE_IN_HAND });
  if (!row) throw Rejection.notFound();
  requireVersion(row, version);
  return row;
}

/** The receiver of a voucher, as the policy sees it. */
export function receiverSubject(expense: ExpenseInHand): Subject {
  return { cityId: expense.cityId, receiver: refOf(expense.receiver) };
}

/** One subject for each giver whose money a voucher spends. */
export function giverSubjects(expense: ExpenseInHand): Subject[] {
  const givers = new Map(
    expense.lines.map(({ pledgeLine }) => [pledgeLine.pledge.giverId, pledgeLine.pledge.giver]),
  );
  return [...givers.values()].map((giver) => ({ ...receiverSubject(expense), giver: refOf(giver) }));
}

/** One event payload for each giver whose money a voucher spends, so that all of them are told; its partnership where there is one. */
export function toldGivers(expense: ExpenseInHand): Told[] {
  const pledges = new Map(
    expense.lines.map(({ pledgeLine }) => [pledgeLine.pledge.giverId, pledgeLine.pledge]),
  );
  return [...pledges.values()].map(({ giverId, partnershipId }) => ({
    subject: `Expense:${expense.id}`,
    giverId,
    receiverId: expense.receiverId,
    partnershipId,
  }));
}

/** The partnership of a voucher when all its money comes through one. */
export function partnershipOf(expense: ExpenseInHand): string | null {
  const ids = new Set(expense.lines.map(({ pledgeLine }) => pledgeLine.pledge.partnershipId));
  const [only] = ids;
  return ids.size === 1 ? (only ?? null) : null;
}

/** A day of the books: not in the future, not in what is sealed. DATE_IN_FUTURE, DATE_SEALED at `path`. */
export async function checkBookDay(
  command: Command,
  cityId: string,
  day: LocalDate,
  path: string,
): Promise<void> {
  if (day > command.today) throw Rejection.validation([{ path: [path], code: "DATE_IN_FUTURE" }]);
  const sealed = await lastSealedDay(command.tx, cityId);
  if (sealed !== null && day <= sealed) {
    throw Rejection.validation([{ path: [path], code: "DATE_SEALED", params: { until: sealed } }]);
  }
}
