import type { Obligation, Prisma } from "@gongjian/prisma/client";
import type { Context } from "../../graphql/context.ts";
import { dateOf, today } from "../../kernel/clock.ts";
import { type Suspended, suspensionsOf } from "./public.ts";
import { rulesOfRequest } from "./public-rules.ts";
import { toModel } from "./rows.ts";
import { type DerivedState, obligationState, pace } from "./state.ts";

/** What tells since when the other side is silent: its undecided deliveries. */
export const AWAITING_SELECT = {
  allocations: {
    where: { delivery: { state: { in: ["SUBMITTED", "DISPUTED"] } } },
    select: { delivery: { select: { submittedAt: true } } },
  },
} satisfies Prisma.ObligationInclude;

type WithSuspensions = Obligation & Suspended;
type WithAwaiting = { allocations?: { delivery: { submittedAt: Date | null } }[] };

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
