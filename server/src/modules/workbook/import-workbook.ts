import type { Actor } from "../../kernel/actor.ts";
import { toDbDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import { cityOf } from "../cities/public.ts";
import { visibleTo as evidenceVisibleTo } from "../evidence/policy.ts";
import { enterPledge } from "../funding/public.ts";
import { writeMany } from "../organizations/public.ts";
import { assignAll } from "../partnerships/public.ts";
import { loadCityState } from "./city-state.ts";
import { SHEET_NAMES } from "./columns.ts";
import { type PlannedPairing, planWorkbook, type WorkbookPlan } from "./plan.ts";
import { actions } from "./policy.ts";
import { type ReadWorkbook, readWorkbook, type WorkbookProblem } from "./read-workbook.ts";

/** An uploaded workbook as it is stored. */
export type StoredWorkbook = { id: string; sha256: string; storageKey: string };

/** The uploaded workbook of the actor; not found when it is another's, no workbook, or erased. */
export async function loadWorkbook(
  ctx: Pick<CommandContext, "database" | "readFile">,
  actor: Actor,
  evidenceId: string,
): Promise<StoredWorkbook & { read: ReadWorkbook }> {
  if (actor.kind !== "PERSON" || !ctx.readFile) throw Rejection.notFound();
  const file = await ctx.database.prisma.evidence.findFirst({
    where: {
      AND: [{ id: evidenceId, fileKind: "WORKBOOK", byId: actor.personId }, evidenceVisibleTo(actor)],
    },
    select: { id: true, sha256: true, storageKey: true },
  });
  if (!file) throw Rejection.notFound();
  return { ...file, read: await readWorkbook(await ctx.readFile(file.storageKey)) };
}

export type ImportWorkbookInput = {
  /** The uploaded file (kind WORKBOOK). */
  evidenceId: string;
  idempotencyKey?: string | null;
};

const MOST_PROBLEMS = 200;
const LONGEST = 110_000;
/** What one call of `assignAll` takes. */
const PAIRS_AT_ONCE = 500;

/**
 * Loads a workbook: everything in it in one transaction, or nothing. What is there already stays as it is, so that loading it again
 * changes nothing. The pledges in it are entered by the office on the units' behalf.
 *
 * @throws Rejection validation with one problem per cell, path `[sheet, cell or row]`.
 */
export async function importWorkbook(
  ctx: CommandContext,
  input: ImportWorkbookInput,
): Promise<CommandResult> {
  const { read, sha256 } = await loadWorkbook(ctx, ctx.actor, input.evidenceId);
  return runCommand(ctx, { name: "workbook.import", input, timeoutMs: LONGEST }, async (command) => {
    const cityId = cityOf(command);
    command.require(actions["workbook.import"], { cityId });
    const person = command.person();
    // Two imports at once would each find the other's rows missing.
    await lockRows(command.tx, "City", [cityId]);
    const state = await loadCityState(command.tx, cityId, command.today);
    const plan = planWorkbook(read, state, { today: command.today, now: command.now, newId: command.newId });
    refuse(plan.problems);
    const written = await write(command, cityId, plan);
    const sum = (as: "created" | "changed" | "unchanged") =>
      SHEET_NAMES.reduce((total, sheet) => total + plan.counts[sheet][as], 0);
    const counts = { created: sum("created"), changed: sum("changed"), unchanged: sum("unchanged") };
    const id = command.newId();
    await command.tx.workbookImport.create({
      data: { id, cityId, sha256, ...counts, byId: person.personId },
    });
    command.audit({
      subjectIds: [id, input.evidenceId, ...written],
      payload: { sha256, evidenceId: input.evidenceId, ...counts, sheets: plan.counts },
    });
    return { id };
  });
}

function refuse(problems: readonly WorkbookProblem[]): void {
  if (problems.length === 0) return;
  throw Rejection.validation(
    problems.slice(0, MOST_PROBLEMS).map(({ sheet, row, cell, code, params }) => ({
      path: [sheet ?? "workbook", cell ?? (row === null ? "" : String(row))],
      code,
      params,
    })),
  );
}

/** Writes a plan without problems; returns the ids of what was made or changed. */
async function write(command: Command, cityId: string, plan: WorkbookPlan): Promise<string[]> {
  const { newOrganizations, changedOrganizations, newPeople, newMemberships, changedMemberships } = plan;
  await writeMany(command, {
    organizations: newOrganizations.map(({ division: _, ...organization }) => organization),
    changes: changedOrganizations,
    people: newPeople,
    memberships: newMemberships,
    titles: changedMemberships,
  });
  const made = [newOrganizations, changedOrganizations, newPeople, newMemberships, changedMemberships];
  const written = made.flatMap((rows) => rows.map(({ id }) => id));
  written.push(...(await writePairings(command, plan.pairings)));
  written.push(...(await writePledges(command, cityId, plan)));
  return written;
}

/** Pairings document by document, as an office assigns them in bulk. */
async function writePairings(command: Command, pairings: readonly PlannedPairing[]): Promise<string[]> {
  const written: string[] = [];
  const byDocument = Map.groupBy(pairings, ({ documentNumber, documentDate, startsOn, endsOn }) =>
    [documentNumber, documentDate, startsOn, endsOn].join("\n"),
  );
  for (const group of byDocument.values()) {
    for (let at = 0; at < group.length; at += PAIRS_AT_ONCE) {
      const pairs = group.slice(at, at + PAIRS_AT_ONCE);
      const [first] = pairs;
      if (!first) continue;
      try {
        const { ids, opened } = await assignAll(command, pairs, first);
        written.push(...ids, ...opened);
      } catch (error) {
        throw atCells(error, pairs);
      }
    }
  }
  return written;
}

/** Problems of `pairs.<n>.<field>` as problems of the cells that hold them. */
function atCells(error: unknown, pairs: readonly PlannedPairing[]): unknown {
  if (!(error instanceof Rejection) || error.failure.type !== "ValidationError") return error;
  return Rejection.validation(
    error.failure.problems.map((problem) => {
      const row = pairs[Number(problem.path[1])]?.row;
      const cell = row?.cells[(problem.path[2] ?? "").replace(/Id$|MembershipId$/, "")];
      return { ...problem, path: ["pairings", cell ?? String(row?.row ?? "")] };
    }),
  );
}

async function writePledges(command: Command, cityId: string, plan: WorkbookPlan): Promise<string[]> {
  if (plan.pledges.length === 0) return [];
  const active = await command.tx.partnership.findMany({
    where: { cityId, state: "ACTIVE", giverId: { in: plan.pledges.map(({ giverId }) => giverId) } },
    select: { id: true, giverId: true, receiverId: true, startsOn: true, endsOn: true },
    orderBy: [{ kind: "asc" }, { startsOn: "desc" }],
  });
  const written: string[] = [];
  for (const { row, ...pledge } of plan.pledges) {
    const ofPair = active.filter(
      (one) => one.giverId === pledge.giverId && one.receiverId === pledge.receiverId,
    );
    const due = toDbDate(pledge.dueOn);
    const partnership = ofPair.find(({ startsOn, endsOn }) => startsOn <= due && endsOn >= due) ?? ofPair[0];
    const problem = { path: ["pledges", row.cells["receiver"] ?? String(row.row)], code: "NOT_PAIRED" };
    if (!partnership) throw Rejection.validation([problem]);
    written.push(...(await enterPledge(command, { cityId, partnershipId: partnership.id }, pledge)));
  }
  return written;
}
