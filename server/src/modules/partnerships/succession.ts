import { addDays, type LocalDate } from "../../kernel/clock.ts";
import { Rejection } from "../../kernel/result.ts";

/** Dated assignments of which one stands at a time: the lead of a receiver, the liaison of a side. */
export type Assignment = { id: string; holderId: string; startsOn: LocalDate; endsOn: LocalDate | null };

export type SuccessionPlan = {
  /** Rows whose last day moves; a row that would end before it began never ran (last day = the day before its first). */
  close: { id: string; endsOn: LocalDate }[];
  /** The row to open; null when the same holder goes on. */
  open: { holderId: string; startsOn: LocalDate; endsOn: LocalDate | null } | null;
};

/** Who holds it on a day, or null. */
export function holderOn(assignments: readonly Assignment[], day: LocalDate): string | null {
  return (
    assignments.find((a) => a.startsOn <= day && (a.endsOn === null || day <= a.endsOn))?.holderId ?? null
  );
}

/**
 * From `startsOn` on `holderId` holds it, until `endsOn` (open by default); null ends it without a successor. Whoever held it
 * ends the day before. An assignment already decided for a later day stands in the way (LATER_ASSIGNMENT).
 */
export function succeed(
  assignments: readonly Assignment[],
  holderId: string | null,
  startsOn: LocalDate,
  endsOn: LocalDate | null = null,
): SuccessionPlan {
  const standing = assignments.filter(
    (a) => a.endsOn === null || (a.endsOn >= startsOn && a.endsOn >= a.startsOn),
  );
  if (standing.some((a) => a.startsOn > startsOn)) {
    throw Rejection.invalidTransition({ from: "ASSIGNED", allowed: [], code: "LATER_ASSIGNMENT" });
  }
  const same = standing.find((a) => a.holderId === holderId && a.endsOn === endsOn);
  if (same) return { close: [], open: null };
  return {
    close: standing.map((a) => ({ id: a.id, endsOn: addDays(startsOn, -1) })),
    open: holderId === null ? null : { holderId, startsOn, endsOn },
  };
}
