import type { Expense, FundReturn, Pledge } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { commandField } from "../../graphql/command-field.ts";
import { type Context, requireActor } from "../../graphql/context.ts";
import { optionalUuidOf, uuidOf } from "../../graphql/node-id.ts";
import { answerExpenseQuery } from "./answer-expense-query.ts";
import { attachExpenseEvidence } from "./attach-evidence.ts";
import { attestExpense } from "./attest-expense.ts";
import { cancelPledge } from "./cancel-pledge.ts";
import { confirmReturn, refuseReturn } from "./decide-return.ts";
import { lowerPledge } from "./lower-pledge.ts";
import { makePledge } from "./make-pledge.ts";
import { actions, expensesVisibleTo, visibleTo } from "./policy.ts";
import { queryExpense } from "./query-expense.ts";
import { raisePledge } from "./raise-pledge.ts";
import { recordExpense } from "./record-expense.ts";
import { reopenAfterReturn } from "./reopen-after-return.ts";
import { reschedulePledge } from "./reschedule-pledge.ts";
import { reverseExpense } from "./reverse-expense.ts";
import { sendBack } from "./send-back.ts";

type InputBuilder = Parameters<Parameters<typeof builder.inputType>[1]["fields"]>[0];

const readPledge = (id: string, ctx: Context): Promise<Pledge | null> =>
  ctx.database.prisma.pledge.findFirst({ where: { AND: [{ id }, visibleTo(requireActor(ctx))] } });
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

const InstalmentInput = builder.inputType("InstalmentInput", {
  description: "One instalment of a new pledge line.",
  fields: (t) => ({
    quantity: t.field({ type: "BigInt", description: "How much, in minor units." }),
    dueOn: t.field({ type: "LocalDate", description: "By when; in the order of the instalments." }),
  }),
});

const PledgeLineInput = builder.inputType("PledgeLineInput", {
  description: "Money, or one named good, of a new pledge.",
  fields: (t) => ({
    kindId: t.id({ description: "A kind of money or goods." }),
    good: t.string({ required: false, description: "GOODS: the name of the good." }),
    instalments: t.field({ type: [InstalmentInput], description: "One or more, at most 24." }),
    answersObligationId: t.id({
      required: false,
      description: "The promise that it answers; chosen among the open duties by due date when left out.",
    }),
  }),
});

commandField("makePledge", {
  action: actions["pledge.make"],
  type: "Pledge",
  description: "A unit promises money or goods in instalments.",
  input: (t) => ({
    partnershipId: t.id({ description: "The partnership." }),
    purpose: t.string({ description: "What it is for." }),
    pledgedOn: t.field({
      type: "LocalDate",
      required: false,
      description: "The day of the promise; today when left out.",
    }),
    lines: t.field({ type: [PledgeLineInput], description: "Money and goods, each its own line." }),
  }),
  run: (ctx, input) =>
    makePledge(ctx, {
      ...input,
      partnershipId: uuidOf("Partnership", input.partnershipId),
      lines: input.lines.map((line) => ({
        ...line,
        kindId: uuidOf("Kind", line.kindId),
        answersObligationId: optionalUuidOf("Obligation", line.answersObligationId),
      })),
    }),
  read: readPledge,
});

commandField("raisePledge", {
  action: actions["pledge.change"],
  type: "Pledge",
  description: "More is promised on one line.",
  input: (t) => ({
    pledgeLineId: t.id({ description: "The line." }),
    version: version(t, "pledge"),
    amount: amount(t),
    dueOn: t.field({
      type: "LocalDate",
      required: false,
      description: "With it a new instalment; else the amount joins the last open one.",
    }),
    reason: t.string({ required: false, description: "Why." }),
  }),
  run: (ctx, input) => raisePledge(ctx, { ...input, pledgeLineId: idOfLine(input.pledgeLineId) }),
  read: readPledge,
});

commandField("lowerPledge", {
  action: actions["pledge.lower"],
  type: "Pledge",
  description: "Less is promised on one line, of what is not sent; taken from the last instalments.",
  input: (t) => ({
    pledgeLineId: t.id({ description: "The line." }),
    version: version(t, "pledge"),
    amount: amount(t),
    reason: reason(t),
  }),
  run: (ctx, input) => lowerPledge(ctx, { ...input, pledgeLineId: idOfLine(input.pledgeLineId) }),
  read: readPledge,
});

commandField("cancelPledge", {
  action: actions["pledge.cancel"],
  type: "Pledge",
  description: "A pledge ends: what is not sent is promised no longer, what was sent goes its way.",
  input: (t) => ({
    pledgeId: t.id({ description: "The pledge." }),
    version: version(t, "pledge"),
    reason: reason(t),
  }),
  run: (ctx, input) => cancelPledge(ctx, { ...input, pledgeId: uuidOf("Pledge", input.pledgeId) }),
  read: readPledge,
});

const RescheduledInstalmentInput = builder.inputType("RescheduledInstalmentInput", {
  description: "One part of the new plan for what is not sent.",
  fields: (t) => ({
    obligationId: t.id({ required: false, description: "The open instalment; a new one when left out." }),
    quantity: t.field({
      type: "BigInt",
      description: "The unsent amount that it shall carry, in minor units.",
    }),
    dueOn: t.field({ type: "LocalDate", description: "By when." }),
  }),
});

commandField("reschedulePledge", {
  action: actions["pledge.change"],
  type: "Pledge",
  description:
    "Another plan for what is not sent of one line. The sum stays; what is overdue only an office extends.",
  input: (t) => ({
    pledgeLineId: t.id({ description: "The line." }),
    version: version(t, "pledge"),
    instalments: t.field({
      type: [RescheduledInstalmentInput],
      description:
        "The whole plan of what is not sent; an open instalment that is left out loses its unsent rest.",
    }),
    reason: reason(t),
  }),
  run: (ctx, input) =>
    reschedulePledge(ctx, {
      ...input,
      pledgeLineId: idOfLine(input.pledgeLineId),
      instalments: input.instalments.map((instalment) => ({
        ...instalment,
        obligationId: optionalUuidOf("Obligation", instalment.obligationId),
      })),
    }),
  read: readPledge,
});

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
