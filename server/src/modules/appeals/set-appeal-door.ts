import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { optionalText, Rejection, requireVersion } from "../../kernel/result.ts";
import { loadOrganization, refOf } from "../organizations/public.ts";
import { newDoorCode } from "./codes.ts";
import { events } from "./events.ts";
import { LONGEST } from "./model.ts";
import { actions } from "./policy.ts";

export type SetAppealDoorInput = {
  receiverId: string;
  open: boolean;
  /** Shown to residents while it is closed. */
  notice?: string | null;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * The desk of a community opens or closes its public form. The code in the form's address is made once and stays: posters hang for years.
 *
 * @throws Rejection RECEIVER_KIND when the organization is no community.
 */
export function setAppealDoor(ctx: CommandContext, input: SetAppealDoorInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "appeal.set-door", input }, async (command) => {
    const { tx } = command;
    const receiver = await loadOrganization(tx, command.actor, input.receiverId);
    command.require(actions["appeal.set-door"], { cityId: receiver.cityId, receiver: refOf(receiver) });
    if (receiver.kind !== "COMMUNITY")
      throw Rejection.validation([{ path: ["receiverId"], code: "RECEIVER_KIND" }]);
    const notice = optionalText(input.notice, "notice", LONGEST.notice);
    const { open } = input;
    // Two who open it at the same moment make one.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`appeal door ${receiver.id}`}, 0))`;
    const door = await tx.appealDoor.findFirst({
      where: { cityId: receiver.cityId, receiverId: receiver.id },
    });
    const id = door?.id ?? command.newId();
    if (door) {
      requireVersion(door, input.version);
      await tx.appealDoor.update({ where: { id }, data: { open, notice, version: { increment: 1 } } });
    } else {
      const { cityId, id: receiverId } = receiver;
      await tx.appealDoor.create({
        data: { id, cityId, receiverId, publicCode: newDoorCode(), open, notice },
      });
    }
    command.emit(events["appeal.changed"], { subject: `AppealDoor:${id}`, receiverId: receiver.id });
    command.audit({
      subjectIds: [id, receiver.id],
      payload: { open, notice: notice === null ? null : digestOf(notice) },
    });
    return { id };
  });
}
