import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { events } from "./events.ts";
import { dueFromToday, saveAppeal, subjectOf, takeAppeal, writeEntry } from "./load.ts";
import { LONGEST, passUp } from "./model.ts";
import { actions } from "./policy.ts";

export type PassAppealUpInput = {
  appealId: string;
  officeId: string;
  reason: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * The community passes an appeal to an office over it, with a reason. The resident's contact stays with the community.
 *
 * @throws Rejection OFFICE_NOT_ABOVE when the organization is no office whose territory covers the community.
 */
export function passAppealUp(ctx: CommandContext, input: PassAppealUpInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "appeal.pass-up", input }, async (command) => {
    const appeal = await takeAppeal(command, input.appealId, input.version);
    command.require(actions["appeal.triage"], subjectOf(appeal));
    const reason = requireText(input.reason, "reason", LONGEST.reason);
    const office = await command.tx.organization.findFirst({
      where: { id: input.officeId, cityId: appeal.cityId, kind: "OFFICE", endedOn: null },
      select: { id: true, division: { select: { path: true } } },
    });
    if (!office || !appeal.receiver.division.path.startsWith(office.division.path))
      throw Rejection.validation([{ path: ["officeId"], code: "OFFICE_NOT_ABOVE" }]);
    await saveAppeal(command, passUp(appeal, office.id, await dueFromToday(command, appeal.cityId)));
    await writeEntry(command, appeal, { kind: "PASSED_UP", text: reason, organizationId: office.id });
    command.emit(events["appeal.passed-up"], {
      subject: `Appeal:${appeal.id}`,
      receiverId: appeal.receiverId,
      organizationId: office.id,
    });
    command.audit({
      subjectIds: [appeal.id, appeal.receiverId, office.id],
      payload: { officeId: office.id, reason: digestOf(reason) },
    });
    return { id: appeal.id };
  });
}
