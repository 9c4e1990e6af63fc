import { builder } from "../../graphql/builder.ts";
import { EvidenceLabel, enumNamed, PersonLabel } from "../../graphql/labels.ts";
import { nodeId } from "../../graphql/node-id.ts";
import { mustDay } from "./schema-snapshot-parts.ts";
import type { ExpenseRow } from "./snapshot-rows.ts";

const ExpenseQuerySnapshot = builder
  .objectRef<ExpenseRow["queries"][number]>("ExpenseQuerySnapshot")
  .implement({
    description: "The giver's question about a voucher, and the answer.",
    fields: (t) => ({
      id: t.id({ description: "`ExpenseQuery:<uuid>`.", resolve: (row) => nodeId("ExpenseQuery", row.id) }),
      question: t.exposeString("question", { description: "The question." }),
      answer: t.exposeString("answer", { nullable: true, description: "The answer." }),
      askedBy: t.field({ type: PersonLabel, description: "Who asked.", resolve: (row) => row.askedBy }),
      answeredBy: t.field({
        type: PersonLabel,
        nullable: true,
        description: "Who answered.",
        resolve: (row) => row.answeredBy,
      }),
      version: t.exposeInt("version", { description: "Counts its changes." }),
    }),
  });

const ExpenseLineSnapshot = builder.objectRef<ExpenseRow["lines"][number]>("ExpenseLineSnapshot").implement({
  description: "The part of a voucher paid from one pledge line.",
  fields: (t) => ({
    pledgeLineId: t.id({
      description: "The pledge line.",
      resolve: (row) => nodeId("PledgeLine", row.pledgeLineId),
    }),
    amount: t.field({
      type: "BigInt",
      description: "How much, minor units.",
      resolve: (row) => BigInt(row.amount),
    }),
  }),
});

export const ExpenseSnapshot = builder.objectRef<ExpenseRow>("ExpenseSnapshot").implement({
  description: "A voucher of the receiver, paid at least partly from this partnership's pledges.",
  fields: (t) => ({
    id: t.id({ description: "`Expense:<uuid>`.", resolve: (row) => nodeId("Expense", row.id) }),
    voucherNumber: t.exposeString("voucherNumber", { description: "Number of the voucher." }),
    purpose: t.exposeString("purpose", { description: "What it was spent on." }),
    payee: t.exposeString("payee", { nullable: true, description: "Who was paid." }),
    occurredOn: t.field({
      type: "LocalDate",
      description: "Date of the voucher.",
      resolve: (row) => mustDay(row.occurredOn),
    }),
    total: t.field({
      type: "BigInt",
      description: "Its total, minor units.",
      resolve: (row) => BigInt(row.total),
    }),
    state: t.field({
      type: enumNamed<ExpenseRow["state"]>("ExpenseState"),
      description: "Where it stands.",
      resolve: (row) => row.state,
    }),
    recordedBy: t.field({
      type: PersonLabel,
      description: "Who recorded it.",
      resolve: (row) => row.recordedBy,
    }),
    attestedBy: t.field({
      type: PersonLabel,
      nullable: true,
      description: "Who attested it.",
      resolve: (row) => row.attestedBy,
    }),
    lines: t.field({
      type: [ExpenseLineSnapshot],
      description: "From which pledge lines.",
      resolve: (row) => row.lines,
    }),
    queries: t.field({
      type: [ExpenseQuerySnapshot],
      description: "The giver's questions.",
      resolve: (row) => row.queries,
    }),
    evidence: t.field({
      type: [EvidenceLabel],
      description: "The files behind it.",
      resolve: (row) => row.evidence,
    }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});
