import type { Expense, FundReturn } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { optionalUuidOf, uuidOf } from "../../graphql/node-id.ts";
import { answerExpenseQuery } from "./answer-expense-query.ts";
import { attachExpenseEvidence } from "./attach-evidence.ts";
import { attestExpense } from "./attest-expense.ts";
import { confirmReturn, refuseReturn } from "./decide-return.ts";
import { actions, expensesVisibleTo, visibleTo } from "./policy.ts";
import { queryExpense } from "./query-expense.ts";
import { recordExpense } from "./record-expense.ts";
import { reopenAfterReturn } from "./reopen-after-return.ts";
import { reverseExpense } from "./reverse-expense.ts";
import { sendBack } from "./send-back.ts";

type InputBuilder = Parameters<Parameters<typeof builder.inputType>[1]["fields"]>[0];

const readExpense = (id: string, ctx: Context): Promise<Expense | null> =>
  ctx.database.prisma.expense.findFirst({ where: { AND: [{ id }, expensesVisibleTo(requireActor(ctx))] } });
const readReturn = (id: string, ctx: Context): Promise<FundReturn | null> =>
  ctx.database.prisma.fundReturn.findFirst({
    where: { id, pledgeLine: { pledge: visibleTo(requireActor(ctx)) } },
  });

const version = (t: InputBuilder, of: string) =>
  t.int({
    required: false,
    description: `The version of the ${of} that the client has seen; refused when another one stands.`,
  });
const reason = (t: InputBuilder) => t.string({ description: "Why." });
const amount = (t: InputBuilder) => t.field({ type: "BigInt", description: "How much, in minor units." });
const idOfLine = (id: string) => uuidOf("PledgeLine", id);

const ExpenseLineInput = builder.inputType("ExpenseLineInput", {
  description: "The part of a voucher that is paid from one pledge line.",
  fields: (t) => ({
    pledgeLineId: t.id({ description: "The line." }),
    amount: t.field({ type: "BigInt", description: "How much, in minor units." }),
  }),
});

commandField("recordExpense", {
  action: actions["expense.record"],
  type: "Expense",
  description:
    "The receiver records one voucher over one or several pledge lines; another member attests it.",
  input: (t) => ({
    voucherNumber: t.string({ description: "Number of the voucher; once per receiver." }),
    purpose: t.string({ description: "What for." }),
    payee: t.string({ required: false, description: "To whom it was paid." }),
    occurredOn: t.field({ type: "LocalDate", description: "The day of the voucher." }),
    total: t.field({ type: "BigInt", description: "Its amount; the lines sum to it." }),
    lines: t.field({ type: [ExpenseLineInput], description: "Whose money it spends." }),
    evidenceIds: t.idList({ required: false, description: "Uploaded files to put behind it." }),
  }),
  run: (ctx, input) =>
    recordExpense(ctx, {
      ...input,
      lines: input.lines.map((line) => ({ ...line, pledgeLineId: idOfLine(line.pledgeLineId) })),
      evidenceIds: input.evidenceIds?.map((id) => uuidOf("Evidence", id)) ?? null,
    }),
  read: readExpense,
});

commandField("attestExpense", {
  action: actions["expense.attest"],
  type: "Expense",
  description: "The receiver's manager seals a voucher; never the person who recorded it.",
  input: (t) => ({ expenseId: t.id({ description: "The voucher." }), version: version(t, "voucher") }),
  run: (ctx, input) => attestExpense(ctx, { ...input, expenseId: uuidOf("Expense", input.expenseId) }),
  read: readExpense,
});

commandField("queryExpense", {
  action: actions["expense.query"],
  type: "Expense",
  description: "A giver asks about a voucher that spends its money.",
  input: (t) => ({
    expenseId: t.id({ description: "The voucher." }),
    question: t.string({ description: "What the giver wants to know." }),
  }),
  run: (ctx, input) => queryExpense(ctx, { ...input, expenseId: uuidOf("Expense", input.expenseId) }),
  read: readExpense,
});

commandField("answerExpenseQuery", {
  action: actions["expense.answer"],
  type: "Expense",
  description: "The receiver answers a giver's question, once.",
  input: (t) => ({
    queryId: t.id({ description: "The question: `ExpenseQuery:<uuid>`." }),
    answer: t.string({ description: "The answer." }),
  }),
  run: (ctx, input) => answerExpenseQuery(ctx, { ...input, queryId: uuidOf("ExpenseQuery", input.queryId) }),
  read: readExpense,
});

commandField("reverseExpense", {
  action: actions["expense.reverse"],
  type: "Expense",
  description: "A wrong voucher is taken back with its journal; once attested only by the manager.",
  input: (t) => ({
    expenseId: t.id({ description: "The voucher." }),
    version: version(t, "voucher"),
    reason: reason(t),
  }),
  run: (ctx, input) => reverseExpense(ctx, { ...input, expenseId: uuidOf("Expense", input.expenseId) }),
  read: readExpense,
});

commandField("attachExpenseEvidence", {
  action: actions["expense.evidence"],
  type: "Expense",
  description: "The receiver puts more files behind a voucher.",
  input: (t) => ({
    expenseId: t.id({ description: "The voucher." }),
    evidenceIds: t.idList({ description: "Files that the actor uploaded." }),
  }),
  run: (ctx, input) =>
    attachExpenseEvidence(ctx, {
      ...input,
      expenseId: uuidOf("Expense", input.expenseId),
      evidenceIds: input.evidenceIds.map((id) => uuidOf("Evidence", id)),
    }),
  read: readExpense,
});

commandField("sendBack", {
  action: actions["return.send"],
  type: "FundReturn",
  description: "The receiver sends unspent money or goods back to the giver.",
  input: (t) => ({
    pledgeLineId: t.id({ description: "The line it came by." }),
    amount: amount(t),
    reason: reason(t),
    sentOn: t.field({
      type: "LocalDate",
      required: false,
      description: "The day it was sent; today when left out.",
    }),
  }),
  run: (ctx, input) => sendBack(ctx, { ...input, pledgeLineId: idOfLine(input.pledgeLineId) }),
  read: readReturn,
});

commandField("confirmReturn", {
  action: actions["return.decide"],
  type: "FundReturn",
  description: "The giver has it back. It is owed again only if an office says so.",
  input: (t) => ({ fundReturnId: t.id({ description: "The return." }), version: version(t, "return") }),
  run: (ctx, input) =>
    confirmReturn(ctx, { ...input, fundReturnId: uuidOf("FundReturn", input.fundReturnId) }),
  read: readReturn,
});

commandField("refuseReturn", {
  action: actions["return.decide"],
  type: "FundReturn",
  description: "The giver did not get it, or does not take it: it is the receiver's again.",
  input: (t) => ({
    fundReturnId: t.id({ description: "The return." }),
    version: version(t, "return"),
    reason: reason(t),
  }),
  run: (ctx, input) =>
    refuseReturn(ctx, { ...input, fundReturnId: uuidOf("FundReturn", input.fundReturnId) }),
  read: readReturn,
});

commandField("reopenAfterReturn", {
  action: actions["return.reopen"],
  type: "FundReturn",
  description: "An office says that a confirmed return is owed again.",
  input: (t) => ({
    fundReturnId: t.id({ description: "The return." }),
    version: version(t, "return"),
    obligationId: t.id({
      required: false,
      description: "The instalment; the last one that brought something when left out.",
    }),
    reason: reason(t),
  }),
  run: (ctx, input) =>
    reopenAfterReturn(ctx, {
      ...input,
      fundReturnId: uuidOf("FundReturn", input.fundReturnId),
      obligationId: optionalUuidOf("Obligation", input.obligationId),
    }),
  read: readReturn,
});
