import fc from "fast-check";
import { expect, test } from "vitest";
import { localDate } from "../../kernel/clock.ts";
import { Rejection } from "../../kernel/result.ts";
import {
  type Division,
  type DivisionLevel,
  mayStandUnder,
  planCreate,
  planMerge,
  planMove,
  planRecode,
  planRename,
  planSplit,
  type Ref,
} from "./model.ts";
import { childPath, isWithin, pathIds, rebase } from "./territory.ts";

const on = localDate("2026-07-01");
const since = localDate("2020-01-01");

function node(
  id: number,
  parent: Division | null,
  level: DivisionLevel,
  code: string,
  name: string,
): Division {
  return {
    id,
    parentId: parent?.id ?? null,
    level,
    path: childPath(parent?.path ?? null, id),
    startedOn: since,
    endedOn: null,
    label: { id: `label${id}`, code, name, validFrom: since },
  };
}
const province = node(1, null, "PROVINCE", "99", "某省");
const city = node(2, province, "CITY", "9901", "某市");
const otherCity = node(3, province, "CITY", "9902", "邻市");
const east = node(4, city, "COUNTY", "990101", "东区");
const west = node(5, city, "COUNTY", "990102", "西区");
const lake = node(6, east, "STREET", "990101001", "湖滨街道");
const hill = node(7, east, "STREET", "990101002", "山前街道");
const shore = node(8, lake, "COMMUNITY", "990101001001", "湖岸社区");
const pier = node(9, lake, "COMMUNITY", "990101001002", "码头社区");
const farEast = node(10, otherCity, "COUNTY", "990201", "远区");
const roots = [city.path, otherCity.path];

const codeOf = (step: () => unknown): string => {
  try {
    step();
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return error.failure.type === "ValidationError"
      ? (error.failure.problems[0]?.code ?? "")
      : error.failure.code;
  }
  return "";
};

test("a territory is a prefix that ends with a slash", () => {
  expect(lake.path).toBe("/1/2/4/6/");
  expect(isWithin("/1/23/", "/1/2/")).toBe(false);
  expect(isWithin(shore.path, city.path)).toBe(true);
  expect(pathIds(shore.path)).toEqual([1, 2, 4, 6, 8]);
  expect(rebase(shore.path, lake.path, "/1/2/5/6/")).toBe("/1/2/5/6/8/");
  expect(() => rebase(shore.path, hill.path, "/")).toThrow(RangeError);
});

test("levels stand where they may", () => {
  expect(mayStandUnder("COMMUNITY", "STREET")).toBe(true);
  expect(mayStandUnder("STREET", "CITY")).toBe(true);
  expect(mayStandUnder("COMMUNITY", "COUNTY")).toBe(false);
  expect(mayStandUnder("GRID", null)).toBe(false);
  expect(codeOf(() => planCreate(city, { level: "COMMUNITY", code: "1234", name: "x" }, false, on))).toBe(
    "DIVISION_LEVEL",
  );
  expect(planCreate(east, { level: "ZONE", code: null, name: "示范区" }, false, on).create).toHaveLength(1);
  expect(codeOf(() => planCreate(east, { level: "STREET", code: null, name: "x" }, false, on))).toBe(
    "DIVISION_CODE_FORM",
  );
});

test("renaming and re-coding close one label and open the next on the same day", () => {
  expect(planRename(lake, " 西湖街道 ", on)).toMatchObject({
    kind: "RENAME",
    closeLabels: [{ labelId: "label6", validTo: on }],
    openLabels: [{ divisionId: 6, code: "990101001", name: "西湖街道", validFrom: on }],
    move: [],
    end: [],
  });
  expect(planRecode(lake, "990101009", false, on).openLabels[0]).toMatchObject({
    code: "990101009",
    name: "湖滨街道",
  });
  expect(codeOf(() => planRecode(lake, "990101009", true, on))).toBe("DIVISION_CODE_TAKEN");
  expect(codeOf(() => planRename(lake, "湖滨街道", on))).toBe("NOTHING_CHANGES");
  expect(codeOf(() => planRename(lake, "x", localDate("2019-12-31")))).toBe("EFFECTIVE_BEFORE_LABEL");
  expect(codeOf(() => planRename({ ...lake, endedOn: on }, "x", on))).toBe("DIVISION_ENDED");
});

test("moving refuses cycles, wrong levels and other cities", () => {
  expect(planMove(lake, west, roots, on).move).toEqual([{ divisionId: 6, to: { id: 5 } }]);
  expect(codeOf(() => planMove(east, lake, roots, on))).toBe("DIVISION_CYCLE");
  expect(codeOf(() => planMove(east, east, roots, on))).toBe("DIVISION_CYCLE");
  expect(codeOf(() => planMove(shore, west, roots, on))).toBe("DIVISION_LEVEL");
  expect(codeOf(() => planMove(lake, farEast, roots, on))).toBe("CROSSES_CITY");
  expect(codeOf(() => planMove(lake, east, roots, on))).toBe("NOTHING_CHANGES");
});

test("merging ends the source, keeps its history reachable, and takes its children and organizations along", () => {
  expect(planMerge([lake], hill, [shore, pier], roots, on)).toEqual({
    kind: "MERGE",
    effectiveOn: on,
    closeLabels: [{ labelId: "label6", validTo: "2026-07-01" }],
    create: [],
    openLabels: [],
    move: [
      { divisionId: 8, to: { id: 7 } },
      { divisionId: 9, to: { id: 7 } },
    ],
    end: [{ divisionId: 6, endedOn: "2026-06-30" }],
    successions: [{ fromId: 6, to: { id: 7 } }],
    reseat: [{ fromId: 6, to: { id: 7 } }],
  });
  expect(codeOf(() => planMerge([shore], hill, [], roots, on))).toBe("DIVISION_LEVEL");
  expect(codeOf(() => planMerge([east], farEast, [], roots, on))).toBe("CROSSES_CITY");
  expect(codeOf(() => planMerge([city], otherCity, [], roots, on))).toBe("CITY_ROOT");
  expect(codeOf(() => planMerge([lake, lake], hill, [], roots, on))).toBe("DUPLICATE");
  expect(codeOf(() => planMerge([lake], lake, [], roots, on))).toBe("DUPLICATE");
});

test("splitting assigns every child once; the code may stay with one part", () => {
  const part = (code: string, childIds: number[], codeTaken = false) => ({
    name: `新${code}`,
    code,
    childIds,
    codeTaken,
  });
  const ends = { keep: false, cityRootPaths: roots };
  const plan = planSplit(
    lake,
    [shore, pier],
    [part("990101001", [8], true), part("990101008", [9])],
    ends,
    on,
  );
  expect(plan.create.map((c) => [c.key, c.parentId, c.level])).toEqual([
    ["part0", 4, "STREET"],
    ["part1", 4, "STREET"],
  ]);
  expect(plan.move).toEqual([
    { divisionId: 8, to: { key: "part0" } },
    { divisionId: 9, to: { key: "part1" } },
  ]);
  expect(plan.end).toEqual([{ divisionId: 6, endedOn: "2026-06-30" }]);
  const fails = (...parts: ReturnType<typeof part>[]) =>
    codeOf(() => planSplit(lake, [shore, pier], parts, ends, on));
  expect(fails(part("990101007", [8, 9]))).toBe("TOO_FEW");
  expect(fails(part("990101007", [8]), part("990101008", []))).toBe("CHILD_UNASSIGNED");
  expect(fails(part("990101007", [8, 9]), part("990101008", [9]))).toBe("DUPLICATE");
  expect(fails(part("990101007", [8, 7]), part("990101008", [9]))).toBe("NOT_A_CHILD");
  expect(fails(part("990101007", [8]), part("990101007", [9]))).toBe("DIVISION_CODE_TAKEN");
  const keeps = planSplit(lake, [shore, pier], [part("990101008", [9])], { ...ends, keep: true }, on);
  expect(keeps).toMatchObject({ end: [], closeLabels: [], reseat: [], move: [{ divisionId: 9 }] });
});

test("random changes keep the tree a tree: paths match parents, levels fit, cities keep what is theirs", {
  timeout: 60_000,
}, () => {
  const change = fc.record({
    name: fc.constantFrom("move", "merge", "split"),
    a: fc.nat({ max: 30 }),
    b: fc.nat({ max: 30 }),
    keep: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      let tree = [province, city, otherCity, east, west, lake, hill, shore, pier, farEast];
      // The roots themselves move when a province is split.
      const cities = () => tree.filter((d) => d.id === city.id || d.id === otherCity.id);
      const rootPaths = () => cities().map((d) => d.path);
      const cityOf = (d: Division) => cities().find((root) => isWithin(d.path, root.path))?.id ?? null;
      const home = new Map(tree.map((d) => [d.id, cityOf(d)]));
      let nextId = 100;
      for (const { name, a, b, keep } of changes) {
        const first = tree[a % tree.length];
        const second = tree[b % tree.length];
        if (!first || !second) continue;
        const children = tree.filter((d) => d.parentId === first.id);
        try {
          const plan =
            name === "move"
              ? planMove(first, second, rootPaths(), on)
              : name === "merge"
                ? planMerge([first], second, children, rootPaths(), on)
                : planSplit(
                    first,
                    children,
                    [0, 1].map((i) => ({
                      name: `part ${i}`,
                      code: `77${nextId + i}`,
                      childIds: children.filter((c) => c.endedOn === null && c.id % 2 === i).map((c) => c.id),
                      codeTaken: false,
                    })),
                    { keep, cityRootPaths: rootPaths() },
                    on,
                  );
          const made = new Map<string, number>();
          for (const each of plan.create) {
            const parent = tree.find((d) => d.id === each.parentId) ?? null;
            const division = {
              ...node(nextId, parent, each.level, each.code ?? "", each.name),
              startedOn: on,
            };
            made.set(each.key, nextId);
            home.set(nextId, cityOf(division));
            nextId += 1;
            tree = [...tree, division];
          }
          const idOf = (ref: Ref) => ("id" in ref ? ref.id : made.get(ref.key));
          for (const { divisionId, to } of plan.move) {
            const moved = tree.find((d) => d.id === divisionId);
            const parent = tree.find((d) => d.id === idOf(to));
            if (!moved || !parent) throw new Error("a plan names divisions that exist");
            const from = moved.path;
            const target = childPath(parent.path, moved.id);
            tree = tree.map((d) => {
              const path = isWithin(d.path, from) ? rebase(d.path, from, target) : d.path;
              return d.id === divisionId ? { ...d, path, parentId: parent.id } : { ...d, path };
            });
          }
          tree = tree.map((d) => {
            const ended = plan.end.find((each) => each.divisionId === d.id);
            return ended ? { ...d, endedOn: ended.endedOn } : d;
          });
        } catch (error) {
          if (!(error instanceof Rejection)) throw error;
        }
        for (const d of tree) {
          const parent = tree.find((each) => each.id === d.parentId) ?? null;
          expect(d.path).toBe(childPath(parent?.path ?? null, d.id));
          expect(mayStandUnder(d.level, parent?.level ?? null)).toBe(true);
          if (d.endedOn === null && parent) expect(parent.endedOn).toBeNull();
          expect(cityOf(d)).toBe(home.get(d.id));
        }
      }
    }),
    { numRuns: process.env["LONG"] === "1" ? 10_000 : 300 },
  );
});
