import { type MoneyWords, moneyWords } from "../funding/model.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Counted, FieldType, Thing, ThingKind } from "./thing.ts";
import { ofDelivery, ofExpense, ofHelpRequest, ofPledge } from "./things-done.ts";
import { ofHeader, ofObligation } from "./things-promised.ts";

/** What changed in a partnership between two of its snapshots: typed data, of which the client makes sentences. Pure. */

export const changeKinds = ["ADDED", "CHANGED", "REMOVED"] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What happened to a thing, in the words of its own life; several at once when many days lie between. */
export const happenings = [
  "ADDED",
  "REMOVED",
  "OPENED",
  "CLOSED",
  "REOPENED",
  "EXTENDED",
  "AMENDED",
  "PROGRESSED",
  "BECAME_LATE",
  "DRAFTED",
  "LOGGED",
  "ACCEPTED",
  "REVERSED",
  "DISPUTED",
  "SETTLED",
  "WITHDRAWN",
  "STATE_CHANGED",
  "CHANGED",
] as const;
export type Happening = (typeof happenings)[number];

/** One field before and after: text as it is read by its type, null for none. */
export type FieldChange = { field: string; type: FieldType; before: string | null; after: string | null };

export type ThingChange = Counted & {
  thing: ThingKind;
  id: string;
  of: Thing["of"];
  change: ChangeKind;
  happened: Happening[];
  /** By what people tell it from others of its kind, as it is now, or was before it went; null for what has none. */
  known: Known;
  /** Every field that differs; of a thing that was added or removed, every field that it has. */
  fields: FieldChange[];
};

/** How much it is of, its day, its words: of a promise the quantity and when it falls due, of a file its name. */
export type Known = { quantity: string | null; on: string | null; words: string | null };

/** One word for money, in fen, before and after. */
export type MoneyChange = { word: keyof MoneyWords; before: bigint; after: bigint };

export type Difference = { things: ThingChange[]; money: MoneyChange[] };

type Facts = Pick<Snapshot, "rows" | "obligations"> & { money: { words: MoneyWords } };

/** Everything in a snapshot, each thing before its parts. Settings, calendar and audit entries are the city's and are left out. */
export function thingsOf({ rows, obligations }: Pick<Snapshot, "rows" | "obligations">): Thing[] {
  return [
    ...ofHeader(rows.header),
    ...obligations.flatMap(ofObligation),
    ...rows.deliveries.flatMap(ofDelivery),
    ...rows.pledges.flatMap(ofPledge),
    ...rows.expenses.flatMap(ofExpense),
    ...rows.helpRequests.flatMap(ofHelpRequest),
  ];
}

/** What changed from one snapshot to a later one; `before` is null where the partnership did not exist yet. */
export function difference(before: Facts | null, after: Facts | null): Difference {
  const was = new Map((before ? thingsOf(before) : []).map((thing) => [keyOf(thing), thing]));
  const is = new Map((after ? thingsOf(after) : []).map((thing) => [keyOf(thing), thing]));
  const gone = [...was].flatMap(([key, thing]) => (is.has(key) ? [] : [changeOf(thing, null)]));
  const rest = [...is].flatMap(([key, thing]) => changeOf(was.get(key) ?? null, thing));
  return {
    things: [...rest, ...gone].filter((change) => change !== null),
    money: moneyChanges(before?.money.words ?? NO_MONEY, after?.money.words ?? NO_MONEY),
  };
}

// A file may stand behind two facts, an allocation and a voucher's line have no id of their own.
const keyOf = ({ thing, id, of }: Thing) => `${thing} ${of?.id ?? ""} ${id}`;

const NO_MONEY = moneyWords({
  GIVER: 0n,
  PROMISED: 0n,
  IN_TRANSIT: 0n,
  AVAILABLE: 0n,
  SPENT: 0n,
  RETURNING: 0n,
  RETURNED: 0n,
  WAIVED: 0n,
  CANCELLED: 0n,
});

function moneyChanges(before: MoneyWords, after: MoneyWords): MoneyChange[] {
  const words = Object.keys(NO_MONEY) as (keyof MoneyWords)[];
  return words
    .map((word) => ({ word, before: before[word], after: after[word] }))
    .filter((change) => change.before !== change.after);
}

function changeOf(before: Thing | null, after: Thing | null): ThingChange | null {
  const one = after ?? before;
  if (!one) return null;
  const fields = Object.entries(one.fields).flatMap(([field, { type }]): FieldChange[] => {
    const [was, is] = [before?.fields[field], after?.fields[field]];
    if ((was?.key ?? null) === (is?.key ?? null)) return [];
    return [{ field, type, before: was?.shown ?? null, after: is?.shown ?? null }];
  });
  if (before && after && fields.length === 0) return null;
  const change: ChangeKind = !before ? "ADDED" : !after ? "REMOVED" : "CHANGED";
  const { thing, id, of, kind, good, measure } = one;
  const happened = happenedTo(one, change, fields);
  return { thing, id, of, kind, good, measure, change, fields, happened, known: knownBy(one) };
}

function knownBy({ fields }: Thing): Known {
  const first = (...names: string[]) =>
    names.map((name) => fields[name]?.shown ?? null).find((value) => value !== null) ?? null;
  return {
    quantity: first("quantity", "total", "amount", "pledged"),
    on: first("dueOn", "occurredOn", "pledgedOn", "promisedOn", "sentOn"),
    words: first("person", "fileName", "description", "title", "purpose", "versionNumber"),
  };
}

function happenedTo({ thing, fields: now }: Thing, change: ChangeKind, fields: FieldChange[]): Happening[] {
  if (change === "REMOVED") return ["REMOVED"];
  const changed = new Map(fields.map((field) => [field.field, field]));
  const said =
    thing === "OBLIGATION"
      ? obligationStory(change, changed)
      : thing === "DELIVERY"
        ? deliveryStory(now, changed)
        : [];
  if (said.length > 0) return said;
  if (change === "ADDED") return ["ADDED"];
  return [changed.has("state") ? "STATE_CHANGED" : "CHANGED"];
}

type Changed = Map<string, FieldChange>;

/** A promise that came and went between the two days is opened and closed at once. */
function obligationStory(change: ChangeKind, changed: Changed): Happening[] {
  const said: Happening[] = change === "ADDED" ? ["OPENED"] : [];
  const closure = changed.get("closure");
  if (closure?.after) said.push("CLOSED");
  else if (closure) said.push("REOPENED");
  const more = (name: string) => BigInt(changed.get(name)?.after ?? 0) > 0n;
  if (change === "ADDED") {
    if (more("claimed") || more("accepted")) said.push("PROGRESSED");
    return said;
  }
  const due = changed.get("dueOn");
  if (due) said.push((due.after ?? "") > (due.before ?? "") ? "EXTENDED" : "AMENDED");
  if (changed.has("quantity") && !said.includes("AMENDED")) said.push("AMENDED");
  if (changed.has("claimed") || changed.has("accepted") || changed.has("answered")) said.push("PROGRESSED");
  if (changed.get("state")?.after === "OVERDUE") said.push("BECAME_LATE");
  return said;
}

function deliveryStory(now: Thing["fields"], changed: Changed): Happening[] {
  const state = changed.get("state");
  const said: Happening[] = [];
  if (now["state"]?.key === "DRAFT") return state ? ["DRAFTED"] : [];
  if (changed.get("submittedAt")?.after) said.push("LOGGED");
  const accepted = changed.get("acceptedQuantity");
  const [was, is] = [BigInt(accepted?.before ?? 0), BigInt(accepted?.after ?? 0)];
  if (is > was) said.push("ACCEPTED");
  if (is < was) said.push("REVERSED");
  if (state?.after === "DISPUTED") said.push("DISPUTED");
  if (state?.after === "SETTLED") said.push("SETTLED");
  if (state?.after === "WITHDRAWN") said.push("WITHDRAWN");
  return said;
}
