import type { Delivery } from "@gongjian/prisma/client";
import { fromDbDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import type { Grant } from "../../kernel/policy.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadPartnership } from "../partnerships/public.ts";
import { signingOrganization, takeDelivery } from "./load.ts";
import { checkDay, type Signature, signDraft } from "./log-delivery.ts";
import { actions } from "./policy.ts";

export type SubmitDeliveryInput = Signature & {
  deliveryId: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/** The writer of a draft signs it: from now on it waits for the other side. Refused for another person (NOT_OWN_DRAFT). */
export function submitDelivery(ctx: CommandContext, input: SubmitDeliveryInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "delivery.submit", input }, async (command) => {
    const { delivery, kind, subject, occurredOn } = await takeDelivery(
      command,
      input.deliveryId,
      input.version,
    );
    const grant = command.require(actions["delivery.log"], subject);
    // Two signatures by two persons compares who signed; a draft signed by somebody else would hide who wrote it.
    if (command.person().personId !== delivery.loggedById) throw Rejection.forbidden("NOT_OWN_DRAFT");
    const partnership = delivery.partnershipId
      ? await loadPartnership(command.tx, command.actor, delivery.partnershipId)
      : null;
    const term = partnership
      ? { startsOn: fromDbDate(partnership.startsOn), endsOn: fromDbDate(partnership.endsOn) }
      : null;
    await checkDay(command, delivery.cityId, occurredOn, term);
    if (partnership === null && !input.obligationId) {
      throw Rejection.validation([{ path: ["obligationId"], code: "REQUIRED" }]);
    }
    await signDraft(command, inNameOf(command, grant, delivery), kind, input);
    command.audit({
      subjectIds: [delivery.id, ...(input.obligationId ? [input.obligationId] : [])],
      partnershipId: delivery.partnershipId,
      payload: {
        deliveryId: delivery.id,
        onBehalf: delivery.onBehalf || grant.onBehalfOfId !== null,
        obligationId: input.obligationId ?? null,
        channel: input.channel ?? null,
        evidenceIds: input.evidenceIds ?? [],
      },
    });
    return { id: delivery.id };
  });
}

/** What an office wrote or signs on the giver's behalf is marked for ever, whatever role its writer has had in between. */
function inNameOf(command: Command, grant: Grant, draft: Delivery): Delivery {
  if (draft.onBehalf || grant.onBehalfOfId === null) return draft;
  return { ...draft, onBehalf: true, loggedByOrganizationId: signingOrganization(command, grant) };
}
