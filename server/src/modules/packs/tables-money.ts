import { accounts, between, expenses, type FactTable, lines, pledges } from "./fact-table.ts";

/** Money and goods: what was pledged, and every movement of it. */
export const MONEY: readonly FactTable[] = [
  {
    name: "pledges",
    table: "Pledge",
    columns: "id giverId receiverId partnershipId purpose pledgedOn state byId createdAt".split(" "),
    stays: ["cityId", "version"],
    where: between("t"),
  },
  {
    name: "pledge-lines",
    table: "PledgeLine",
    columns: ["id", "pledgeId", "kindId", "measure", "good", "sortOrder"],
    stays: ["cityId"],
    where: `t."pledgeId" in ${pledges}`,
  },
  {
    name: "pledge-changes",
    table: "PledgeChange",
    columns: ["id", "pledgeId", "pledgeLineId", "kind", "amount", "reason", "byId", "recordedAt"],
    stays: ["cityId"],
    where: `t."pledgeId" in ${pledges}`,
  },
  {
    name: "ledger-accounts",
    table: "LedgerAccount",
    columns: ["id", "pledgeLineId", "type", "balance"],
    stays: ["cityId"],
    where: `t."pledgeLineId" in ${lines}`,
  },
  {
    name: "journals",
    table: "Journal",
    columns:
      "id kind occurredOn deliveryId acceptanceId disputeId expenseId fundReturnId pledgeChangeId reversesId recordedAt".split(
        " ",
      ),
    stays: ["cityId"],
    where: `t.id in (select x."journalId" from "Posting" x where x."cityId" = $3 and x."accountId" in ${accounts})`,
  },
  {
    name: "postings",
    table: "Posting",
    columns: ["id", "journalId", "accountId", "amount", "recordedAt"],
    stays: ["cityId"],
    where: `t."accountId" in ${accounts}`,
  },
  {
    name: "expenses",
    table: "Expense",
    columns:
      "id receiverId voucherNumber purpose payee occurredOn total measure state recordedById attestedById attestedAt reversedAt reverseReason createdAt".split(
        " ",
      ),
    stays: ["cityId", "version"],
    where: `t.id in ${expenses}`,
  },
  {
    name: "expense-lines",
    table: "ExpenseLine",
    columns: ["id", "expenseId", "pledgeLineId", "amount", "recordedAt"],
    stays: ["cityId"],
    // A voucher may also spend what another giver gave: that part is told to those who may know.
    where: `t."pledgeLineId" in ${lines} or t."expenseId" in (
      select e.id from "Expense" e where e."cityId" = $3 and e."receiverId" = any($2))`,
  },
  {
    name: "expense-queries",
    table: "ExpenseQuery",
    columns: "id expenseId question askedById createdAt answer answeredById answeredAt".split(" "),
    stays: ["cityId", "version"],
    where: `t."expenseId" in ${expenses}`,
  },
  {
    name: "returns",
    table: "FundReturn",
    columns:
      "id pledgeLineId amount reason state sentOn sentById decidedById decidedAt refusalReason reopenedAt createdAt".split(
        " ",
      ),
    stays: ["cityId", "version"],
    where: `t."pledgeLineId" in ${lines}`,
  },
];
