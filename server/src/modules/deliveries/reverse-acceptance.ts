import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { lastSealedDay } from "../cities/public.ts";
import { lockSentFunds, reverseReceipt } from "../funding/public.ts";
import { spreadReversal } from "./allocation.ts";
import { applyAllocations } from "./apply-allocations.ts";
import { events } from "./events.ts";
import { saveDelivery, signingOrganization, takeDelivery } from "./load.ts";
import { reverse } from "./model.ts";
import { actions } from "./policy.ts";

export type ReverseAcceptanceInput = {
  deliveryId: string;
  version?: number | null;
  reason: string;
  idempotencyKey?: string | null;
};

/**
 * The side that accepted takes its acceptance back, until the period is sealed: the delivery waits again, and its money is in
 * transit again.
 *
 * @throws Rejection SESSION_STANDS for what a confirmed session gave (its confirmation is taken back instead), SETTLEMENT_STANDS, PERIOD_SEALED, NOT_OWN_ACCEPTANCE, LEDGER_INSUFFICIENT naming the later journal in the way.
 */
export function reverseAcceptance(
  ctx: CommandContext,
  input: ReverseAcceptanceInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "delivery.reverse", input }, async (command) => {
    const { delivery, subject, allocations, openDispute, occurredOn, told } = await takeDelivery(
      command,
      input.deliveryId,
      input.version,
    );
    const grant = command.require(actions["delivery.reverse"], subject);
    if (delivery.origin !== "MANUAL") {
      throw Rejection.invalidTransition({ from: delivery.state, allowed: [], code: "SESSION_STANDS" });
    }
    const byOrganizationId = signingOrganization(command, grant);
    const reason = requireText(input.reason, "reason");
    const sealed = await lastSealedDay(command.tx, delivery.cityId);
    const step = reverse(delivery, sealed !== null && occurredOn <= sealed);
    const standing = await command.tx.acceptance.findFirstOrThrow({
      where: { deliveryId: delivery.id, kind: "ACCEPT", reversedBy: { none: {} } },
    });
    if (standing.byOrganizationId !== byOrganizationId) throw Rejection.forbidden("NOT_OWN_ACCEPTANCE");
    await saveDelivery(command, step.delivery);
    const reversalId = command.newId();
    await command.tx.acceptance.create({
      data: {
        id: reversalId,
        cityId: delivery.cityId,
        deliveryId: delivery.id,
        ...step.acceptance,
        note: reason,
        byId: command.person().personId,
        byOrganizationId,
        reversesId: standing.id,
      },
    });
    if (openDispute && step.disputeQuantity !== null) {
      await command.tx.dispute.update({
        where: { id: openDispute.id },
        data: { quantity: step.disputeQuantity, version: { increment: 1 } },
      });
    }
    await applyAllocations(command, allocations, spreadReversal(allocations));
    const sent = await lockSentFunds(command, { id: delivery.id, cityId: delivery.cityId, occurredOn });
    if (sent) await reverseReceipt(command, sent, { reversedId: standing.id, reversalId });
    command.emit(events["delivery.reversed"], told);
    command.audit({
      subjectIds: [delivery.id, reversalId, ...allocations.map((allocation) => allocation.obligationId)],
      partnershipId: delivery.partnershipId,
      payload: {
        deliveryId: delivery.id,
        reversesId: standing.id,
        reversed: standing.quantity,
        reason: digestOf(reason),
      },
    });
    return { id: delivery.id };
  });
}
