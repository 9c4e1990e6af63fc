import type { Membership, Person } from "@gongjian/prisma/client";
import type { LocalDate } from "../../kernel/clock.ts";
import type { EnteredPledge } from "../funding/public.ts";
import type { OrganizationChange, PlacedOrganization } from "../organizations/public.ts";
import type { PartnershipInput } from "../partnerships/model.ts";
import type { CityState } from "./city-state.ts";
import { SHEET_NAMES, type SheetName } from "./columns.ts";
import { Directory } from "./directory.ts";
import { planCommunities, planUnits } from "./plan-organizations.ts";
import { planPeople } from "./plan-people.ts";
import { planPairings, planPledges } from "./plan-promises.ts";
import { type ReadWorkbook, textOf, type WorkbookProblem, type WorkbookRow } from "./read-workbook.ts";

/** How many rows of a sheet make something, change something, or say what is there already. */
export type SheetCount = { created: number; changed: number; unchanged: number };

/** Everything that loading a workbook would write. Nothing is written while it has problems. */
export type WorkbookPlan = {
  problems: WorkbookProblem[];
  counts: Record<SheetName, SheetCount>;
  newOrganizations: PlacedOrganization[];
  changedOrganizations: { id: string; data: OrganizationChange }[];
  newPeople: Person[];
  newMemberships: Membership[];
  changedMemberships: { id: string; title: string }[];
  pairings: PlannedPairing[];
  pledges: PlannedPledge[];
};

/** A pairing with the row that names it. */
export type PlannedPairing = PartnershipInput & {
  documentNumber: string;
  documentDate: LocalDate;
  row: WorkbookRow;
};

/** A pledge with the row that names it. */
export type PlannedPledge = EnteredPledge & { row: WorkbookRow };

/** What the planning of one sheet works with. */
export type Planning = {
  state: CityState;
  directory: Directory;
  plan: WorkbookPlan;
  today: LocalDate;
  /** The instant of the new rows. */
  now: Date;
  newId(): string;
  /** Names and codes of the organizations and people that the workbook itself lists: one whose own row is wrong is not missed again elsewhere. */
  listed: ReadonlySet<string>;
  /** Complains about a cell, or about the row when the sheet has no such column. */
  complain(
    sheet: SheetName,
    row: WorkbookRow,
    column: string | null,
    code: string,
    params?: Record<string, string>,
  ): void;
  count(sheet: SheetName, as: keyof SheetCount): void;
};

/** Compares a workbook with a city: what is new, changed, the same, and what is wrong, by cell. Pure. */
export function planWorkbook(
  read: ReadWorkbook,
  state: CityState,
  at: { today: LocalDate; now: Date; newId(): string },
): WorkbookPlan {
  const plan: WorkbookPlan = {
    problems: [...read.problems],
    counts: Object.fromEntries(
      SHEET_NAMES.map((name) => [name, { created: 0, changed: 0, unchanged: 0 }]),
    ) as WorkbookPlan["counts"],
    newOrganizations: [],
    changedOrganizations: [],
    newPeople: [],
    newMemberships: [],
    changedMemberships: [],
    pairings: [],
    pledges: [],
  };
  const planning: Planning = {
    state,
    directory: new Directory(state),
    plan,
    listed: new Set(
      [...read.rows.units, ...read.rows.communities, ...read.rows.people].flatMap((row) =>
        ["name", "shortName", "creditCode"].flatMap((key) => textOf(row, key) ?? []),
      ),
    ),
    ...at,
    complain(sheet, row, column, code, params = {}) {
      const cell = column === null ? null : (row.cells[column] ?? null);
      plan.problems.push({ sheet, row: row.row, cell, code, params });
    },
    count(sheet, as) {
      plan.counts[sheet][as] += 1;
    },
  };
  // Each sheet may name what the earlier ones make. A row with an unreadable cell is not looked at further.
  const broken = new Set(read.problems.map(({ sheet, row }) => `${sheet} ${row}`));
  const rowsOf = (sheet: SheetName) => read.rows[sheet].filter(({ row }) => !broken.has(`${sheet} ${row}`));
  planUnits(planning, rowsOf("units"));
  planCommunities(planning, rowsOf("communities"));
  planPeople(planning, rowsOf("people"));
  planPairings(planning, rowsOf("pairings"));
  planPledges(planning, rowsOf("pledges"));
  return plan;
}
