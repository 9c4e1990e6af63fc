import { builder } from "../../graphql/builder.ts";
import { enumNamed, KindLabel, PersonLabel } from "../../graphql/labels.ts";
import { nodeId } from "../../graphql/node-id.ts";
import { moneyWords } from "../funding/model.ts";
import { balancesOf, type River, type StuckMoney } from "../funding/stuck.ts";
import { mustDay } from "./schema-snapshot-parts.ts";
import type { PledgeRow } from "./snapshot-rows.ts";

type PledgeLineRow = PledgeRow["lines"][number];
const lineWords = (row: PledgeLineRow) => moneyWords(balancesOf(row.accounts));

const FundReturnSnapshot = builder
  .objectRef<PledgeLineRow["returns"][number]>("FundReturnSnapshot")
  .implement({
    description: "Money or goods sent back.",
    fields: (t) => ({
      id: t.id({ description: "`FundReturn:<uuid>`.", resolve: (row) => nodeId("FundReturn", row.id) }),
      amount: t.field({
        type: "BigInt",
        description: "How much, minor units.",
        resolve: (row) => BigInt(row.amount),
      }),
      reason: t.exposeString("reason", { description: "Why." }),
      state: t.field({
        type: enumNamed<"SENT" | "CONFIRMED" | "REFUSED">("FundReturnState"),
        description: "Where it stands.",
        resolve: (row) => row.state,
      }),
      sentOn: t.field({
        type: "LocalDate",
        description: "When it was sent back.",
        resolve: (row) => mustDay(row.sentOn),
      }),
      version: t.exposeInt("version", { description: "Counts its changes." }),
    }),
  });

const PledgeLineSnapshot = builder.objectRef<PledgeLineRow>("PledgeLineSnapshot").implement({
  description: "Money, or one named good, of a pledge, in the words for money.",
  fields: (t) => ({
    id: t.id({ description: "`PledgeLine:<uuid>`.", resolve: (row) => nodeId("PledgeLine", row.id) }),
    kind: t.field({ type: KindLabel, description: "What is pledged.", resolve: (row) => row.kind }),
    good: t.exposeString("good", { nullable: true, description: "The named good." }),
    pledged: t.field({
      type: "BigInt",
      description: "What the giver stands by, minor units.",
      resolve: (row) => lineWords(row).pledged,
    }),
    sent: t.field({
      type: "BigInt",
      description: "Left the giver, minor units.",
      resolve: (row) => lineWords(row).sent,
    }),
    received: t.field({
      type: "BigInt",
      description: "Attested as arrived, minor units.",
      resolve: (row) => lineWords(row).received,
    }),
    spent: t.field({
      type: "BigInt",
      description: "Behind vouchers, minor units.",
      resolve: (row) => lineWords(row).spent,
    }),
    returned: t.field({
      type: "BigInt",
      description: "Back at the giver, minor units.",
      resolve: (row) => lineWords(row).returned,
    }),
    available: t.field({
      type: "BigInt",
      description: "Arrived and not spent, minor units.",
      resolve: (row) => balancesOf(row.accounts).AVAILABLE,
    }),
    waived: t.field({
      type: "BigInt",
      description: "Waived, minor units.",
      resolve: (row) => lineWords(row).waived,
    }),
    cancelled: t.field({
      type: "BigInt",
      description: "Cancelled or written off, minor units.",
      resolve: (row) => lineWords(row).cancelled,
    }),
    returns: t.field({
      type: [FundReturnSnapshot],
      description: "What was sent back.",
      resolve: (row) => row.returns,
    }),
  }),
});

export const PledgeSnapshot = builder.objectRef<PledgeRow>("PledgeSnapshot").implement({
  description: "A promise of money or goods. Its instalments stand among the obligations.",
  fields: (t) => ({
    id: t.id({ description: "`Pledge:<uuid>`.", resolve: (row) => nodeId("Pledge", row.id) }),
    purpose: t.exposeString("purpose", { description: "What it is for." }),
    pledgedOn: t.field({
      type: "LocalDate",
      description: "When it was pledged.",
      resolve: (row) => mustDay(row.pledgedOn),
    }),
    state: t.field({
      type: enumNamed<PledgeRow["state"]>("PledgeState"),
      description: "Active or cancelled.",
      resolve: (row) => row.state,
    }),
    by: t.field({ type: PersonLabel, description: "Who pledged.", resolve: (row) => row.by }),
    lines: t.field({ type: [PledgeLineSnapshot], description: "Its lines.", resolve: (row) => row.lines }),
    version: t.exposeInt("version", { description: "Counts its changes." }),
  }),
});

const StuckMoneyType = builder.objectRef<StuckMoney>("StuckMoney").implement({
  description: "An amount that sits still.",
  fields: (t) => ({
    at: t.exposeString("at", {
      description: "PROMISED_OVERDUE, IN_TRANSIT, DISPUTED, AVAILABLE or RETURNING.",
    }),
    amount: t.expose("amount", { type: "BigInt", description: "How much, fen." }),
    since: t.expose("since", {
      type: "LocalDate",
      description: "Since the oldest part of it has been there.",
    }),
    workdays: t.exposeInt("workdays", { description: "For how many working days." }),
    mustAct: t.exposeString("mustAct", { description: "GIVER, RECEIVER or OFFICE." }),
  }),
});

export const MoneyRiverType = builder.objectRef<River>("MoneyRiver").implement({
  description:
    "The money of a partnership in fen: pledged, sent, received, spent; and what is stuck where. Goods are not in it.",
  fields: (t) => ({
    pledged: t.field({
      type: "BigInt",
      description: "What the giver stands by.",
      resolve: (river) => river.words.pledged,
    }),
    sent: t.field({
      type: "BigInt",
      description: "Left the giver by its own word.",
      resolve: (river) => river.words.sent,
    }),
    received: t.field({
      type: "BigInt",
      description: "Attested by the receiver or settled.",
      resolve: (river) => river.words.received,
    }),
    spent: t.field({
      type: "BigInt",
      description: "Behind vouchers.",
      resolve: (river) => river.words.spent,
    }),
    returned: t.field({
      type: "BigInt",
      description: "Back at the giver.",
      resolve: (river) => river.words.returned,
    }),
    waived: t.field({
      type: "BigInt",
      description: "Waived by the office.",
      resolve: (river) => river.words.waived,
    }),
    cancelled: t.field({
      type: "BigInt",
      description: "Cancelled or written off.",
      resolve: (river) => river.words.cancelled,
    }),
    stuck: t.field({
      type: [StuckMoneyType],
      description: "Where money sits still.",
      resolve: (river) => river.stuck,
    }),
  }),
});
