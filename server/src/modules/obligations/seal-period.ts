import type { Period } from "@gongjian/prisma/client";
import { digestOf } from "../../kernel/canonical.ts";
import { fromDbDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import { lockRows } from "../../kernel/db.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection, requireText, requireVersion } from "../../kernel/result.ts";
import { fixReportsOf } from "../reports/public.ts";
import { events } from "./events.ts";
import { openSuspensions } from "./load.ts";
import { seal } from "./model.ts";
import { actions } from "./policy.ts";
import { type LoadedObligation, refreshAnswered, toModel } from "./rows.ts";
import { effectiveDueOn } from "./state.ts";

export type SealPeriodInput = {
  periodId: string;
  version?: number | null;
  /** Seals although deliveries of the period still wait for the other side. */
  force?: boolean | null;
  /** Why it is forced. */
  reason?: string | null;
  idempotencyKey?: string | null;
};

/** Promises closed by one statement, which may last fifteen seconds. */
const AT_ONCE = 500;
/** A whole city's reports are computed in it. */
const LONGEST = 110_000;

/**
 * The office closes a period for good: what fell due in it and still lacks a claim is UNMET. What is fully claimed waits on,
 * and instalments stay promised. It runs alone in its city: a command that saw the period open has ended before. The period's
 * reports are fixed with it.
 *
 * @throws Rejection PERIOD_NOT_OVER, PERIOD_SEALED, DELIVERIES_UNDECIDED (unless forced with a reason).
 */
export function sealPeriod(ctx: CommandContext, input: SealPeriodInput): Promise<CommandResult> {
  return runCommand(ctx, { name: "period.seal", input, alone: true, timeoutMs: LONGEST }, async (command) => {
    const { tx } = command;
    const { cityId } = command.person();
    await lockRows(tx, "Period", [input.periodId]);
    const period = await tx.period.findFirst({ where: { id: input.periodId, cityId } });
    if (!period) throw Rejection.notFound();
    command.require(actions["period.seal"], { cityId });
    requireVersion(period, input.version);
    const refuse = (from: string, code: string, params: Record<string, string> = {}) =>
      Rejection.invalidTransition({ from, allowed: [], code, params });
    if (period.sealedAt !== null) throw refuse("SEALED", "PERIOD_SEALED");
    if (fromDbDate(period.closesOn) >= command.today) throw refuse("OPEN", "PERIOD_NOT_OVER");
    const undecided = await tx.delivery.count({
      where: {
        cityId,
        state: { in: ["SUBMITTED", "DISPUTED"] },
        occurredOn: { gte: period.opensOn, lte: period.closesOn },
      },
    });
    if (undecided > 0 && !input.force)
      throw refuse("OPEN", "DELIVERIES_UNDECIDED", { count: String(undecided) });
    const reason = input.force ? requireText(input.reason ?? "", "reason") : null;
    await tx.period.update({
      where: { id: period.id },
      data: { sealedAt: command.now, sealedById: command.person().personId, version: { increment: 1 } },
    });
    const unmet = await closeUnmet(command, period);
    tellUnmet(command, period, unmet);
    const reports = await fixReportsOf(command, period);
    command.audit({
      subjectIds: [period.id, ...unmet.map((o) => o.id)],
      payload: {
        periodId: period.id,
        code: period.code,
        unmet: unmet.length,
        undecided,
        forced: reason === null ? null : digestOf(reason),
        reports,
      },
    });
    return { id: period.id };
  });
}

/** Closes what fell due in the period; those that they answered take their part back. */
async function closeUnmet(command: Command, period: Period): Promise<LoadedObligation[]> {
  const { tx } = command;
  const due = {
    cityId: period.cityId,
    closure: null,
    dueOn: { gte: period.opensOn, lte: period.closesOn },
    OR: [{ periodId: null }, { period: { kind: period.kind } }],
  };
  const ids = (await tx.obligation.findMany({ where: due, select: { id: true } })).map((row) => row.id);
  await lockRows(tx, "Obligation", ids);
  const rows = await tx.obligation.findMany({
    where: { id: { in: ids }, ...due },
    include: { partnership: { include: { suspensions: true } } },
  });
  const closesOn = fromDbDate(period.closesOn);
  const unmet: LoadedObligation[] = [];
  for (const { partnership, ...row } of rows) {
    const o = toModel(row);
    const standsStill = effectiveDueOn(o, openSuspensions(partnership), command.today) > closesOn;
    if (!standsStill && seal(o, command.now).closure === "UNMET") unmet.push(o);
  }
  for (let from = 0; from < unmet.length; from += AT_ONCE) {
    await tx.obligation.updateMany({
      where: { id: { in: unmet.slice(from, from + AT_ONCE).map((o) => o.id) } },
      data: { closure: "UNMET", closedAt: command.now, version: { increment: 1 } },
    });
  }
  const answered = new Set(unmet.flatMap((o) => (o.answersId === null ? [] : [o.answersId])));
  for (const id of [...answered].sort()) await refreshAnswered(command, id);
  return unmet;
}

/** One event per partnership. */
function tellUnmet(command: Command, period: Period, unmet: readonly LoadedObligation[]): void {
  for (const [partnershipId, rows] of Map.groupBy(unmet, (o) => o.partnershipId)) {
    const first = rows[0];
    if (partnershipId === null || !first) continue;
    command.emit(events["obligation.unmet"], {
      subject: `Partnership:${partnershipId}`,
      giverId: first.giverId,
      receiverId: first.receiverId,
      partnershipId,
      params: { period: period.code, count: String(rows.length) },
    });
  }
}
