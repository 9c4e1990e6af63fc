import fc from "fast-check";
import { expect, test } from "vitest";
import { moneyWords } from "../funding/model.ts";
import { balancesOf } from "../funding/stuck.ts";
import { difference } from "./difference.ts";
import type { SnapshotRows } from "./read.ts";
import type { Snapshot } from "./snapshot.ts";
import { base, kind } from "./snapshot-fixture.ts";

type Path = (string | number)[];

/** What a difference of a partnership does not speak of, and why. */
const LEFT_OUT = [
  // Identity, counters, and what belongs to the city.
  /(^|\.)(id|version|cityId)$/,
  /^(audit|header\.(settings|calendar))/,
  // How a kind, a person or a file is called or shaped is not the partnership's.
  /(^|\.)kind\.|\.(name|erased)$(?<!evidence\.\d\.erased)(?<!(giver|receiver|attestor)\.name)/,
  /evidence\.\d\.(mediaType|bytes|capturedAt|hasThumbnail)$/,
  /^header\.(giver|receiver|attestor)\.(kind|shortName|address|phone|division)/,
  /^header\.(leader\.title|liaisons\.\d\.(membershipId|phone))$/,
  // Parts are told by what they are parts of: the row's own key, and the line's measure.
  /lines\.\d\.(measure|good)$(?<!agreements\.\d\.lines\.\d\.good)/,
  /(allocations\.\d\.obligationId|expenses\.\d\.lines\.\d\.pledgeLineId)$/,
  /accounts\.\d\.type$/,
];

function leaves(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== "object") {
    const text = path.join(".");
    // A person is told apart by the id, a liaison by the person's.
    const isWho = /(By|by|person)\.id$/.test(text) || /personId$/.test(text);
    return !isWho && LEFT_OUT.some((pattern) => pattern.test(text)) ? [] : [path];
  }
  return Object.entries(value).flatMap(([key, one]) =>
    leaves(one, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** Another value of the same shape. */
function other(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  const text = String(value);
  if (/^\d+$/.test(text)) return String(BigInt(text) + 1n);
  if (/^\d{4}-\d{2}-\d{2}/.test(text)) return text.replace(/^\d{4}/, "2027");
  return `${text}X`;
}

function changed(rows: SnapshotRows, paths: readonly Path[]): SnapshotRows {
  const copy = structuredClone(rows) as unknown;
  for (const path of paths) {
    let place = copy as Record<string | number, unknown>;
    for (const step of path.slice(0, -1)) place = place[step] as Record<string | number, unknown>;
    const last = path.at(-1) as string | number;
    place[last] = other(place[last]);
  }
  return copy as SnapshotRows;
}

/** The part of a snapshot that differences are made of, without what only time changes. */
function facts(rows: SnapshotRows, state = "DUE") {
  const obligations = rows.obligations.map((row) => ({
    ...row,
    derived: { state },
  })) as unknown as Snapshot["obligations"];
  const [line] = rows.pledges[0]?.lines ?? [];
  return { rows, obligations, money: { words: moneyWords(balancesOf(line?.accounts ?? [])) } };
}

const everyPath = leaves(base);
const named = ({ things }: ReturnType<typeof difference>) =>
  things
    .flatMap(({ thing, id, of, fields }) =>
      fields.map(({ field }) => `${thing} ${of?.id ?? ""} ${id} ${field}`),
    )
    .sort();

test("nothing differs from itself", () => {
  expect(difference(facts(base), facts(structuredClone(base)))).toEqual({ things: [], money: [] });
  expect(difference(null, null)).toEqual({ things: [], money: [] });
});

test("every column that differs is named", () => {
  expect(everyPath.length).toBeGreaterThan(150);
  const unseen = everyPath.filter(
    (path) => named(difference(facts(base), facts(changed(base, [path])))).length === 0,
  );
  expect(unseen.map((path) => path.join("."))).toEqual([]);
});

test("whatever differs together is named together, and nothing else; backwards it is the same turned round", () => {
  const alone = new Map(
    everyPath.map((path) => [path, named(difference(facts(base), facts(changed(base, [path]))))]),
  );
  fc.assert(
    fc.property(fc.subarray(everyPath, { maxLength: 12 }), (paths) => {
      const next = facts(changed(base, paths));
      const there = difference(facts(base), next);
      const wanted = new Set(paths.flatMap((path) => alone.get(path) ?? []));
      // Balances that move against each other can leave a word as it was.
      const balances = paths.filter((path) => path.includes("accounts")).length > 1;
      if (!balances) expect(new Set(named(there))).toEqual(wanted);
      const back = difference(next, facts(base));
      expect(named(back)).toEqual(named(there));
      const turned = back.money.map(({ word, before, after }) => ({ word, before: after, after: before }));
      expect(turned).toEqual(there.money);
    }),
    { numRuns: 150 },
  );
});

test("a thing that came or went tells all that it has", () => {
  const none = { ...base, deliveries: [] };
  const { things } = difference(facts(none), facts(base));
  expect(things.map(({ thing, change }) => `${thing} ${change}`)).toEqual([
    "DELIVERY ADDED",
    "ACCEPTANCE ADDED",
    "DISPUTE ADDED",
    "ALLOCATION ADDED",
    "EVIDENCE ADDED",
  ]);
  expect(things[0]).toMatchObject({ happened: ["LOGGED", "ACCEPTED"], kind, good: "rice", measure: "MONEY" });
  expect(things[0]?.fields).toContainEqual({ field: "quantity", type: "AMOUNT", before: null, after: "50" });
  expect(difference(facts(base), facts(none)).things.every(({ change }) => change === "REMOVED")).toBe(true);
  // A partnership that was not known yet is new in all its parts.
  expect(difference(null, facts(base)).things.every(({ change }) => change === "ADDED")).toBe(true);
  expect(difference(null, facts(base)).money).toContainEqual({ word: "pledged", before: 0n, after: 42n });
});

test("what happened to a promise and to an act is said in the words of its life", () => {
  const [promise] = base.obligations;
  const [act] = base.deliveries;
  if (!promise || !act) throw new Error("nothing to change");
  const promised = (now: object, state?: string) =>
    difference(facts(base), facts({ ...base, obligations: [{ ...promise, ...now }] }, state)).things[0]
      ?.happened;
  expect(promised({ dueOn: "2026-04-30" })).toEqual(["EXTENDED"]);
  expect(promised({ dueOn: "2026-02-28", quantity: "90" })).toEqual(["AMENDED"]);
  expect(promised({ closure: null, closedAt: null, accepted: "10" })).toEqual(["REOPENED", "PROGRESSED"]);
  expect(promised({ closure: "WAIVED" })).toEqual(["CLOSED"]);
  expect(promised({}, "OVERDUE")).toEqual(["BECAME_LATE"]);
  expect(promised({ good: "flour" })).toEqual(["CHANGED"]);
  const done = (was: object, now: object) =>
    difference(
      facts({ ...base, deliveries: [{ ...act, ...was }] }),
      facts({ ...base, deliveries: [{ ...act, ...now }] }),
    ).things[0]?.happened;
  const draft = { state: "DRAFT", submittedAt: null, acceptedQuantity: "0" };
  const open = { state: "SUBMITTED", acceptedQuantity: "0" };
  expect(done(draft, open)).toEqual(["LOGGED"]);
  expect(done(open, { state: "ACCEPTED", acceptedQuantity: "50" })).toEqual(["ACCEPTED"]);
  expect(done(open, { state: "DISPUTED", acceptedQuantity: "20" })).toEqual(["ACCEPTED", "DISPUTED"]);
  expect(done({ state: "DISPUTED" }, { state: "SETTLED", acceptedQuantity: "30" })).toEqual([
    "ACCEPTED",
    "SETTLED",
  ]);
  expect(done({}, open)).toEqual(["REVERSED"]);
  expect(done(open, { ...open, state: "WITHDRAWN" })).toEqual(["WITHDRAWN"]);
});
