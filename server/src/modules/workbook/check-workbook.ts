import type { PersonActor } from "../../kernel/actor.ts";
import { today } from "../../kernel/clock.ts";
import type { CommandContext } from "../../kernel/command.ts";
import { newId } from "../../kernel/ids.ts";
import { can } from "../../kernel/policy.ts";
import { Rejection } from "../../kernel/result.ts";
import { loadCityState } from "./city-state.ts";
import { SHEET_NAMES, type SheetName } from "./columns.ts";
import { loadWorkbook } from "./import-workbook.ts";
import { planWorkbook, type SheetCount } from "./plan.ts";
import { actions } from "./policy.ts";
import type { WorkbookProblem } from "./read-workbook.ts";

/** What loading a workbook would do now. */
export type WorkbookCheck = {
  evidenceId: string;
  sha256: string;
  sheets: (SheetCount & { sheet: SheetName })[];
  /** At most 500, in the order of the sheets. */
  problems: WorkbookProblem[];
  problemCount: number;
};

const MOST_SHOWN = 500;

/** Dry run of an import: reads, compares, writes nothing. Null when there is no such workbook for the actor, or no right to load it. */
export async function checkWorkbook(
  ctx: Pick<CommandContext, "database" | "readFile" | "clock">,
  actor: PersonActor,
  evidenceId: string,
): Promise<WorkbookCheck | null> {
  if (!can(actor, actions["workbook.import"], { cityId: actor.cityId })) return null;
  try {
    const { read, sha256 } = await loadWorkbook(ctx, actor, evidenceId);
    const day = today(ctx.clock);
    const state = await loadCityState(ctx.database.prisma, actor.cityId, day);
    const plan = planWorkbook(read, state, { today: day, now: ctx.clock.now(), newId: () => newId() });
    const order = (problem: WorkbookProblem) =>
      problem.sheet === null ? -1 : SHEET_NAMES.indexOf(problem.sheet);
    const problems = [...plan.problems].sort((a, b) => order(a) - order(b) || (a.row ?? 0) - (b.row ?? 0));
    return {
      evidenceId,
      sha256,
      sheets: SHEET_NAMES.map((sheet) => ({ sheet, ...plan.counts[sheet] })),
      problems: problems.slice(0, MOST_SHOWN),
      problemCount: problems.length,
    };
  } catch (error) {
    if (error instanceof Rejection) return null;
    throw error;
  }
}
