import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { optionalText } from "../../kernel/result.ts";
import { mustBeEditable } from "./agreement.ts";
import {
  type AgreementInput,
  auditOfLine,
  checkedAttestor,
  checkedLines,
  mustStand,
  takeAgreement,
  writeLines,
} from "./agreement-rows.ts";
import { events } from "./events.ts";
import { actions } from "./policy.ts";

export type ReviseAgreementInput = AgreementInput & {
  agreementId: string;
  version?: number | null;
  idempotencyKey?: string | null;
};

/**
 * Either side rewrites a draft that nobody has signed; the lists are replaced as a whole.
 *
 * @throws Rejection INVALID_TRANSITION, PARTNERSHIP_OVER, validation of the lines.
 */
export function reviseAgreement(ctx: CommandContext, input: ReviseAgreementInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "agreement.revise", input }, async (command) => {
    const { tx } = command;
    const { held, agreement, signatures } = await takeAgreement(command, input.agreementId, input.version);
    command.require(actions["agreement.draft"], held.subject);
    mustStand(held);
    mustBeEditable(agreement, signatures);
    const lines = await checkedLines(command, held, input.lines);
    const note = optionalText(input.note, "note");
    const attestorId = await checkedAttestor(command, held, input.attestorId);
    await tx.agreementLine.deleteMany({ where: { agreementId: agreement.id } });
    await writeLines(command, agreement, lines);
    await tx.agreement.update({
      where: { id: agreement.id },
      data: { note, attestorId, version: { increment: 1 } },
    });
    command.emit(events["agreement.revised"], { ...held.told, subject: `Agreement:${agreement.id}` });
    command.audit({
      subjectIds: [agreement.id, held.partnership.id],
      partnershipId: held.partnership.id,
      payload: {
        attestorId,
        note: note === null ? null : digestOf(note),
        lines: lines.map(auditOfLine),
      },
    });
    return { id: agreement.id };
  });
}
