import type { Partnership as PartnershipRow } from "@gongjian/prisma/client";
import { fromDbDate, toDbDate } from "../../kernel/clock.ts";
import type { Partnership } from "./model.ts";

/** The columns of a partnership and what the model steps on, each turned into the other. */

export type WithDates<Row> = Omit<Row, "startsOn" | "endsOn" | "documentDate"> & Partnership;

/** A partnership with its dates as local dates. */
export function toModel<Row extends PartnershipRow>(row: Row): WithDates<Row> {
  return {
    ...row,
    startsOn: fromDbDate(row.startsOn),
    endsOn: fromDbDate(row.endsOn),
    documentDate: row.documentDate === null ? null : fromDbDate(row.documentDate),
  };
}

/** The columns of a new partnership. */
export function partnershipColumns<P extends Partnership>(p: P) {
  return {
    ...p,
    startsOn: toDbDate(p.startsOn),
    endsOn: toDbDate(p.endsOn),
    documentDate: p.documentDate === null ? null : toDbDate(p.documentDate),
  };
}
