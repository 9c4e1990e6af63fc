import type { Obligation, Prisma } from "@gongjian/prisma/client";
import type { Context } from "../../graphql/context.ts";
import { dateOf, fromDbDate, today } from "../../kernel/clock.ts";
import { rulesOfRequest } from "./city-rules.ts";
import { toModel } from "./rows.ts";
import { type DerivedState, obligationState, pace, type Suspension } from "./state.ts";

/** What the derived state needs beside the row: the suspension that lasts. */
export const DERIVED_SELECT = {
  partnership: { select: { suspensions: { where: { endsOn: null }, select: { startsOn: true } } } },
} satisfies Prisma.ObligationInclude;

/** What tells since when the other side is silent: its undecided deliveries. */
export const AWAITING_SELECT = {
  allocations: {
    where: { delivery: { state: { in: ["SUBMITTED", "DISPUTED"] } } },
    select: { delivery: { select: { submittedAt: true } } },
  },
} satisfies Prisma.ObligationInclude;

type Suspended = { partnership: { suspensions: { startsOn: Date }[] } | null };
type WithSuspensions = Obligation & Suspended;
type WithAwaiting = { allocations?: { delivery: { submittedAt: Date | null } }[] };

/** The suspension that lasts. */
export function suspensionsOf(row: Suspended): Suspension[] {
  return (row.partnership?.suspensions ?? []).map((s) => ({
    startsOn: fromDbDate(s.startsOn),
    endsOn: null,
  }));
}

/** What an obligation is called today, by its city's rules. */
export async function derivedState(row: WithSuspensions & WithAwaiting, ctx: Context): Promise<DerivedState> {
  const rules = await rulesOfRequest(ctx, ctx.database.prisma, row.cityId);
  const day = today(ctx.clock);
  const submitted = (row.allocations ?? []).flatMap(({ delivery }) => delivery.submittedAt ?? []);
  const oldest = submitted.sort((a, b) => a.getTime() - b.getTime())[0];
  return obligationState(toModel(row), {
    today: day,
    calendar: rules.calendar,
    settings: rules.at(day),
    suspensions: suspensionsOf(row),
    awaitingSince: oldest ? dateOf(oldest) : null,
  });
}

/** Thousandths of its time that have run. */
export function paceOf(row: WithSuspensions, ctx: Context): number {
  return pace(toModel(row), today(ctx.clock), suspensionsOf(row));
}
