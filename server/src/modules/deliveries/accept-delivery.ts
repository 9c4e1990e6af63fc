import { digestOf } from "../../kernel/canonical.ts";
import type { LocalDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { lastSealedDay } from "../cities/public.ts";
import { lockSentFunds, receiveFunds } from "../funding/public.ts";
import { spreadAccepted } from "./allocation.ts";
import { applyAllocations } from "./apply-allocations.ts";
import { events } from "./events.ts";
import { saveDelivery, signingOrganization, takeDelivery } from "./load.ts";
import { acceptPart, acceptWhole } from "./model.ts";
import { actions } from "./policy.ts";

export type AcceptDeliveryInput = {
  deliveryId: string;
  version?: number | null;
  /** Only a part arrived; the rest is disputed with the reason. */
  quantity?: bigint | null;
  reason?: string | null;
  /** Money and goods: the day it arrived, today when left out. */
  arrivedOn?: LocalDate | null;
  voucherNumber?: string | null;
  note?: string | null;
  idempotencyKey?: string | null;
};

/**
 * The receiver (or who attests for it) confirms a delivery, whole or a part; never the person who logged it. Fills the claims in
 * due order, and IN_TRANSIT → AVAILABLE with its receipt.
 *
 * @throws Rejection SAME_PERSON, PART_NOT_BETWEEN, REQUIRED at `reason`, and problems of `arrivedOn`.
 */
export function acceptDelivery(ctx: CommandContext, input: AcceptDeliveryInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "delivery.accept", input }, async (command) => {
    const inHand = await takeDelivery(command, input.deliveryId, input.version);
    const { delivery, subject, allocations, occurredOn, told } = inHand;
    const grant = command.require(actions["delivery.accept"], subject);
    const byOrganizationId = signingOrganization(command, grant);
    const { personId } = command.person();
    const whole =
      input.quantity === null || input.quantity === undefined || input.quantity === delivery.quantity;
    const step = whole
      ? { ...acceptWhole(delivery, personId), dispute: null }
      : acceptPart(delivery, input.quantity ?? 0n, input.reason ?? "", personId);
    const sent = await lockSentFunds(command, { id: delivery.id, cityId: delivery.cityId, occurredOn });
    const arrivedOn = input.arrivedOn ?? command.today;
    if (sent) await checkArrival(command, delivery.cityId, arrivedOn, occurredOn);
    await saveDelivery(command, step.delivery);
    const acceptanceId = command.newId();
    await command.tx.acceptance.create({
      data: {
        id: acceptanceId,
        cityId: delivery.cityId,
        deliveryId: delivery.id,
        ...step.acceptance,
        note: input.note?.trim() ? requireText(input.note, "note") : null,
        byId: personId,
        byOrganizationId,
      },
    });
    const reason = step.dispute ? requireText(input.reason ?? "", "reason") : null;
    if (step.dispute && reason !== null) await openDispute(command, delivery, { ...step.dispute, reason });
    await applyAllocations(command, allocations, spreadAccepted(step.acceptance.quantity, allocations));
    if (sent) {
      const voucherNumber = input.voucherNumber?.trim()
        ? requireText(input.voucherNumber, "voucherNumber", 64)
        : null;
      await receiveFunds(command, sent, {
        acceptanceId,
        amount: step.acceptance.quantity,
        arrivedOn,
        voucherNumber,
      });
    }
    const params = { ...told.params, accepted: step.acceptance.quantity.toString() };
    command.emit(events[step.dispute ? "delivery.disputed" : "delivery.accepted"], { ...told, params });
    command.audit({
      subjectIds: [delivery.id, acceptanceId, ...allocations.map((allocation) => allocation.obligationId)],
      partnershipId: delivery.partnershipId,
      payload: {
        deliveryId: delivery.id,
        acceptanceId,
        accepted: step.acceptance.quantity,
        disputed: step.dispute?.quantity ?? 0n,
        arrivedOn: sent ? arrivedOn : null,
        reason: reason === null ? null : digestOf(reason),
      },
    });
    return { id: delivery.id };
  });
}

/** Money arrives on a day not in the future, not before it was sent, and not in what is sealed. */
export async function checkArrival(
  command: Command,
  cityId: string,
  arrivedOn: LocalDate,
  sentOn: LocalDate,
): Promise<void> {
  const problem = (code: string, params?: Record<string, string>) =>
    Rejection.validation([{ path: ["arrivedOn"], code, ...(params ? { params } : {}) }]);
  if (arrivedOn > command.today) throw problem("DATE_IN_FUTURE");
  if (arrivedOn < sentOn) throw problem("ARRIVED_BEFORE_SENT", { sentOn });
  const sealed = await lastSealedDay(command.tx, cityId);
  if (sealed !== null && arrivedOn <= sealed) throw problem("DATE_SEALED", { until: sealed });
}

/** The row of what is disputed; an office settles it. */
export async function openDispute(
  command: Command,
  delivery: { id: string; cityId: string },
  dispute: { quantity: bigint; openedById: string; reason: string },
): Promise<string> {
  const id = command.newId();
  await command.tx.dispute.create({
    data: {
      id,
      cityId: delivery.cityId,
      deliveryId: delivery.id,
      state: "OPEN",
      openedAt: command.now,
      ...dispute,
    },
  });
  return id;
}
