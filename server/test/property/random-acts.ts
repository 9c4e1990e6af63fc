import type { TransferChannel } from "@gongjian/prisma/client";
import { addDays, fromDbDate, type LocalDate, localDate, toDbDate, today } from "../../src/kernel/clock.ts";
import { newId } from "../../src/kernel/ids.ts";
import { Rejection } from "../../src/kernel/result.ts";
import { acceptDelivery } from "../../src/modules/deliveries/accept-delivery.ts";
import { disputeDelivery } from "../../src/modules/deliveries/dispute-delivery.ts";
import { logDelivery } from "../../src/modules/deliveries/log-delivery.ts";
import { reverseAcceptance } from "../../src/modules/deliveries/reverse-acceptance.ts";
import { settleDispute } from "../../src/modules/deliveries/settle-dispute.ts";
import { withdrawDelivery } from "../../src/modules/deliveries/withdraw-delivery.ts";
import { attestExpense } from "../../src/modules/funding/attest-expense.ts";
import { cancelPledge } from "../../src/modules/funding/cancel-pledge.ts";
import { confirmReturn, refuseReturn } from "../../src/modules/funding/decide-return.ts";
import { lowerPledge } from "../../src/modules/funding/lower-pledge.ts";
import { makePledge } from "../../src/modules/funding/make-pledge.ts";
import { raisePledge } from "../../src/modules/funding/raise-pledge.ts";
import { recordExpense } from "../../src/modules/funding/record-expense.ts";
import { reopenAfterReturn } from "../../src/modules/funding/reopen-after-return.ts";
import { reverseExpense } from "../../src/modules/funding/reverse-expense.ts";
import { sendBack } from "../../src/modules/funding/send-back.ts";
import { claimNeed } from "../../src/modules/help-requests/claim-need.ts";
import { closeHelpRequest } from "../../src/modules/help-requests/close-help-request.ts";
import { createHelpRequest } from "../../src/modules/help-requests/create-help-request.ts";
import { reopenHelpRequest } from "../../src/modules/help-requests/reopen-help-request.ts";
import { withdrawClaim } from "../../src/modules/help-requests/withdraw-claim.ts";
import { amendObligation } from "../../src/modules/obligations/amend-obligation.ts";
import { answerReminder } from "../../src/modules/obligations/answer-reminder.ts";
import { askExtension } from "../../src/modules/obligations/ask-extension.ts";
import { createDutyRule } from "../../src/modules/obligations/create-duty-rule.ts";
import { decideExtension } from "../../src/modules/obligations/decide-extension.ts";
import { explainLateness } from "../../src/modules/obligations/explain-lateness.ts";
import { extendObligation } from "../../src/modules/obligations/extend-obligation.ts";
import { openDuties } from "../../src/modules/obligations/open-duties.ts";
import { remind } from "../../src/modules/obligations/remind.ts";
import { waiveObligation } from "../../src/modules/obligations/waive-obligation.ts";
import { acknowledgePartnership } from "../../src/modules/partnerships/acknowledge-partnership.ts";
import { resumePartnership } from "../../src/modules/partnerships/resume-partnership.ts";
import { suspendPartnership } from "../../src/modules/partnerships/suspend-partnership.ts";
import type { TestCity, TestOrganization, TestPerson } from "../world.ts";

/** Everybody who acts on one pair. */
export type Cast = {
  city: TestCity;
  unit: TestOrganization;
  community: TestOrganization;
  partnershipId: string;
  liaison: TestPerson;
  unitManager: TestPerson;
  worker: TestPerson;
  communityManager: TestPerson;
  coordinator: TestPerson;
  officeManager: TestPerson;
};

/** A pair with its people. Offices may be shared by many pairs of a city. */
export async function castOf(city: TestCity, office: TestOrganization): Promise<Cast> {
  const unit = await city.unit();
  const community = await city.community();
  return {
    city,
    unit,
    community,
    partnershipId: await city.partnership(unit, community),
    liaison: await city.person(unit, "LIAISON"),
    unitManager: await city.person(unit, "MANAGER"),
    worker: await city.person(community, "LIAISON"),
    communityManager: await city.person(community, "MANAGER"),
    coordinator: await city.person(office, "COORDINATOR"),
    officeManager: await city.person(office, "MANAGER"),
  };
}

/** The running quarter and what the city asks in it; the acts open the duties of their own pair. */
export async function prepareRules(city: TestCity, manager: TestPerson): Promise<void> {
  await city.world.database.prisma.period.create({
    data: {
      id: newId(),
      cityId: city.id,
      code: "2026Q1",
      kind: "QUARTER",
      opensOn: toDbDate(localDate("2026-01-01")),
      closesOn: toDbDate(localDate("2026-03-31")),
    },
  });
  for (const [code, quantity] of [
    ["FUNDS", 20_000n],
    ["JOINT_ACTIVITY", 2n],
    ["VISIT", 1n],
  ] as const) {
    await createDutyRule(manager.ctx, {
      name: code,
      kindId: city.kinds[code],
      quantity,
      periodKind: "QUARTER",
      appliesTo: "EACH",
      proRating: "FULL",
      validFrom: localDate("2026-01-01"),
    });
  }
}

/** One random act: which, on which of the things there are, and how much. */
export type Draw = { act: number; pick: number; amount: number; days: number; who: number };

type Act = (cast: Cast, draw: Draw) => Promise<unknown>;

/** One of the rows, or undefined when there is none: the act then has nothing to act on. */
function one<Row>(rows: readonly Row[], draw: Draw): Row | undefined {
  return rows[draw.pick % Math.max(1, rows.length)];
}

const money = (draw: Draw) => BigInt(1 + (draw.amount % 30_000));
const day = (cast: Cast): LocalDate => today(cast.city.world.clock);
const db = (cast: Cast) => cast.city.world.database.prisma;
const reason = "random";

async function delivery(cast: Cast, draw: Draw) {
  return one(
    await db(cast).delivery.findMany({
      where: { partnershipId: cast.partnershipId },
      orderBy: { id: "asc" },
    }),
    draw,
  );
}
async function obligation(cast: Cast, draw: Draw) {
  return one(
    await db(cast).obligation.findMany({
      where: { partnershipId: cast.partnershipId },
      orderBy: { id: "asc" },
    }),
    draw,
  );
}
async function line(cast: Cast, draw: Draw) {
  return one(
    await db(cast).pledgeLine.findMany({
      where: { pledge: { partnershipId: cast.partnershipId } },
      orderBy: { id: "asc" },
    }),
    draw,
  );
}
/** A line with money that has arrived, and a part of it. */
async function arrived(cast: Cast, draw: Draw) {
  const accounts = await db(cast).ledgerAccount.findMany({
    where: {
      type: "AVAILABLE",
      balance: { gt: 0 },
      pledgeLine: { pledge: { partnershipId: cast.partnershipId } },
    },
    orderBy: { id: "asc" },
  });
  const account = one(accounts, draw);
  return account && { id: account.pledgeLineId, amount: 1n + (BigInt(draw.amount) % account.balance) };
}
async function need(cast: Cast, draw: Draw) {
  return one(
    await db(cast).need.findMany({
      where: { helpRequest: { receiverId: cast.community.id } },
      orderBy: { id: "asc" },
    }),
    draw,
  );
}

const KINDS = ["FUNDS", "FUNDS", "FUNDS", "GOODS", "JOINT_ACTIVITY", "VOLUNTEER_HOURS", "VISIT"] as const;

/** The kind and quantity of a random act of support. */
function support(cast: Cast, draw: Draw) {
  const code = KINDS[draw.amount % KINDS.length] ?? "FUNDS";
  const quantity = {
    FUNDS: money(draw),
    GOODS: BigInt((1 + (draw.amount % 9)) * 1000),
    JOINT_ACTIVITY: 1n,
    VOLUNTEER_HOURS: 90n,
    VISIT: 1n,
  }[code];
  return { kindId: cast.city.kinds[code], quantity, good: code === "GOODS" ? "lamp" : null };
}

const CHANNELS: TransferChannel[] = ["COMMUNITY", "STREET_BOOKS", "BOUGHT_FOR"];

/** Every act a person may try; whether it is allowed then is the product's to say. */
export const acts: Record<string, Act> = {
  log: (cast, draw) =>
    logDelivery((draw.who % 4 === 0 ? cast.coordinator : cast.liaison).ctx, {
      partnershipId: cast.partnershipId,
      ...support(cast, draw),
      occurredOn: addDays(day(cast), -(draw.days % 12)),
      channel: CHANNELS[draw.who % 3] ?? null,
    }),
  accept: async (cast, draw) => {
    const found = await delivery(cast, draw);
    return (
      found &&
      acceptDelivery((draw.who % 2 ? cast.worker : cast.communityManager).ctx, { deliveryId: found.id })
    );
  },
  acceptPart: async (cast, draw) => {
    const found = await delivery(cast, draw);
    if (!found) return;
    const quantity = BigInt(draw.amount) % found.quantity;
    return acceptDelivery(cast.worker.ctx, { deliveryId: found.id, quantity, reason });
  },
  dispute: async (cast, draw) => {
    const found = await delivery(cast, draw);
    return found && disputeDelivery(cast.worker.ctx, { deliveryId: found.id, reason });
  },
  settle: async (cast, draw) => {
    const found = await delivery(cast, draw);
    if (!found) return;
    const open = await db(cast).dispute.findFirst({ where: { deliveryId: found.id, state: "OPEN" } });
    const disputed = open?.quantity ?? found.quantity;
    const arrived = BigInt(draw.amount) % (disputed + 1n);
    const writtenOff = BigInt(draw.days) % (disputed - arrived + 1n);
    const ctx = (draw.who % 2 ? cast.coordinator : cast.officeManager).ctx;
    return settleDispute(ctx, {
      deliveryId: found.id,
      arrived,
      writtenOff,
      notArrived: disputed - arrived - writtenOff,
      note: reason,
    });
  },
  withdraw: async (cast, draw) => {
    const found = await delivery(cast, draw);
    return found && withdrawDelivery(cast.unitManager.ctx, { deliveryId: found.id });
  },
  reverse: async (cast, draw) => {
    const found = await delivery(cast, draw);
    return found && reverseAcceptance(cast.worker.ctx, { deliveryId: found.id, reason });
  },
  pledge: (cast, draw) =>
    makePledge(cast.unitManager.ctx, {
      partnershipId: cast.partnershipId,
      purpose: reason,
      lines: [
        {
          kindId: cast.city.kinds.FUNDS,
          instalments: [
            { quantity: money(draw), dueOn: addDays(day(cast), draw.days) },
            {
              quantity: money({ ...draw, amount: draw.amount + 7 }),
              dueOn: addDays(day(cast), draw.days + 40),
            },
          ],
        },
      ],
    }),
  raise: async (cast, draw) => {
    const found = await line(cast, draw);
    return found && raisePledge(cast.liaison.ctx, { pledgeLineId: found.id, amount: money(draw), reason });
  },
  lower: async (cast, draw) => {
    const found = await line(cast, draw);
    return (
      found && lowerPledge(cast.unitManager.ctx, { pledgeLineId: found.id, amount: money(draw), reason })
    );
  },
  cancelPledge: async (cast, draw) => {
    const found = await line(cast, draw);
    return found && cancelPledge(cast.unitManager.ctx, { pledgeId: found.pledgeId, reason });
  },
  spend: async (cast, draw) => {
    const found = await arrived(cast, draw);
    if (!found) return;
    return recordExpense(cast.worker.ctx, {
      voucherNumber: `V${draw.amount}-${draw.pick}-${draw.days}`,
      purpose: reason,
      occurredOn: day(cast),
      total: found.amount,
      lines: [{ pledgeLineId: found.id, amount: found.amount }],
    });
  },
  overspend: async (cast, draw) => {
    const found = await line(cast, draw);
    const amount = money(draw) * 1000n;
    const lines = [{ pledgeLineId: found?.id ?? cast.partnershipId, amount }];
    return recordExpense(cast.worker.ctx, {
      voucherNumber: `O${draw.amount}`,
      purpose: reason,
      occurredOn: day(cast),
      total: amount,
      lines,
    }).then(() => {
      throw new Error("more was spent than had arrived");
    });
  },
  attest: async (cast, draw) => {
    const found = one(
      await db(cast).expense.findMany({ where: { receiverId: cast.community.id }, orderBy: { id: "asc" } }),
      draw,
    );
    return found && attestExpense(cast.communityManager.ctx, { expenseId: found.id });
  },
  reverseExpense: async (cast, draw) => {
    const found = one(
      await db(cast).expense.findMany({ where: { receiverId: cast.community.id }, orderBy: { id: "asc" } }),
      draw,
    );
    return found && reverseExpense(cast.communityManager.ctx, { expenseId: found.id, reason });
  },
  sendBack: async (cast, draw) => {
    const found = await arrived(cast, draw);
    return (
      found && sendBack(cast.communityManager.ctx, { pledgeLineId: found.id, amount: found.amount, reason })
    );
  },
  decideReturn: async (cast, draw) => {
    const found = one(
      await db(cast).fundReturn.findMany({
        where: { pledgeLine: { pledge: { partnershipId: cast.partnershipId } } },
        orderBy: { id: "asc" },
      }),
      draw,
    );
    if (!found) return;
    return draw.who % 2
      ? confirmReturn(cast.unitManager.ctx, { fundReturnId: found.id })
      : refuseReturn(cast.unitManager.ctx, { fundReturnId: found.id, reason });
  },
  reopenReturn: async (cast, draw) => {
    const found = one(
      await db(cast).fundReturn.findMany({
        where: { pledgeLine: { pledge: { partnershipId: cast.partnershipId } } },
        orderBy: { id: "asc" },
      }),
      draw,
    );
    return found && reopenAfterReturn(cast.officeManager.ctx, { fundReturnId: found.id, reason });
  },
  openDuties: async (cast) => {
    const period = await db(cast).period.findFirstOrThrow({ where: { cityId: cast.city.id } });
    return openDuties(cast.officeManager.ctx, { periodId: period.id, receiverId: cast.community.id });
  },
  waive: async (cast, draw) => {
    const found = await obligation(cast, draw);
    return found && waiveObligation(cast.officeManager.ctx, { obligationId: found.id, reason });
  },
  amend: async (cast, draw) => {
    const found = await obligation(cast, draw);
    return (
      found &&
      amendObligation(cast.officeManager.ctx, { obligationId: found.id, quantity: money(draw), reason })
    );
  },
  extend: async (cast, draw) => {
    const found = await obligation(cast, draw);
    if (!found) return;
    return extendObligation(cast.officeManager.ctx, {
      obligationId: found.id,
      dueOn: addDays(fromDbDate(found.dueOn), draw.days),
      reason,
    });
  },
  askExtension: async (cast, draw) => {
    const found = await obligation(cast, draw);
    if (!found) return;
    return askExtension(cast.liaison.ctx, {
      obligationId: found.id,
      requestedDueOn: addDays(fromDbDate(found.dueOn), 1 + draw.days),
      reason,
    });
  },
  decideExtension: async (cast, draw) => {
    const found = one(
      await db(cast).extensionRequest.findMany({
        where: { obligation: { partnershipId: cast.partnershipId } },
        orderBy: { id: "asc" },
      }),
      draw,
    );
    return (
      found &&
      decideExtension(cast.officeManager.ctx, {
        extensionId: found.id,
        grant: draw.who % 2 === 0,
        note: reason,
      })
    );
  },
  explain: async (cast, draw) => {
    const found = await obligation(cast, draw);
    return found && explainLateness(cast.liaison.ctx, { obligationId: found.id, text: reason });
  },
  remind: (cast) =>
    remind(cast.coordinator.ctx, { partnershipId: cast.partnershipId, to: "GIVER", text: reason }),
  answerReminder: async (cast, draw) => {
    const found = one(
      await db(cast).reminder.findMany({
        where: { partnershipId: cast.partnershipId },
        orderBy: { id: "asc" },
      }),
      draw,
    );
    return found && answerReminder(cast.liaison.ctx, { reminderId: found.id, answer: reason });
  },
  askForHelp: (cast, draw) => {
    const { kindId, quantity, good } = support(cast, draw);
    return createHelpRequest(cast.worker.ctx, {
      receiverId: cast.community.id,
      title: reason,
      body: reason,
      urgency: "NORMAL",
      open: true,
      needs: [{ kindId, quantity, good, description: reason }],
    });
  },
  claim: async (cast, draw) => {
    const found = await need(cast, draw);
    if (!found) return;
    const quantity = 1n + (BigInt(draw.amount) % found.quantity);
    return claimNeed(cast.liaison.ctx, {
      needId: found.id,
      giverId: cast.unit.id,
      quantity,
      promisedOn: addDays(day(cast), draw.days),
    });
  },
  deliverClaim: async (cast, draw) => {
    const found = one(
      await db(cast).obligation.findMany({
        where: { partnershipId: cast.partnershipId, source: "CLAIM", closure: null },
        orderBy: { id: "asc" },
      }),
      draw,
    );
    if (!found) return;
    const quantity = 1n + (BigInt(draw.amount) % (found.quantity + 1n));
    return logDelivery(cast.liaison.ctx, {
      obligationId: found.id,
      kindId: found.kindId,
      quantity,
      good: found.good,
      occurredOn: day(cast),
    });
  },
  withdrawClaim: async (cast, draw) => {
    const found = one(
      await db(cast).claim.findMany({ where: { partnershipId: cast.partnershipId }, orderBy: { id: "asc" } }),
      draw,
    );
    return found && withdrawClaim(cast.liaison.ctx, { claimId: found.id, reason });
  },
  closeHelp: async (cast, draw) => {
    const found = await need(cast, draw);
    return (
      found &&
      closeHelpRequest(cast.worker.ctx, {
        helpRequestId: found.helpRequestId,
        solved: draw.who % 2 === 0,
        note: reason,
      })
    );
  },
  reopenHelp: async (cast, draw) => {
    const found = await need(cast, draw);
    return (
      found &&
      reopenHelpRequest(cast.worker.ctx, {
        helpRequestId: found.helpRequestId,
        again: [{ needId: found.id, quantity: 1n }],
      })
    );
  },
  acknowledge: (cast, draw) =>
    acknowledgePartnership((draw.who % 2 ? cast.liaison : cast.worker).ctx, {
      partnershipId: cast.partnershipId,
    }),
  suspend: (cast) => suspendPartnership(cast.coordinator.ctx, { partnershipId: cast.partnershipId, reason }),
  resume: (cast) => resumePartnership(cast.coordinator.ctx, { partnershipId: cast.partnershipId }),
};

const names = Object.keys(acts);
/** Acts that set others going, and those that end a chain, come up more often: a history is short. */
const WEIGHTS: Record<string, number> = {
  log: 5,
  accept: 6,
  acceptPart: 2,
  pledge: 2,
  settle: 2,
  resume: 2,
  spend: 4,
  attest: 4,
  reverseExpense: 5,
  openDuties: 3,
  amend: 2,
  askExtension: 2,
  decideExtension: 3,
  sendBack: 4,
  decideReturn: 5,
  reopenReturn: 6,
  askForHelp: 2,
  claim: 2,
  deliverClaim: 2,
  closeHelp: 3,
  reopenHelp: 3,
};
const weighted = names.flatMap((name) => Array<string>(WEIGHTS[name] ?? 1).fill(name));

/** Tries one act. A refusal is an answer; anything else is a defect and is thrown. Returns the act's name and whether it was done. */
export async function tryAct(cast: Cast, draw: Draw): Promise<{ name: string; done: boolean }> {
  const name = weighted[draw.act % weighted.length] ?? "log";
  try {
    const result = await acts[name]?.(cast, draw);
    return { name, done: result !== undefined };
  } catch (error) {
    if (error instanceof Rejection) return { name, done: false };
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
