import type { LocalDate } from "../../kernel/clock.ts";
import { requireText } from "../../kernel/result.ts";
import { addWorkdays, type Calendar } from "../../kernel/workdays.ts";
import { type HelpRequest, mustAllow, type Need, refuse, unclaimed } from "./model.ts";

/**
 * Who is asked: the paired units first, for some working days; then every unit of the city, in the hall (求助大厅). The receiver may
 * open it to the hall at once, or keep it to its paired units and say why.
 */

/** The last day on which only the paired units see it; from the next day on it stands in the open hall of the city. */
export function offeredUntil(
  openedOn: LocalDate,
  offerWindowWorkdays: number,
  calendar: Calendar,
): LocalDate {
  return addWorkdays(openedOn, offerWindowWorkdays, calendar);
}

/** From now on every unit of the city sees it. IN_HALL when it stands there already. */
export function toHall<R extends HelpRequest>(r: R, at: Date): R {
  mustAllow(r, "toHall");
  if (r.hallSince) throw refuse(r, "IN_HALL");
  return { ...r, hallSince: at, keptReason: null };
}

/** It stays with the paired units after their days too, for a reason. IN_HALL when others have seen it already. */
export function keep<R extends HelpRequest>(r: R, reason: string): R {
  mustAllow(r, "keep");
  if (r.hallSince) throw refuse(r, "IN_HALL");
  return { ...r, keptReason: requireText(reason, "reason", 200) };
}

/** Whether the days of the paired units are over and something is left that nobody took on. */
export function isDueForHall(
  r: Pick<HelpRequest, "state" | "saidUnsolved" | "hallSince" | "keptReason">,
  until: LocalDate | null,
  needs: readonly Need[],
  today: LocalDate,
): boolean {
  return (
    r.state === "OPEN" &&
    !r.saidUnsolved &&
    r.hallSince === null &&
    r.keptReason === null &&
    until !== null &&
    until < today &&
    needs.some((need) => unclaimed(need) > 0n)
  );
}
