import { acceptDelivery } from "../../server/src/modules/deliveries/accept-delivery.ts";
import { disputeDelivery } from "../../server/src/modules/deliveries/dispute-delivery.ts";
import { logDelivery } from "../../server/src/modules/deliveries/log-delivery.ts";
import { settleDispute } from "../../server/src/modules/deliveries/settle-dispute.ts";
import { withdrawDelivery } from "../../server/src/modules/deliveries/withdraw-delivery.ts";
import { answerExpenseQuery } from "../../server/src/modules/funding/answer-expense-query.ts";
import { attestExpense } from "../../server/src/modules/funding/attest-expense.ts";
import { cancelPledge } from "../../server/src/modules/funding/cancel-pledge.ts";
import { confirmReturn, refuseReturn } from "../../server/src/modules/funding/decide-return.ts";
import { lowerPledge } from "../../server/src/modules/funding/lower-pledge.ts";
import { makePledge } from "../../server/src/modules/funding/make-pledge.ts";
import { queryExpense } from "../../server/src/modules/funding/query-expense.ts";
import { raisePledge } from "../../server/src/modules/funding/raise-pledge.ts";
import { recordExpense } from "../../server/src/modules/funding/record-expense.ts";
import { sendBack } from "../../server/src/modules/funding/send-back.ts";
import { handIn } from "./hand-in.ts";
import type { Performers } from "./perform-office.ts";

export type ChainStep =
  | "pledge"
  | "raisePledge"
  | "lowerPledge"
  | "cancelPledge"
  | "deliver"
  | "withdraw"
  | "accept"
  | "dispute"
  | "settle"
  | "spend"
  | "attest"
  | "query"
  | "answerQuery"
  | "sendBack"
  | "confirmReturn"
  | "refuseReturn";

/** Steps of the chain: promised, sent, confirmed, spent, sent back. */
export const chainSteps: Performers<ChainStep> = {
  async pledge(stage, ctx, { key, partnership, purpose, kind, good, instalments }) {
    const { id } = await makePledge(ctx, {
      partnershipId: stage.id(partnership),
      purpose,
      lines: [{ kindId: stage.kind(kind), good: good ?? null, instalments }],
    });
    stage.ids.set(key, id);
    const line = await stage.database.prisma.pledgeLine.findFirstOrThrow({ where: { pledgeId: id } });
    stage.ids.set(`${key}/line`, line.id);
  },

  raisePledge: (stage, ctx, { pledge, amount, dueOn, reason }) =>
    raisePledge(ctx, { pledgeLineId: stage.id(`${pledge}/line`), amount, dueOn, reason }),

  lowerPledge: (stage, ctx, { pledge, amount, reason }) =>
    lowerPledge(ctx, { pledgeLineId: stage.id(`${pledge}/line`), amount, reason }),

  cancelPledge: (stage, ctx, { pledge, reason }) => cancelPledge(ctx, { pledgeId: stage.id(pledge), reason }),

  async deliver(stage, ctx, step) {
    const { key, partnership, kind, quantity, occurredOn, note, good, promise, pictures, draft } = step;
    const { id } = await logDelivery(ctx, {
      partnershipId: stage.id(partnership),
      obligationId: promise ? await stage.obligation(promise) : null,
      kindId: stage.kind(kind),
      quantity,
      good: good ?? null,
      occurredOn,
      note: note ?? null,
      evidenceIds: await handIn(stage, ctx, pictures ?? []),
      draft: draft ?? false,
    });
    stage.ids.set(key, id);
  },

  withdraw: (stage, ctx, { delivery, note }) =>
    withdrawDelivery(ctx, { deliveryId: stage.id(delivery), note }),

  accept: (stage, ctx, { delivery, part, note }) =>
    acceptDelivery(ctx, {
      deliveryId: stage.id(delivery),
      quantity: part?.quantity ?? null,
      reason: part?.reason ?? null,
      note: note ?? null,
    }),

  dispute: (stage, ctx, { delivery, reason }) =>
    disputeDelivery(ctx, { deliveryId: stage.id(delivery), reason }),

  settle: (stage, ctx, { delivery, arrived, notArrived, writtenOff, note }) =>
    settleDispute(ctx, { deliveryId: stage.id(delivery), arrived, notArrived, writtenOff, note }),

  async spend(stage, ctx, { key, pledge, voucherNumber, purpose, payee, amount, occurredOn, pictures }) {
    const { id } = await recordExpense(ctx, {
      voucherNumber,
      purpose,
      payee,
      occurredOn,
      total: amount,
      lines: [{ pledgeLineId: stage.id(`${pledge}/line`), amount }],
      evidenceIds: await handIn(stage, ctx, pictures ?? []),
    });
    stage.ids.set(key, id);
  },

  attest: (stage, ctx, { expense }) => attestExpense(ctx, { expenseId: stage.id(expense) }),

  async query(stage, ctx, { key, expense, question }) {
    await queryExpense(ctx, { expenseId: stage.id(expense), question });
    const query = await stage.database.prisma.expenseQuery.findFirstOrThrow({
      where: { expenseId: stage.id(expense) },
      orderBy: { createdAt: "desc" },
    });
    stage.ids.set(key, query.id);
  },

  answerQuery: (stage, ctx, { query, answer }) =>
    answerExpenseQuery(ctx, { queryId: stage.id(query), answer }),

  async sendBack(stage, ctx, { key, pledge, amount, reason }) {
    const { id } = await sendBack(ctx, { pledgeLineId: stage.id(`${pledge}/line`), amount, reason });
    stage.ids.set(key, id);
  },

  confirmReturn: (stage, ctx, { fundReturn }) => confirmReturn(ctx, { fundReturnId: stage.id(fundReturn) }),

  refuseReturn: (stage, ctx, { fundReturn, reason }) =>
    refuseReturn(ctx, { fundReturnId: stage.id(fundReturn), reason }),
};
