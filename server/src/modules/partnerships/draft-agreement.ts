import { digestOf } from "../../kernel/canonical.ts";
import { type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { optionalText, Rejection } from "../../kernel/result.ts";
import {
  type AgreementInput,
  auditOfLine,
  checkedAttestor,
  checkedLines,
  mustStand,
  writeLines,
} from "./agreement-rows.ts";
import { events } from "./events.ts";
import { actions } from "./policy.ts";
import { takePartnership } from "./rows.ts";

export type DraftAgreementInput = AgreementInput & { partnershipId: string; idempotencyKey?: string | null };

/**
 * A side drafts the next version of the agreement: the three lists. Lines with kind, quantity and due date will bind.
 *
 * @throws Rejection DRAFT_OPEN while another draft waits, PARTNERSHIP_OVER, validation of the lines.
 */
export function draftAgreement(ctx: CommandContext, input: DraftAgreementInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "agreement.draft", input }, async (command) => {
    const { tx } = command;
    const held = await takePartnership(command, input.partnershipId);
    const { partnership, subject, told } = held;
    const grant = command.require(actions["agreement.draft"], subject);
    mustStand(held);
    const versions = await tx.agreement.findMany({
      where: { partnershipId: partnership.id },
      select: { versionNumber: true, state: true },
    });
    if (versions.some((version) => version.state === "DRAFT")) throw Rejection.conflict(null, "DRAFT_OPEN");
    const lines = await checkedLines(command, held, input.lines);
    const note = optionalText(input.note, "note");
    const agreement = {
      id: command.newId(),
      cityId: partnership.cityId,
      partnershipId: partnership.id,
      versionNumber: 1 + Math.max(0, ...versions.map((version) => version.versionNumber)),
      state: "DRAFT" as const,
      draftedBySide:
        grant.membership?.organizationId === partnership.giverId ? ("GIVER" as const) : ("RECEIVER" as const),
      note,
      attestorId: await checkedAttestor(command, held, input.attestorId),
    };
    await tx.agreement.create({ data: agreement });
    await writeLines(command, agreement, lines);
    command.emit(events["agreement.drafted"], {
      ...told,
      subject: `Agreement:${agreement.id}`,
      params: { version: String(agreement.versionNumber) },
    });
    command.audit({
      subjectIds: [agreement.id, partnership.id],
      partnershipId: partnership.id,
      payload: {
        versionNumber: agreement.versionNumber,
        side: agreement.draftedBySide,
        attestorId: agreement.attestorId,
        note: note === null ? null : digestOf(note),
        lines: lines.map(auditOfLine),
      },
    });
    return { id: agreement.id };
  });
}
