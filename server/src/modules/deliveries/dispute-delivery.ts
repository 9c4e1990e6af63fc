import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { requireText } from "../../kernel/result.ts";
import { openDispute } from "./accept-delivery.ts";
import { events } from "./events.ts";
import { saveDelivery, takeDelivery } from "./load.ts";
import { disputeWhole } from "./model.ts";
import { actions } from "./policy.ts";

export type DisputeDeliveryInput = {
  deliveryId: string;
  version?: number | null;
  reason: string;
  idempotencyKey?: string | null;
};

/** The receiver says that nothing of it arrived as stated: the office's turn. The claims stand until it is settled. SAME_PERSON. */
export function disputeDelivery(ctx: CommandContext, input: DisputeDeliveryInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "delivery.dispute", input }, async (command) => {
    const { delivery, subject, told } = await takeDelivery(command, input.deliveryId, input.version);
    command.require(actions["delivery.dispute"], subject);
    const reason = requireText(input.reason, "reason");
    const step = disputeWhole(delivery, reason, command.person().personId);
    await saveDelivery(command, step.delivery);
    const disputeId = await openDispute(command, delivery, { ...step.dispute, reason });
    command.emit(events["delivery.disputed"], { ...told, params: { ...told.params, accepted: "0" } });
    command.audit({
      subjectIds: [delivery.id, disputeId],
      partnershipId: delivery.partnershipId,
      payload: {
        deliveryId: delivery.id,
        disputeId,
        disputed: step.dispute.quantity,
        reason: digestOf(reason),
      },
    });
    return { id: delivery.id };
  });
}
