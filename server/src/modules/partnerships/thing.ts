import type { KindRow, OrganizationRow, PersonRow } from "../../graphql/labels.ts";
import { personName } from "../organizations/model.ts";

/** A thing of a snapshot as a flat list of fields, so that two snapshots can be held against each other field by field. */

export const thingKinds = [
  "PARTNERSHIP",
  "LIAISON",
  "SUSPENSION",
  "LEAD",
  "AGREEMENT",
  "AGREEMENT_LINE",
  "AGREEMENT_SIGNATURE",
  "REMINDER",
  "OBLIGATION",
  "AMENDMENT",
  "EXPLANATION",
  "EXTENSION",
  "DELIVERY",
  "ALLOCATION",
  "ACCEPTANCE",
  "DISPUTE",
  "EVIDENCE",
  "PLEDGE",
  "PLEDGE_CHANGE",
  "PLEDGE_LINE",
  "FUND_RETURN",
  "EXPENSE",
  "EXPENSE_LINE",
  "EXPENSE_QUERY",
  "HELP_REQUEST",
  "NEED",
  "CLAIM",
] as const;
export type ThingKind = (typeof thingKinds)[number];

/** How a value is to be read: an amount in minor units, a day, an instant, a code, words, a name, a uuid, a number, yes or no. */
export const fieldTypes = [
  "AMOUNT",
  "DATE",
  "INSTANT",
  "CODE",
  "TEXT",
  "PERSON",
  "ORGANIZATION",
  "REFERENCE",
  "NUMBER",
  "FLAG",
] as const;
export type FieldType = (typeof fieldTypes)[number];

/** A value: what it is told apart by, and what is shown of it. */
export type Field = { type: FieldType; key: string | null; shown: string | null };

/** What its amounts are of. */
export type Counted = { kind: KindRow | null; good: string | null; measure: KindRow["measure"] | null };

export type Thing = Counted & {
  thing: ThingKind;
  id: string;
  /** The thing that it is a part of. */
  of: { thing: ThingKind; id: string } | null;
  fields: Record<string, Field>;
};

/** The type of every column of a row but those that are looked at elsewhere: a column that is added must be given one. */
export type Columns<Row, Elsewhere extends keyof Row> = Record<
  Exclude<keyof Row, Elsewhere | "id" | "version">,
  FieldType
>;

export const UNCOUNTED: Counted = { kind: null, good: null, measure: null };
/** What is counted in a kind of support. */
export const countedIn = (kind: KindRow | null, good: string | null = null): Counted => ({
  kind,
  good,
  measure: kind?.measure ?? null,
});

/** A thing of a row by the types of its columns. */
export function thing(
  kind: ThingKind,
  row: { id: string },
  columns: Record<string, FieldType>,
  counted: Counted = UNCOUNTED,
  whole: Thing["of"] = null,
): Thing {
  const values = row as unknown as Record<string, unknown>;
  const fields = Object.entries(columns).map(([name, type]) => [name, fieldOf(type, values[name])] as const);
  return { ...counted, thing: kind, id: row.id, of: whole, fields: Object.fromEntries(fields) };
}

function fieldOf(type: FieldType, value: unknown): Field {
  if (value === null || value === undefined) return { type, key: null, shown: null };
  if (type === "PERSON") {
    const person = value as PersonRow;
    // Who it was: another name is not another person.
    return {
      type,
      key: person.id,
      shown: personName({ ...person, erasedAt: person.erased ? new Date(0) : null }),
    };
  }
  if (type === "ORGANIZATION") {
    const { id, name } = value as OrganizationRow;
    return { type, key: `${id} ${name}`, shown: name };
  }
  return { type, key: String(value), shown: String(value) };
}
