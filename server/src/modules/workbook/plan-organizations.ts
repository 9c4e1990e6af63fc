import { toDbDate } from "../../kernel/clock.ts";
import { checkOrganization, type OrganizationFields } from "../organizations/model.ts";
import {
  cleanOrganization,
  type OrganizationChange,
  type PlacedOrganization,
} from "../organizations/public.ts";
import { newOrganization, type Place } from "./city-state.ts";
import type { SheetName } from "./columns.ts";
import type { Planning } from "./plan.ts";
import { textOf, type WorkbookRow } from "./read-workbook.ts";

const COMPARED = ["name", "shortName", "creditCode", "unitClass", "residents", "address", "phone"] as const;

/** Units: the same by credit code where both have one, else by name and division. */
export function planUnits(planning: Planning, rows: readonly WorkbookRow[]): void {
  const seen = new Map<string, number>();
  for (const row of rows) {
    const place = placeOf(planning, "units", row, planning.state.root);
    if (!place) continue;
    const fields = fieldsOf("PARTNER_UNIT", row);
    const byCode =
      fields.creditCode === null ? undefined : planning.directory.byCreditCode(fields.creditCode);
    const named = planning.directory.at(place.id, "PARTNER_UNIT", fields.name ?? "");
    if (byCode && byCode.kind !== "PARTNER_UNIT") {
      planning.complain("units", row, "creditCode", "CREDIT_CODE_IN_USE");
      continue;
    }
    // Named alike with another code: another unit, which could not stand beside it.
    if (!byCode && named?.creditCode && fields.creditCode && named.creditCode !== fields.creditCode) {
      planning.complain("units", row, "creditCode", "OTHER_CREDIT_CODE", { known: named.creditCode });
      continue;
    }
    settle(planning, { sheet: "units", row, fields, place, found: byCode ?? named, seen });
  }
}

/** Communities: each sits at its own division; found by name within the city or under the street that is named. */
export function planCommunities(planning: Planning, rows: readonly WorkbookRow[]): void {
  const seen = new Map<string, number>();
  for (const row of rows) {
    const fields = fieldsOf("COMMUNITY", row);
    const place = communityPlace(planning, row, fields.name ?? "");
    if (!place) continue;
    const found = planning.directory.at(place.id, "COMMUNITY", fields.name ?? "");
    settle(planning, { sheet: "communities", row, fields, place, found, seen });
  }
}

function fieldsOf(kind: "PARTNER_UNIT" | "COMMUNITY", row: WorkbookRow): OrganizationFields {
  const residents = row.values["residents"];
  return cleanOrganization({
    kind,
    name: textOf(row, "name") ?? "",
    shortName: textOf(row, "shortName"),
    creditCode: textOf(row, "creditCode"),
    unitClass: textOf(row, "unitClass"),
    residents: typeof residents === "number" ? residents : null,
    address: textOf(row, "address"),
    phone: textOf(row, "phone"),
  });
}

function placeOf(planning: Planning, sheet: SheetName, row: WorkbookRow, fallback: Place): Place | null {
  const text = textOf(row, "division");
  if (text === null) return fallback;
  const found = planning.directory.place(text);
  if ("one" in found) return found.one;
  planning.complain(sheet, row, "division", found.none, { text });
  return null;
}

function communityPlace(planning: Planning, row: WorkbookRow, name: string): Place | null {
  const given = placeOf(planning, "communities", row, planning.state.root);
  if (!given || given.level === "COMMUNITY" || given.level === "ZONE") return given;
  const below = planning.directory.childrenNamed(given, name).filter(({ level }) => level === "COMMUNITY");
  const [only] = below;
  if (below.length === 1 && only) return only;
  const code = below.length === 0 ? "UNKNOWN_COMMUNITY" : "AMBIGUOUS_DIVISION";
  planning.complain("communities", row, below.length === 0 ? "name" : "division", code, { text: name });
  return null;
}

type Row = {
  sheet: "units" | "communities";
  row: WorkbookRow;
  fields: OrganizationFields;
  place: Place;
  found: PlacedOrganization | undefined;
  seen: Map<string, number>;
};

/** Makes, changes or passes over the organization of one row. */
function settle(planning: Planning, { sheet, row, fields, place, found, seen }: Row): void {
  const { plan, state, directory } = planning;
  const key = found?.id ?? `${place.id} ${fields.name}`;
  const before = seen.get(key) ?? (found ? seen.get(found.id) : undefined);
  if (before !== undefined) {
    planning.complain(sheet, row, "name", "ROW_TWICE", { row: String(before) });
    return;
  }
  seen.set(key, row.row);
  const problems = checkOrganization(fields, place.level);
  for (const { path, code, params } of problems) {
    planning.complain(sheet, row, path[0] === "divisionId" ? "division" : (path[0] ?? null), code, params);
  }
  if (problems.length > 0) return;
  if (!found) {
    const made = newOrganization(
      {
        ...fields,
        id: planning.newId(),
        cityId: state.cityId,
        name: fields.name ?? "",
        divisionId: place.id,
        startedOn: toDbDate(planning.today),
        createdAt: planning.now,
      },
      place.path,
    );
    seen.set(made.id, row.row);
    plan.newOrganizations.push(made);
    directory.addOrganization(made);
    planning.count(sheet, "created");
    return;
  }
  const data: OrganizationChange = Object.fromEntries(
    COMPARED.filter((field) => fields[field] !== null && fields[field] !== found[field]).map((field) => [
      field,
      fields[field],
    ]),
  );
  if (textOf(row, "division") !== null && place.id !== found.divisionId) data.divisionId = place.id;
  if (Object.keys(data).length === 0) {
    planning.count(sheet, "unchanged");
    return;
  }
  plan.changedOrganizations.push({ id: found.id, data });
  directory.addOrganization({ ...found, ...data, division: { path: place.path } });
  planning.count(sheet, "changed");
}
