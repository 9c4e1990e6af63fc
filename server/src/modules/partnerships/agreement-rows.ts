import type { Agreement as AgreementRow, AgreementSignature } from "@gongjian/prisma/client";
import { digestOf } from "../../kernel/canonical.ts";
import { type LocalDate, toDbDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import { Rejection, requireVersion } from "../../kernel/result.ts";
import { loadOrganization } from "../organizations/public.ts";
import { type AgreementLine, type AgreementList, agreementLineProblems } from "./agreement.ts";
import { mayAttest } from "./assignment.ts";
import { type HeldPartnership, takePartnership } from "./rows.ts";

/** A line as it is entered. */
export type LineInput = {
  list: AgreementList;
  text: string;
  kindId?: string | null;
  quantity?: bigint | null;
  good?: string | null;
  dueOn?: LocalDate | null;
};

/** What is entered for a version of an agreement. */
export type AgreementInput = { lines: LineInput[]; note?: string | null; attestorId?: string | null };

export type HeldAgreement = {
  held: HeldPartnership;
  agreement: AgreementRow;
  signatures: AgreementSignature[];
};

/** Locks and loads a version of an agreement with its partnership, in the version the client has seen. */
export async function takeAgreement(
  command: Command,
  id: string,
  version?: number | null,
): Promise<HeldAgreement> {
  const known = await command.tx.agreement.findUnique({ where: { id }, select: { partnershipId: true } });
  if (!known) throw Rejection.notFound();
  const held = await takePartnership(command, known.partnershipId);
  await lockRows(command.tx, "Agreement", [id]);
  const { signatures, ...agreement } = await command.tx.agreement.findUniqueOrThrow({
    where: { id },
    include: { signatures: true },
  });
  requireVersion(agreement, version);
  return { held, agreement, signatures };
}

/** An agreement is made and changed while its partnership stands or is proposed. */
export function mustStand(held: HeldPartnership): void {
  const { state } = held.partnership;
  if (state === "ENDED" || state === "DECLINED")
    throw Rejection.invalidTransition({ from: state, allowed: [], code: "PARTNERSHIP_OVER" });
}

const MAX_TEXT = 500;

/** The lines of the three lists, checked; problems at `lines.<index>.<field>`. */
export async function checkedLines(
  command: Command,
  held: HeldPartnership,
  lines: readonly LineInput[],
): Promise<(AgreementLine & { sortOrder: number })[]> {
  const { cityId, startsOn, endsOn } = held.partnership;
  const ids = lines.flatMap((line) => line.kindId ?? []);
  const kinds = await command.tx.kind.findMany({ where: { cityId, id: { in: ids } } });
  const measureOf = new Map(kinds.map((kind) => [kind.id, kind.measure]));
  const checked = lines.map((line, sortOrder) => ({
    list: line.list,
    text: line.text.normalize("NFC").trim(),
    kindId: line.kindId ?? null,
    measure: line.kindId ? (measureOf.get(line.kindId) ?? null) : null,
    quantity: line.quantity ?? null,
    good: line.good?.trim() || null,
    dueOn: line.dueOn ?? null,
    sortOrder,
  }));
  const problems = agreementLineProblems(checked, { startsOn, endsOn });
  for (const [index, line] of checked.entries()) {
    const path = (field: string) => ["lines", String(index), field];
    if (line.kindId !== null && line.measure === null)
      problems.push({ path: path("kindId"), code: "NOT_FOUND" });
    if ([...line.text].length > MAX_TEXT)
      problems.push({ path: path("text"), code: "TOO_LONG", params: { max: String(MAX_TEXT) } });
  }
  if (problems.length > 0) throw Rejection.validation(problems);
  return checked;
}

/** What the audit chain keeps of a line: its words as digests. */
export function auditOfLine({
  text,
  good,
  ...line
}: AgreementLine & { sortOrder: number }): Record<string, unknown> {
  return { ...line, text: digestOf(text), good: good === null ? null : digestOf(good) };
}

/** Writes the lines of a draft. */
export async function writeLines(
  command: Command,
  agreement: { id: string; cityId: string },
  lines: readonly (AgreementLine & { sortOrder: number })[],
): Promise<void> {
  await command.tx.agreementLine.createMany({
    data: lines.map(({ measure: _measure, dueOn, ...line }) => ({
      id: command.newId(),
      cityId: agreement.cityId,
      agreementId: agreement.id,
      ...line,
      dueOn: dueOn === null ? null : toDbDate(dueOn),
    })),
  });
}

/** The office that attests receipts under the agreement, or null; NOT_AN_OFFICE. */
export async function checkedAttestor(
  command: Command,
  held: HeldPartnership,
  id: string | null | undefined,
): Promise<string | null> {
  if (!id) return null;
  const attestor = await loadOrganization(command.tx, command.actor, id);
  if (!mayAttest(attestor, held.partnership.receiver))
    throw Rejection.validation([{ path: ["attestorId"], code: "NOT_AN_OFFICE" }]);
  return attestor.id;
}
