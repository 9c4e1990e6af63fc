import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { acknowledge, type Side } from "./model.ts";
import { actions } from "./policy.ts";
import { savePartnership, sideOf, subjectOfSide, takePartnership } from "./rows.ts";

export type AcknowledgePartnershipInput = {
  partnershipId: string;
  version?: number | null;
  /** For whom, when the actor has roles on both sides. */
  side?: Side | null;
  idempotencyKey?: string | null;
};

/**
 * A side acknowledges what an office assigned. Shown, and changes nothing else. One person does not do it for both sides.
 *
 * @throws Rejection ALREADY_ACKNOWLEDGED, SAME_PERSON, INVALID_TRANSITION.
 */
export function acknowledgePartnership(
  ctx: CommandContext,
  input: AcknowledgePartnershipInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "partnership.acknowledge", input }, async (command) => {
    const held = await takePartnership(command, input.partnershipId, input.version);
    const { partnership, told } = held;
    const side = sideOf(command, held, input.side);
    command.require(actions["partnership.answer"], subjectOfSide(held, side));
    const { personId } = command.person();
    const acknowledged = acknowledge(partnership, side, personId, command.now);
    if (acknowledged.giverAcknowledgedById === acknowledged.receiverAcknowledgedById)
      throw Rejection.forbidden("SAME_PERSON");
    await savePartnership(command, acknowledged);
    command.emit(events["partnership.acknowledged"], { ...told, params: { side } });
    command.audit({ subjectIds: [partnership.id], partnershipId: partnership.id, payload: { side } });
    return { id: partnership.id };
  });
}
