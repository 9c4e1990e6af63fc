import type { Prisma } from "@gongjian/prisma/client";
import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import type { Transaction } from "../../kernel/db.ts";
import {
  applyPostings,
  type Balances,
  emptyLine,
  type Journal,
  type JournalDraft,
  type LedgerAccountType,
  type LineBalances,
  ledgerAccountTypes,
  reverseJournal,
} from "./model.ts";

/** The facts that a journal records, and its day. */
export type JournalCause = {
  cityId: string;
  occurredOn: LocalDate;
  deliveryId?: string;
  acceptanceId?: string;
  disputeId?: string;
  expenseId?: string;
  fundReturnId?: string;
  pledgeChangeId?: string;
};

type AccountRow = { id: string; pledgeLineId: string; type: LedgerAccountType; balance: bigint };

/** Opens the accounts of a new pledge line, all empty. */
export async function openAccounts(command: Command, line: { id: string; cityId: string }): Promise<void> {
  await command.tx.ledgerAccount.createMany({
    data: ledgerAccountTypes.map((type) => ({
      id: command.newId(),
      cityId: line.cityId,
      pledgeLineId: line.id,
      type,
    })),
  });
}

/** Locks the accounts of pledge lines in id order and reads their balances. */
async function lockAccounts(tx: Transaction, pledgeLineIds: readonly string[]): Promise<AccountRow[]> {
  return tx.$queryRaw<AccountRow[]>`
    select id, "pledgeLineId", "type"::text as "type", "balance" from "LedgerAccount"
    where "pledgeLineId" = any(${[...new Set(pledgeLineIds)]}::uuid[]) order by id for no key update`;
}

function toBalances(accounts: readonly AccountRow[]): Balances {
  const balances = new Map<string, Record<LedgerAccountType, bigint>>();
  for (const account of accounts) {
    const line = balances.get(account.pledgeLineId) ?? { ...emptyLine };
    line[account.type] = account.balance;
    balances.set(account.pledgeLineId, line);
  }
  return balances;
}

/** The balances of pledge lines under lock until the command ends. */
export async function lockBalances(command: Command, pledgeLineIds: readonly string[]): Promise<Balances> {
  return toBalances(await lockAccounts(command.tx, pledgeLineIds));
}

/** The balances of one pledge line under lock. */
export async function lockLineBalances(command: Command, pledgeLineId: string): Promise<LineBalances> {
  return (await lockBalances(command, [pledgeLineId])).get(pledgeLineId) ?? emptyLine;
}

/**
 * Writes one journal with its postings: every change of the ledger passes here. Locks the accounts, lets the model judge
 * the balances, inserts; the database keeps the balance rows and refuses what does not balance.
 *
 * @throws Rejection LEDGER_INSUFFICIENT when an account would fall below zero.
 */
export async function postJournal(
  command: Command,
  draft: JournalDraft,
  cause: JournalCause,
): Promise<{ id: string }> {
  const accounts = await lockAccounts(
    command.tx,
    draft.postings.map((posting) => posting.pledgeLineId),
  );
  applyPostings(toBalances(accounts), draft.postings);
  return insert(command, draft, cause, accounts);
}

async function insert(
  command: Command,
  draft: JournalDraft,
  cause: JournalCause & { reversesId?: string },
  accounts: readonly AccountRow[],
): Promise<{ id: string }> {
  const { occurredOn, ...links } = cause;
  const idOf = new Map(accounts.map((account) => [`${account.pledgeLineId} ${account.type}`, account.id]));
  const id = command.newId();
  await command.tx.journal.create({
    data: { id, kind: draft.kind, occurredOn: toDbDate(occurredOn), ...links },
  });
  await command.tx.posting.createMany({
    data: draft.postings.map((posting) => {
      const accountId = idOf.get(`${posting.pledgeLineId} ${posting.type}`);
      if (!accountId) throw new Error(`pledge line ${posting.pledgeLineId} has no account ${posting.type}`);
      return { id: command.newId(), cityId: cause.cityId, journalId: id, accountId, amount: posting.amount };
    }),
  });
  return { id };
}

const WITH_POSTINGS = {
  postings: { orderBy: { id: "asc" }, include: { account: { select: { pledgeLineId: true, type: true } } } },
} satisfies Prisma.JournalInclude;

function toModel(row: Prisma.JournalGetPayload<{ include: typeof WITH_POSTINGS }>): Journal {
  return {
    id: row.id,
    kind: row.kind,
    reversesId: row.reversesId,
    postings: row.postings.map(({ account, amount }) => ({ ...account, amount })),
  };
}

/**
 * Writes the mirror of the journal that a fact made.
 *
 * @throws Rejection LEDGER_INSUFFICIENT that names the later journal in the way; JOURNAL_REVERSED.
 */
export async function postReversal(
  command: Command,
  of: { acceptanceId: string } | { expenseId: string },
  cause: JournalCause,
): Promise<{ id: string }> {
  const standing = await command.tx.journal.findFirstOrThrow({
    where: { ...of, reversesId: null, reversedBy: { none: {} } },
    include: WITH_POSTINGS,
  });
  const journal = toModel(standing);
  const lineIds = [...new Set(journal.postings.map((posting) => posting.pledgeLineId))];
  const accounts = await lockAccounts(command.tx, lineIds);
  const history = await command.tx.journal.findMany({
    where: { postings: { some: { account: { pledgeLineId: { in: lineIds } } } } },
    orderBy: [{ recordedAt: "asc" }, { id: "asc" }],
    include: WITH_POSTINGS,
  });
  const { draft } = reverseJournal(journal, toBalances(accounts), history.map(toModel));
  return insert(command, draft, { ...cause, reversesId: journal.id }, accounts);
}
