import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { optionalText } from "../../kernel/result.ts";
import { lockSentFunds, withdrawFunds } from "../funding/public.ts";
import { spreadWithdrawal } from "./allocation.ts";
import { applyAllocations } from "./apply-allocations.ts";
import { events } from "./events.ts";
import { saveDelivery, takeDelivery } from "./load.ts";
import { withdraw } from "./model.ts";
import { actions } from "./policy.ts";

export type WithdrawDeliveryInput = {
  deliveryId: string;
  version?: number | null;
  note?: string | null;
  idempotencyKey?: string | null;
};

/**
 * The giver takes a delivery back before anything of it is accepted: its claims fall away, its money is promised again (and
 * what it had itself promised no longer is), an open dispute ends undecided.
 *
 * @throws Rejection ACCEPTED_ALREADY.
 */
export function withdrawDelivery(ctx: CommandContext, input: WithdrawDeliveryInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "delivery.withdraw", input }, async (command) => {
    const { delivery, subject, allocations, openDispute, occurredOn, told } = await takeDelivery(
      command,
      input.deliveryId,
      input.version,
    );
    command.require(actions["delivery.withdraw"], subject);
    const note = optionalText(input.note, "note");
    const step = withdraw(delivery);
    const signed = delivery.state !== "DRAFT";
    await saveDelivery(command, step.delivery);
    await applyAllocations(command, allocations, spreadWithdrawal(allocations));
    if (step.closesDispute && openDispute) {
      await command.tx.dispute.update({
        where: { id: openDispute.id },
        data: { state: "WITHDRAWN", endedAt: command.now, version: { increment: 1 } },
      });
    }
    const sent = await lockSentFunds(command, { id: delivery.id, cityId: delivery.cityId, occurredOn });
    if (sent) await withdrawFunds(command, sent, delivery.quantity);
    if (signed) command.emit(events["delivery.withdrawn"], told);
    command.audit({
      subjectIds: [delivery.id, ...allocations.map((allocation) => allocation.obligationId)],
      partnershipId: signed ? delivery.partnershipId : null,
      payload: {
        deliveryId: delivery.id,
        quantity: delivery.quantity,
        note: note === null ? null : digestOf(note),
      },
    });
    return { id: delivery.id };
  });
}
