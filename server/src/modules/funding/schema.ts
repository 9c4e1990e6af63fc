import type { Expense, Journal, Pledge, Prisma } from "@gongjian/prisma/client";
import { builder } from "../../graphql/builder.ts";
import { connectionType, type Keyset, pageArgs, readPage } from "../../graphql/connection.ts";
import { requireActor } from "../../graphql/context.ts";
import { uuidIn } from "../../graphql/node-id.ts";
import { toDbDate } from "../../kernel/clock.ts";
import { expensesVisibleTo, visibleTo } from "./policy.ts";
import "./schema-commands.ts";
import "./schema-expense-commands.ts";
import { ExpenseStateEnum } from "./schema-expense.ts";
import "./schema-pledge.ts";

const newestPledgeFirst: Keyset<Pledge> = [
  { column: "createdAt", direction: "desc", type: "date" },
  { column: "id", direction: "desc", type: "text" },
];
const PledgeConnection = connectionType<Pledge>("Pledge");

const PledgeFilter = builder.inputType("PledgeFilter", {
  description: "Which pledges; what is absent does not narrow.",
  fields: (t) => ({
    partnershipId: t.id({ required: false, description: "Of one partnership." }),
    giverId: t.id({ required: false, description: "Made by one unit." }),
    receiverId: t.id({ required: false, description: "Made to one receiver." }),
  }),
});

builder.queryField("pledges", (t) =>
  t.field({
    type: PledgeConnection,
    description: "Pledges that the actor may see, newest first.",
    args: {
      ...pageArgs(),
      filter: t.arg({ type: PledgeFilter, required: false, description: "Which of them." }),
    },
    resolve: async (_root, args, ctx, info) => {
      const { partnershipId, giverId, receiverId } = args.filter ?? {};
      const where: Prisma.PledgeWhereInput = {
        AND: [
          visibleTo(requireActor(ctx)),
          partnershipId ? { partnershipId: uuidIn("Partnership", partnershipId) } : {},
          giverId ? { giverId: uuidIn("Organization", giverId) } : {},
          receiverId ? { receiverId: uuidIn("Organization", receiverId) } : {},
        ],
      };
      return readPage<Pledge>(ctx.database.prisma.pledge, newestPledgeFirst, { args, ctx, info, where });
    },
  }),
);

const latestExpenseFirst: Keyset<Expense> = [
  { column: "occurredOn", direction: "desc", type: "date" },
  { column: "id", direction: "desc", type: "text" },
];
const ExpenseConnection = connectionType<Expense>("Expense");

const ExpenseFilter = builder.inputType("ExpenseFilter", {
  description: "Which vouchers; what is absent does not narrow.",
  fields: (t) => ({
    partnershipId: t.id({ required: false, description: "That spend what came through one partnership." }),
    pledgeLineId: t.id({ required: false, description: "That spend from one pledge line." }),
    receiverId: t.id({ required: false, description: "Of one receiver." }),
    states: t.field({ type: [ExpenseStateEnum], required: false, description: "In one of these states." }),
    queried: t.boolean({ required: false, description: "With a question that waits for its answer." }),
    from: t.field({ type: "LocalDate", required: false, description: "On this day or later." }),
    to: t.field({ type: "LocalDate", required: false, description: "On this day or earlier." }),
  }),
});

builder.queryField("expenses", (t) =>
  t.field({
    type: ExpenseConnection,
    description: "Vouchers that the actor may see, the latest first.",
    args: {
      ...pageArgs(),
      filter: t.arg({ type: ExpenseFilter, required: false, description: "Which of them." }),
    },
    resolve: async (_root, args, ctx, info) => {
      const { partnershipId, pledgeLineId, receiverId, states, queried, from, to } = args.filter ?? {};
      const where: Prisma.ExpenseWhereInput = {
        AND: [
          expensesVisibleTo(requireActor(ctx)),
          partnershipId
            ? {
                lines: {
                  some: { pledgeLine: { pledge: { partnershipId: uuidIn("Partnership", partnershipId) } } },
                },
              }
            : {},
          pledgeLineId ? { lines: { some: { pledgeLineId: uuidIn("PledgeLine", pledgeLineId) } } } : {},
          receiverId ? { receiverId: uuidIn("Organization", receiverId) } : {},
          states ? { state: { in: states } } : {},
          queried ? { queries: { some: { answeredAt: null } } } : {},
          from ? { occurredOn: { gte: toDbDate(from) } } : {},
          to ? { occurredOn: { lte: toDbDate(to) } } : {},
        ],
      };
      return readPage<Expense>(ctx.database.prisma.expense, latestExpenseFirst, { args, ctx, info, where });
    },
  }),
);

const newestJournalFirst: Keyset<Journal> = [
  { column: "recordedAt", direction: "desc", type: "date" },
  { column: "id", direction: "desc", type: "text" },
];
const JournalConnection = connectionType<Journal>("Journal");

builder.queryField("journals", (t) =>
  t.field({
    type: JournalConnection,
    description: "The journals of one pledge line, newest first: every movement behind its numbers.",
    args: { ...pageArgs(), pledgeLineId: t.arg.id({ required: true, description: "The pledge line." }) },
    resolve: async (_root, args, ctx, info) => {
      const pledge = visibleTo(requireActor(ctx));
      const pledgeLineId = uuidIn("PledgeLine", args.pledgeLineId);
      const where: Prisma.JournalWhereInput = {
        postings: { some: { account: { pledgeLineId, pledgeLine: { pledge } } } },
      };
      return readPage<Journal>(ctx.database.prisma.journal, newestJournalFirst, { args, ctx, info, where });
    },
  }),
);
