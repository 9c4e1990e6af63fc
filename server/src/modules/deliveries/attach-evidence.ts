import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { linkEvidence } from "../evidence/public.ts";
import { takeDelivery } from "./load.ts";
import { actions } from "./policy.ts";

export type AttachDeliveryEvidenceInput = {
  deliveryId: string;
  evidenceIds: readonly string[];
  idempotencyKey?: string | null;
};

/** Either side puts more files behind a delivery, in whatever state but withdrawn. EVIDENCE_NOT_FOUND. */
export function attachDeliveryEvidence(
  ctx: CommandContext,
  input: AttachDeliveryEvidenceInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "delivery.evidence", input }, async (command) => {
    const { delivery, subject } = await takeDelivery(command, input.deliveryId);
    command.require(actions["delivery.evidence"], subject);
    if (delivery.state === "WITHDRAWN") {
      throw Rejection.invalidTransition({ from: delivery.state, allowed: [] });
    }
    if (input.evidenceIds.length === 0)
      throw Rejection.validation([{ path: ["evidenceIds"], code: "REQUIRED" }]);
    await linkEvidence(command, input.evidenceIds, { deliveryId: delivery.id });
    command.audit({
      subjectIds: [delivery.id, ...input.evidenceIds],
      partnershipId: delivery.partnershipId,
      payload: { deliveryId: delivery.id, evidenceIds: input.evidenceIds },
    });
    return { id: delivery.id };
  });
}
