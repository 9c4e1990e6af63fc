import type { KindRow } from "../../graphql/labels.ts";
import { earlier, type LocalDate, localDate } from "../../kernel/clock.ts";
import type { Calendar } from "../../kernel/workdays.ts";
import { settingsOn } from "../cities/model.ts";
import { isWithin, pathIds } from "../divisions/territory.ts";
import type { Judging } from "./judge.ts";
import type { Party, ReportPeriod, ScopeRef } from "./report.ts";
import type { Frame, OrganizationFact, Place, ReportRows } from "./rows-of-report.ts";

/** A frame made ready for lookups, once for all reports that are computed in it. Pure. */
export type ReadyFrame = {
  frame: Frame;
  today: LocalDate;
  kind(id: string): KindRow;
  organization(id: string): OrganizationFact | undefined;
  party(id: string): Party;
  pathOf(organizationId: string): string;
  place(id: number): Place | undefined;
  judging(period: ReportPeriod): Judging;
  officeOf(personId: string | null, day: string): Party | null;
};

const AREAS = new Set(["PROVINCE", "CITY", "COUNTY", "STREET", "ZONE"]);

/** Whether reports are told by a division of this level: communities have reports of their own. */
export function isArea(level: string): boolean {
  return AREAS.has(level);
}

export function readyFrame(frame: Frame, today: LocalDate): ReadyFrame {
  const kinds = new Map(frame.kinds.map((kind) => [kind.id, kind]));
  const organizations = new Map(frame.organizations.map((row) => [row.id, row]));
  const places = new Map(frame.places.map((place) => [place.id, place]));
  const officers = Map.groupBy(frame.officers, ({ personId }) => personId);
  const calendar: Calendar = new Map(frame.calendar.map(({ date, kind }) => [date as LocalDate, kind]));
  const suspended = new Map(
    frame.suspensions.map(({ partnershipId, startsOn }) => [partnershipId, startsOn as LocalDate]),
  );
  const settings = frame.settings.map((row) => ({
    ...row,
    validFrom: localDate(row.validFrom),
    recordedAt: new Date(row.recordedAt),
  }));
  const party = (id: string): Party => ({ id, name: organizations.get(id)?.name ?? "" });
  return {
    frame,
    today,
    party,
    kind(id) {
      const kind = kinds.get(id);
      if (!kind) throw new Error(`no kind ${id}`);
      return kind;
    },
    organization: (id) => organizations.get(id),
    pathOf: (id) => places.get(organizations.get(id)?.divisionId ?? 0)?.path ?? "",
    place: (id) => places.get(id),
    judging: (period) => ({
      today,
      calendar,
      suspended,
      // A past period is judged by the rules that held at its end.
      settings: settingsOn(settings, earlier(today, localDate(period.closesOn))),
    }),
    officeOf(personId, day) {
      const roles = (personId === null ? undefined : officers.get(personId)) ?? [];
      const held = roles
        .filter(({ startsOn, endsOn }) => startsOn <= day && (endsOn === null || endsOn >= day))
        .map(({ organizationId }) => organizationId)
        .sort()[0];
      return held === undefined ? null : party(held);
    },
  };
}

/** Path of the division of a DISTRICT or CITY report; null for an organization's, or for a division that is none of the city's. */
export function areaPath(ready: ReadyFrame, { scope, id }: ScopeRef): string | null {
  if (scope === "CITY") return ready.frame.cityPath;
  return scope === "DISTRICT" ? (ready.place(Number(id))?.path ?? null) : null;
}

/** Whether something between two sides belongs into a report: by its giver, its receiver, or where its receiver sits. */
export function isInScope(
  ready: ReadyFrame,
  ref: ScopeRef,
): (sides: { giverId: string; receiverId: string }) => boolean {
  if (ref.scope === "UNIT") return ({ giverId }) => giverId === ref.id;
  if (ref.scope === "COMMUNITY") return ({ receiverId }) => receiverId === ref.id;
  if (ref.scope === "CITY") return () => true;
  const path = areaPath(ready, ref);
  return ({ receiverId }) => path !== null && isWithin(ready.pathOf(receiverId), path);
}

/** The division directly below an area in which a receiver sits; the area itself when there is none. */
export function partOfArea(ready: ReadyFrame, path: string, receiverId: string): Place | undefined {
  const own = pathIds(ready.pathOf(receiverId));
  const depth = pathIds(path).length;
  const below = own[depth] === undefined ? undefined : ready.place(own[depth]);
  return below && isArea(below.level) ? below : ready.place(pathIds(path).at(-1) ?? 0);
}

/** The rows of one report out of a city's. */
export function rowsInScope(ready: ReadyFrame, ref: ScopeRef, rows: ReportRows): ReportRows {
  const mine = isInScope(ready, ref);
  return {
    obligations: rows.obligations.filter(mine),
    remarks: rows.remarks.filter(mine),
    deliveries: rows.deliveries.filter(mine),
    money: rows.money.filter(mine),
    partnerships: rows.partnerships.filter(mine),
  };
}

/** The days at which the river is read: the first day of each period, and the day after its last. */
export function moneyBorders(periods: readonly ReportPeriod[], after: (day: string) => string): string[] {
  const days = new Set(periods.flatMap(({ opensOn, closesOn }) => [opensOn, after(closesOn)]));
  return [...days].sort();
}
