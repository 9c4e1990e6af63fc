import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireText, requireVersion } from "../../kernel/result.ts";
import { requireUnsealed } from "../cities/public.ts";
import { takeBackSessionDeliveries } from "../deliveries/public.ts";
import { revokeCertificates } from "../volunteers/public.ts";
import { takePart } from "./load.ts";
import { partsVisibleTo } from "./policy.ts";
import { requireConfirmer, signatureOf, tellHosts } from "./turn.ts";

export type TakeBackConfirmationInput = {
  partId: string;
  version?: number | null;
  reason: string;
  idempotencyKey?: string | null;
};

/**
 * The side that confirmed takes it back, until the period is sealed: its deliveries are reversed, certificates that hold its hours
 * are revoked, and the host may correct the list and report again.
 *
 * @throws Rejection NOT_CONFIRMED, NOT_OWN_ACCEPTANCE, SAME_PERSON, PERIOD_SEALED, REQUIRED at `reason`.
 */
export function takeBackConfirmation(
  ctx: CommandContext,
  input: TakeBackConfirmationInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "attendance.takeBack", input }, async (command) => {
    const part = await takePart(command, input.partId, partsVisibleTo(command.person()));
    const by = signatureOf(command, await requireConfirmer(command, part));
    requireVersion(part, input.version);
    if (part.state !== "CONFIRMED")
      throw Rejection.invalidTransition({ from: part.state, allowed: [], code: "NOT_CONFIRMED" });
    if (part.confirmedByOrganizationId !== by.organizationId) throw Rejection.forbidden("NOT_OWN_ACCEPTANCE");
    const reason = requireText(input.reason, "reason", 500);
    await requireUnsealed(command, part.cityId, part.day);
    await command.tx.sessionPart.update({
      where: { id: part.id },
      data: {
        state: "DISPUTED",
        confirmedById: null,
        confirmedByOrganizationId: null,
        confirmedAt: null,
        disputedById: by.personId,
        disputedAt: command.now,
        disputeReason: reason,
        version: { increment: 1 },
      },
    });
    const { giverId, receiverId, cityId, session } = part;
    const back =
      giverId !== null && receiverId !== null
        ? await takeBackSessionDeliveries(
            command,
            { cityId, id: session.id, giverId, receiverId },
            { ...by, reason },
          )
        : { deliveryIds: [], obligationIds: [] };
    const revoked = await revokeCertificates(command, part.id);
    tellHosts(command, part, "attendance.takenBack");
    command.audit({
      subjectIds: [
        part.id,
        part.report.id,
        session.id,
        ...back.deliveryIds,
        ...back.obligationIds,
        ...revoked,
      ],
      partnershipId: part.partnershipId,
      payload: {
        partId: part.id,
        sessionId: session.id,
        deliveryIds: back.deliveryIds,
        revoked,
        reason: digestOf(reason),
      },
    });
    return { id: part.id };
  });
}
