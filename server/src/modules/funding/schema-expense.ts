import {
  ExpenseState,
  FundReturnState,
  JournalKind,
  LedgerAccountType,
  type Prisma,
} from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { requireActor } from "../../graphql/context.ts";
import { PersonLabel } from "../../graphql/labels.ts";
import type { PersonActor } from "../../kernel/actor.ts";
import { can } from "../../kernel/policy.ts";
import { MeasureEnum } from "../cities/schema.ts";
import { refOf, SIDES_INCLUDE } from "../organizations/public.ts";
import { actions, expensesVisibleTo, visibleTo } from "./policy.ts";
import { PERSON, personLabel } from "./schema-pledge.ts";
import { allowedForExpense } from "./vouchers.ts";

/** Vouchers, returns and the journals behind all money. */

export const ExpenseStateEnum = builder.enumType(ExpenseState, {
  name: "ExpenseState",
  description: "Recorded by one member, attested by another, or reversed.",
});
const ReturnStateEnum = builder.enumType(FundReturnState, {
  name: "FundReturnState",
  description: "Sent back, and what the giver says to it.",
});
const JournalKindEnum = builder.enumType(JournalKind, {
  name: "JournalKind",
  description: "The event that a journal records.",
});
const AccountTypeEnum = builder.enumType(LedgerAccountType, {
  name: "LedgerAccountType",
  description: "The accounts of a pledge line. GIVER is the contra account.",
});

builder.prismaObject("Posting", {
  description: "One signed amount on one account.",
  fields: (t) => ({
    account: t.field({
      type: AccountTypeEnum,
      description: "Which account of the line.",
      select: { account: { select: { type: true } } },
      resolve: (row) => row.account.type,
    }),
    pledgeLineId: t.id({
      description: "Of which pledge line.",
      select: { account: { select: { pledgeLineId: true } } },
      resolve: (row) => `PledgeLine:${row.account.pledgeLineId}`,
    }),
    amount: t.expose("amount", { type: "BigInt", description: "Signed, in minor units." }),
  }),
});

builder.prismaNode("Journal", {
  nullable: true,
  description: "One balanced set of postings. Never changed, corrected by a reversal.",
  id: { field: "id", description: "`Journal:<uuid>`." },
  findUnique: (id, ctx) => ({
    id,
    AND: [{ postings: { some: { account: { pledgeLine: { pledge: visibleTo(requireActor(ctx)) } } } } }],
  }),
  fields: (t) => ({
    kind: t.expose("kind", { type: JournalKindEnum, description: "What it records." }),
    occurredOn: t.expose("occurredOn", { type: "LocalDate", description: "The day of the event." }),
    recordedAt: t.expose("recordedAt", { type: "DateTime", description: "When it was written." }),
    postings: t.relation("postings", {
      args: {},
      query: (_args, ctx) => ({
        where: { account: { pledgeLine: { pledge: visibleTo(requireActor(ctx)) } } },
        orderBy: { id: "asc" },
      }),
      description:
        "From which account to which; of a voucher over several givers' money the lines that the viewer may see.",
    }),
  }),
});

builder.prismaObject("ExpenseLine", {
  description: "The part of a voucher that is paid from one pledge line.",
  fields: (t) => ({
    pledgeLine: t.relation("pledgeLine", { description: "Whose money it is." }),
    amount: t.expose("amount", { type: "BigInt", description: "How much, in minor units." }),
  }),
});

builder.prismaNode("ExpenseQuery", {
  nullable: true,
  description: "A giver's question about a voucher, and the receiver's answer.",
  id: { field: "id", description: "`ExpenseQuery:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [{ expense: expensesVisibleTo(requireActor(ctx)) }] }),
  fields: (t) => ({
    question: t.exposeString("question", { description: "What the giver asks." }),
    askedBy: t.field({
      type: PersonLabel,
      description: "Who asks.",
      select: { askedBy: PERSON },
      resolve: (row) => personLabel(row.askedBy),
    }),
    askedAt: t.expose("createdAt", { type: "DateTime", description: "When." }),
    answer: t.exposeString("answer", {
      nullable: true,
      description: "The receiver's answer; null while it is open.",
    }),
    answeredBy: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who answered.",
      select: { answeredBy: PERSON },
      resolve: (row) => row.answeredBy && personLabel(row.answeredBy),
    }),
    answeredAt: t.expose("answeredAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was answered.",
    }),
  }),
});

const OLDEST_QUERY_FIRST = { orderBy: { createdAt: "asc" } } as const;

/** The lines of a voucher that a viewer may see, in one way for all fields: read in two ways it costs a statement per row. */
const linesSeenBy = (actor: PersonActor) =>
  ({
    where: { pledgeLine: { pledge: visibleTo(actor) } },
    orderBy: { id: "asc" },
  }) satisfies Prisma.Expense$linesArgs;

const expenseAllowed = (actor: PersonActor) =>
  ({
    cityId: true,
    state: true,
    recordedById: true,
    receiver: SIDES_INCLUDE.receiver,
    lines: {
      ...linesSeenBy(actor),
      select: { pledgeLine: { select: { pledge: { select: { giver: SIDES_INCLUDE.giver } } } } },
    },
    queries: { ...OLDEST_QUERY_FIRST, select: { answeredAt: true } },
  }) satisfies Prisma.ExpenseSelect;

type ExpenseAllowed = Prisma.ExpenseGetPayload<{ select: ReturnType<typeof expenseAllowed> }>;

function allowedForViewer(row: ExpenseAllowed, actor: PersonActor): string[] {
  const subject = { cityId: row.cityId, receiver: refOf(row.receiver) };
  const may = (name: keyof typeof actions) => can(actor, actions[name], subject) !== null;
  const asks = row.lines.some(({ pledgeLine }) =>
    can(actor, actions["expense.query"], { ...subject, giver: refOf(pledgeLine.pledge.giver) }),
  );
  const acts: string[] = allowedForExpense(row.state).filter((act) => {
    if (act === "attest") return row.recordedById !== actor.personId && may("expense.attest");
    return may(row.state === "ATTESTED" ? "expense.reverseAttested" : "expense.reverse");
  });
  if (row.state !== "REVERSED" && asks) acts.push("query");
  if (row.queries.some(({ answeredAt }) => answeredAt === null) && may("expense.answer")) acts.push("answer");
  return acts;
}

builder.prismaNode("Expense", {
  nullable: true,
  description: "One voucher of the receiver, recorded by one member and attested by another.",
  id: { field: "id", description: "`Expense:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [expensesVisibleTo(requireActor(ctx))] }),
  fields: (t) => ({
    receiver: t.relation("receiver", { description: "Who spent." }),
    voucherNumber: t.exposeString("voucherNumber", { description: "Number of the voucher." }),
    purpose: t.exposeString("purpose", { description: "What for." }),
    payee: t.exposeString("payee", { nullable: true, description: "To whom it was paid." }),
    occurredOn: t.expose("occurredOn", { type: "LocalDate", description: "The day of the voucher." }),
    total: t.expose("total", { type: "BigInt", description: "Its amount, in minor units." }),
    measure: t.expose("measure", { type: MeasureEnum, description: "Money, or one good." }),
    state: t.expose("state", { type: ExpenseStateEnum, description: "Where it stands." }),
    recordedBy: t.field({
      type: PersonLabel,
      description: "Who recorded it.",
      select: { recordedBy: PERSON },
      resolve: (row) => personLabel(row.recordedBy),
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was recorded." }),
    attestedBy: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who attested it: never who recorded it.",
      select: { attestedBy: PERSON },
      resolve: (row) => row.attestedBy && personLabel(row.attestedBy),
    }),
    attestedAt: t.expose("attestedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was attested.",
    }),
    reversedAt: t.expose("reversedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was reversed.",
    }),
    reverseReason: t.exposeString("reverseReason", { nullable: true, description: "Why it was reversed." }),
    version: t.exposeInt("version", {
      description: "Counts its changes; send it back to notice somebody else's.",
    }),
    lines: t.relation("lines", {
      args: {},
      query: (_args, ctx) => linesSeenBy(requireActor(ctx)),
      description: "The parts of it that the viewer may see: a giver sees what its own money paid.",
    }),
    queries: t.relation("queries", {
      query: OLDEST_QUERY_FIRST,
      description: "Questions and answers, oldest first.",
    }),
    evidence: t.prismaField({
      type: ["Evidence"],
      description: "Files behind it.",
      select: (_args, _ctx, nested) => ({
        evidence: { orderBy: { id: "asc" }, select: { evidence: nested(true) } },
      }),
      resolve: (_query, row) =>
        (row as unknown as { evidence: { evidence: never }[] }).evidence.map((link) => link.evidence),
    }),
    allowed: t.stringList({
      description: "What the viewer may do now: attest, reverse, query, answer.",
      select: (_args, ctx) => expenseAllowed(requireActor(ctx)),
      resolve: (row, _args, ctx) => allowedForViewer(row, requireActor(ctx)),
    }),
  }),
});

const RETURN_ALLOWED = {
  cityId: true,
  state: true,
  sentById: true,
  reopenedAt: true,
  pledgeLine: { select: { pledge: { include: SIDES_INCLUDE } } },
} satisfies Prisma.FundReturnSelect;

builder.prismaNode("FundReturn", {
  nullable: true,
  description: "Money or goods sent back by the receiver; the giver confirms or refuses.",
  id: { field: "id", description: "`FundReturn:<uuid>`." },
  findUnique: (id, ctx) => ({ id, AND: [{ pledgeLine: { pledge: visibleTo(requireActor(ctx)) } }] }),
  fields: (t) => ({
    pledgeLine: t.relation("pledgeLine", { description: "Whose money it is." }),
    amount: t.expose("amount", { type: "BigInt", description: "How much, in minor units." }),
    reason: t.exposeString("reason", { description: "Why it was sent back." }),
    state: t.expose("state", { type: ReturnStateEnum, description: "Where it stands." }),
    sentOn: t.expose("sentOn", { type: "LocalDate", description: "The day it was sent back." }),
    sentBy: t.field({
      type: PersonLabel,
      description: "Who sent it back.",
      select: { sentBy: PERSON },
      resolve: (row) => personLabel(row.sentBy),
    }),
    decidedBy: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who confirmed or refused it.",
      select: { decidedBy: PERSON },
      resolve: (row) => row.decidedBy && personLabel(row.decidedBy),
    }),
    decidedAt: t.expose("decidedAt", { type: "DateTime", nullable: true, description: "When." }),
    refusalReason: t.exposeString("refusalReason", {
      nullable: true,
      description: "Why the giver refused it.",
    }),
    reopenedAt: t.expose("reopenedAt", {
      type: "DateTime",
      nullable: true,
      description: "When an office said that it is owed again; null otherwise.",
    }),
    version: t.exposeInt("version", {
      description: "Counts its changes; send it back to notice somebody else's.",
    }),
    allowed: t.stringList({
      description: "What the viewer may do now: confirm, refuse, reopen.",
      select: RETURN_ALLOWED,
      resolve: (row, _args, ctx) => {
        const actor = requireActor(ctx);
        const { giver, receiver } = row.pledgeLine.pledge;
        const subject = { cityId: row.cityId, giver: refOf(giver), receiver: refOf(receiver) };
        if (
          row.state === "SENT" &&
          row.sentById !== actor.personId &&
          can(actor, actions["return.decide"], subject)
        ) {
          return ["confirm", "refuse"];
        }
        const reopens = row.state === "CONFIRMED" && row.reopenedAt === null;
        return reopens && can(actor, actions["return.reopen"], subject) ? ["reopen"] : [];
      },
    }),
  }),
});
