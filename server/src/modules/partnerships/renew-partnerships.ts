import { addDays, fromDbDate, type LocalDate, later, toDbDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { can } from "../../kernel/policy.ts";
import { Rejection, requireText } from "../../kernel/result.ts";
import { openRunningDuties } from "../obligations/public.ts";
import { SIDES_INCLUDE } from "../organizations/public.ts";
import { writePartnerships } from "./assignment.ts";
import { toModel } from "./columns.ts";
import { events } from "./events.ts";
import { overlaps, type Partnership, renew } from "./model.ts";
import { actions, visibleTo } from "./policy.ts";
import { type PlacedPartnership, subjectOf } from "./public.ts";

export type RenewPartnershipsInput = {
  partnershipIds: string[];
  documentNumber: string;
  documentDate: LocalDate;
  idempotencyKey?: string | null;
};

/** What became of one: the renewal, or the code of what stood in its way. */
export type RenewalOutcome = { partnershipId: string; renewalId: string | null; code: string | null };

const MOST_RENEWALS = 500;

/**
 * An office renews partnerships for a year more by one document, each from the day after its term (from the document's date when that
 * is later), with its liaisons, its lead and its attestor. Each has an outcome; those that cannot be renewed stand in no other's way.
 *
 * @throws Rejection NOT_ALLOWED when nothing named may be renewed by the actor; TOO_MANY, REQUIRED.
 */
export function renewPartnerships(
  ctx: CommandContext,
  input: RenewPartnershipsInput,
): Promise<CommandResult> {
  return runCommand(ctx, { name: "partnership.renew", input }, async (command) => {
    const actor = command.person();
    const { tx } = command;
    const number = requireText(input.documentNumber, "documentNumber", 120);
    const ids = [...new Set(input.partnershipIds)];
    if (ids.length === 0) throw Rejection.validation([{ path: ["partnershipIds"], code: "REQUIRED" }]);
    if (ids.length > MOST_RENEWALS) {
      const params = { max: String(MOST_RENEWALS) };
      throw Rejection.validation([{ path: ["partnershipIds"], code: "TOO_MANY", params }]);
    }
    await lockRows(tx, "Partnership", ids);
    const rows = await tx.partnership.findMany({
      where: { AND: [{ id: { in: ids } }, visibleTo(actor)] },
      include: { ...SIDES_INCLUDE, attestor: SIDES_INCLUDE.receiver, renewedBy: true },
    });
    const byId = new Map(rows.map((row) => [row.id, row]));
    const mine = rows.filter((row) => can(actor, actions["partnership.assign"], subjectOf(row)));
    const [first] = mine;
    if (!first) throw rows.length === 0 ? Rejection.notFound() : Rejection.forbidden();
    command.require(actions["partnership.assign"], subjectOf(first));
    const others = await standingBetween(command, mine);

    const outcomes: RenewalOutcome[] = [];
    const made: (Partnership & { id: string; attestorId: string | null; renewsId: string })[] = [];
    for (const id of ids) {
      const row = byId.get(id);
      const outcome: RenewalOutcome = { partnershipId: id, renewalId: null, code: null };
      outcomes.push(outcome);
      if (!row) outcome.code = "NOT_FOUND";
      else if (!mine.includes(row)) outcome.code = "NOT_ALLOWED";
      else {
        const renewed = renewal(row, { number, date: input.documentDate }, [...others, ...made]);
        if (typeof renewed === "string") outcome.code = renewed;
        else {
          outcome.renewalId = command.newId();
          made.push({ ...renewed, id: outcome.renewalId, attestorId: row.attestorId, renewsId: id });
        }
      }
    }
    const opened = await writePartnerships(command, actor.cityId, made);
    if (made.length > 0) opened.push(...(await carryOver(command, made)));
    tell(command, made);
    const batchId = command.newId();
    command.audit({
      subjectIds: [batchId, ...ids.filter((id) => byId.has(id)), ...made.map((p) => p.id), ...opened],
      payload: { outcomes, documentNumber: number, documentDate: input.documentDate, opened: opened.length },
    });
    return { id: batchId };
  });
}

/** The renewal of one, or the code of what stands in its way. */
function renewal(
  row: PlacedPartnership & { renewedBy: { state: string }[] },
  document: { number: string; date: LocalDate },
  others: readonly Partnership[],
): Partnership | string {
  try {
    const alreadyRenewed = row.renewedBy.some((r) => r.state !== "DECLINED");
    const next = renew(toModel(row), { document }, alreadyRenewed);
    // A document that came late does not reach back.
    const renewed = { ...next, startsOn: later(next.startsOn, document.date) };
    if (renewed.startsOn > renewed.endsOn) return "TERM_OVER";
    return others.some((other) => overlaps(other, renewed)) ? "PARTNERSHIP_OVERLAP" : renewed;
  } catch (error) {
    if (error instanceof Rejection) return error.failure.code;
    throw error;
  }
}

async function standingBetween(command: Command, rows: readonly PlacedPartnership[]): Promise<Partnership[]> {
  const standing = await command.tx.partnership.findMany({
    where: {
      giverId: { in: rows.map((row) => row.giverId) },
      receiverId: { in: rows.map((row) => row.receiverId) },
      state: { not: "DECLINED" },
    },
  });
  return standing.map(toModel);
}

/** Liaisons still in office and the lead go on with the renewal. Returns the duties that its lead opens. */
async function carryOver(
  command: Command,
  made: readonly (Partnership & { id: string; renewsId: string })[],
): Promise<string[]> {
  const { tx } = command;
  const of = new Map(made.map((p) => [p.renewsId, p]));
  const open = { partnershipId: { in: [...of.keys()] }, endsOn: null };
  const liaisons = await tx.partnershipLiaison.findMany({
    where: { ...open, membership: { endsOn: null } },
  });
  const leads = await tx.leadAssignment.findMany({ where: open });
  const next = (partnershipId: string) => of.get(partnershipId) as Partnership & { id: string };
  await tx.partnershipLiaison.createMany({
    data: liaisons.map((row) => ({
      id: command.newId(),
      cityId: row.cityId,
      partnershipId: next(row.partnershipId).id,
      side: row.side,
      membershipId: row.membershipId,
      startsOn: toDbDate(next(row.partnershipId).startsOn),
    })),
  });
  for (const row of leads) {
    const renewed = next(row.partnershipId);
    const endsOn = later(addDays(renewed.startsOn, -1), addDays(fromDbDate(row.startsOn), -1));
    await tx.leadAssignment.update({
      where: { id: row.id },
      data: { endsOn: toDbDate(endsOn), version: { increment: 1 } },
    });
    await tx.leadAssignment.create({
      data: {
        id: command.newId(),
        cityId: row.cityId,
        receiverId: row.receiverId,
        partnershipId: renewed.id,
        startsOn: toDbDate(renewed.startsOn),
      },
    });
  }
  const cityId = leads[0]?.cityId;
  return cityId
    ? openRunningDuties(
        command,
        cityId,
        leads.map((row) => next(row.partnershipId).id),
      )
    : [];
}

function tell(command: Command, made: readonly (Partnership & { id: string })[]): void {
  for (const p of made) {
    command.emit(events["partnership.renewed"], {
      subject: `Partnership:${p.id}`,
      giverId: p.giverId,
      receiverId: p.receiverId,
      partnershipId: p.id,
      params: { startsOn: p.startsOn, endsOn: p.endsOn },
    });
  }
}
