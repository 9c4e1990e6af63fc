import { addDays, type LocalDate } from "../../kernel/clock.ts";
import { Rejection } from "../../kernel/result.ts";

/**
 * The tree of divisions and its changes as pure plans: labels are dated, a division ends, successions say what continues it.
 * A command loads the nodes, makes a plan, shows it (dry run) or writes it. `territory.ts` has the paths.
 */

export const divisionLevels = ["PROVINCE", "CITY", "COUNTY", "STREET", "COMMUNITY", "GRID", "ZONE"] as const;
export type DivisionLevel = (typeof divisionLevels)[number];

export const divisionChangeKinds = [
  "CREATE",
  "RENAME",
  "RECODE",
  "MOVE",
  "MERGE",
  "SPLIT",
  "IMPORT",
] as const;
export type DivisionChangeKind = (typeof divisionChangeKinds)[number];

/** The levels under which each level may stand; null: at the root, where an import may begin below the province. */
const parents: Readonly<Record<DivisionLevel, readonly (DivisionLevel | null)[]>> = {
  PROVINCE: [null],
  CITY: ["PROVINCE", null],
  COUNTY: ["CITY", "PROVINCE", null],
  STREET: ["COUNTY", "CITY", "ZONE"],
  COMMUNITY: ["STREET", "ZONE"],
  GRID: ["COMMUNITY"],
  ZONE: ["CITY", "COUNTY", "STREET"],
};

/** Whether a level may stand under another (null: at the root). */
export function mayStandUnder(level: DivisionLevel, parent: DivisionLevel | null): boolean {
  return parents[level].includes(parent);
}

export type Label = { id: string; code: string | null; name: string; validFrom: LocalDate };

export type Division = {
  id: number;
  parentId: number | null;
  level: DivisionLevel;
  path: string;
  startedOn: LocalDate;
  endedOn: LocalDate | null;
  /** The label that is not closed. */
  label: Label;
};

/** One that exists, or the one that the plan creates under this key. */
export type Ref = { id: number } | { key: string };

/** What a change does, in the order of writing. */
export type TreePlan = {
  kind: DivisionChangeKind;
  effectiveOn: LocalDate;
  /** `validTo` is the first day on which the label no longer holds. */
  closeLabels: { labelId: string; validTo: LocalDate }[];
  create: { key: string; parentId: number | null; level: DivisionLevel; code: string | null; name: string }[];
  openLabels: { divisionId: number; code: string | null; name: string; validFrom: LocalDate }[];
  /** New parents; the paths of everything below follow (`rebase`). */
  move: { divisionId: number; to: Ref }[];
  /** `endedOn` is the last day. */
  end: { divisionId: number; endedOn: LocalDate }[];
  successions: { fromId: number; to: Ref }[];
  /** Organizations that sit at an ended division sit at its successor from the day on. */
  reseat: { fromId: number; to: Ref }[];
};

function emptyPlan(kind: DivisionChangeKind, effectiveOn: LocalDate): TreePlan {
  const lists = {
    closeLabels: [],
    create: [],
    openLabels: [],
    move: [],
    end: [],
    successions: [],
    reseat: [],
  };
  return { kind, effectiveOn, ...lists };
}

function refuse(division: Division, code: string, params: Record<string, string> = {}): Rejection {
  const from = division.endedOn ? "ENDED" : "STANDING";
  return Rejection.invalidTransition({
    from,
    allowed: [],
    code,
    params: { divisionId: String(division.id), ...params },
  });
}

function mustStand(division: Division, on: LocalDate): void {
  if (division.endedOn !== null) throw refuse(division, "DIVISION_ENDED");
  if (on < division.startedOn || on < division.label.validFrom)
    throw refuse(division, "EFFECTIVE_BEFORE_LABEL");
}

function mustBeName(name: string, path: string[]): string {
  const plain = name.trim();
  const code = plain === "" ? "REQUIRED" : [...plain].length > 60 ? "TOO_LONG" : null;
  if (code !== null) throw Rejection.validation([{ path, code, params: { max: "60" } }]);
  return plain;
}

/** An official code is 2 to 12 digits; a grid or a zone may have none, or letters and dashes. */
export function isDivisionCode(code: string | null, level: DivisionLevel): boolean {
  if (code === null) return level === "GRID" || level === "ZONE";
  return level === "GRID" || level === "ZONE" ? /^[0-9A-Z-]{1,20}$/.test(code) : /^\d{2,12}$/.test(code);
}

function mustBeCode(code: string | null, level: DivisionLevel, taken: boolean, path: string[]): void {
  if (!isDivisionCode(code, level)) throw Rejection.validation([{ path, code: "DIVISION_CODE_FORM" }]);
  if (taken) throw Rejection.validation([{ path, code: "DIVISION_CODE_TAKEN" }]);
}

function mustFit(level: DivisionLevel, parent: Division | null): void {
  if (mayStandUnder(level, parent?.level ?? null)) return;
  throw Rejection.validation([{ path: ["parentId"], code: "DIVISION_LEVEL" }]);
}

/** A new division under a parent (DIVISION_LEVEL, DIVISION_CODE_FORM, DIVISION_CODE_TAKEN). The plan's key is `new`. */
export function planCreate(
  parent: Division | null,
  fields: { level: DivisionLevel; code: string | null; name: string },
  codeTaken: boolean,
  on: LocalDate,
): TreePlan {
  if (parent) mustStand(parent, on);
  mustFit(fields.level, parent);
  mustBeCode(fields.code, fields.level, codeTaken, ["code"]);
  const name = mustBeName(fields.name, ["name"]);
  const create = { key: "new", parentId: parent?.id ?? null, level: fields.level, code: fields.code, name };
  return { ...emptyPlan("CREATE", on), create: [create] };
}

function relabel(
  kind: DivisionChangeKind,
  division: Division,
  label: { code: string | null; name: string },
  on: LocalDate,
): TreePlan {
  const closeLabels = [{ labelId: division.label.id, validTo: on }];
  return {
    ...emptyPlan(kind, on),
    closeLabels,
    openLabels: [{ divisionId: division.id, ...label, validFrom: on }],
  };
}

/** Another name from a day on, the same code (NOTHING_CHANGES when it is the name already). */
export function planRename(division: Division, name: string, on: LocalDate): TreePlan {
  mustStand(division, on);
  const plain = mustBeName(name, ["name"]);
  if (plain === division.label.name) throw refuse(division, "NOTHING_CHANGES");
  return relabel("RENAME", division, { code: division.label.code, name: plain }, on);
}

/** Another official code from a day on. `codeTaken`: another standing division bears it on that day or later. */
export function planRecode(
  division: Division,
  code: string | null,
  codeTaken: boolean,
  on: LocalDate,
): TreePlan {
  mustStand(division, on);
  mustBeCode(code, division.level, codeTaken, ["code"]);
  if (code === division.label.code) throw refuse(division, "NOTHING_CHANGES");
  return relabel("RECODE", division, { code, name: division.label.name }, on);
}

/**
 * Under another parent, with everything below it. Refused: into itself (DIVISION_CYCLE), a level that does not fit, and out of or into
 * a city (CROSSES_CITY): `cityRootPaths` are the paths of all divisions at which a city is rooted.
 */
export function planMove(
  division: Division,
  parent: Division,
  cityRootPaths: readonly string[],
  on: LocalDate,
): TreePlan {
  mustStand(division, on);
  mustStand(parent, on);
  if (parent.path.startsWith(division.path)) throw refuse(division, "DIVISION_CYCLE");
  if (parent.id === division.parentId) throw refuse(division, "NOTHING_CHANGES");
  mustFit(division.level, parent);
  mustStayInCity(division, parent, cityRootPaths);
  return { ...emptyPlan("MOVE", on), move: [{ divisionId: division.id, to: { id: parent.id } }] };
}

function mustStayInCity(division: Division, parent: Division, cityRootPaths: readonly string[]): void {
  for (const root of cityRootPaths) {
    // Cities never nest: what holds a city's root does not come to stand below another's.
    const crosses = root.startsWith(division.path)
      ? cityRootPaths.some((other) => other !== root && parent.path.startsWith(other))
      : division.path.startsWith(root) !== parent.path.startsWith(root);
    if (crosses) throw refuse(division, "CROSSES_CITY");
  }
}

/**
 * One or several divisions go up in `target`, which goes on: their children move to it, their labels close, organizations sit at it.
 * All have one level and parent chain in one city (DIVISION_LEVEL, CROSSES_CITY); no root of a city goes up in another (CITY_ROOT).
 * `children`: the standing children of the sources.
 */
export function planMerge(
  sources: readonly Division[],
  target: Division,
  children: readonly Division[],
  cityRootPaths: readonly string[],
  on: LocalDate,
): TreePlan {
  mustStand(target, on);
  if (sources.length === 0) throw Rejection.validation([{ path: ["sourceIds"], code: "REQUIRED" }]);
  const plan = emptyPlan("MERGE", on);
  const seen = new Set<number>([target.id]);
  for (const source of sources) {
    mustStand(source, on);
    if (seen.has(source.id)) throw Rejection.validation([{ path: ["sourceIds"], code: "DUPLICATE" }]);
    seen.add(source.id);
    if (source.level !== target.level)
      throw Rejection.validation([{ path: ["sourceIds"], code: "DIVISION_LEVEL" }]);
    if (cityRootPaths.includes(source.path)) throw refuse(source, "CITY_ROOT");
    mustStayInCity(source, target, cityRootPaths);
    plan.closeLabels.push({ labelId: source.label.id, validTo: on });
    plan.end.push({ divisionId: source.id, endedOn: addDays(on, -1) });
    plan.successions.push({ fromId: source.id, to: { id: target.id } });
    plan.reseat.push({ fromId: source.id, to: { id: target.id } });
  }
  for (const child of children) {
    if (
      child.endedOn === null &&
      child.parentId !== null &&
      child.parentId !== target.id &&
      seen.has(child.parentId)
    ) {
      plan.move.push({ divisionId: child.id, to: { id: target.id } });
    }
  }
  return plan;
}

export type SplitPart = {
  name: string;
  code: string | null;
  childIds: readonly number[];
  codeTaken: boolean;
};

/**
 * A division falls into parts beside each other. `keep`: it goes on and one part or more leave it; else it ends, there are two
 * parts or more, every standing child goes to one of them (CHILD_UNASSIGNED), its organizations sit at the first.
 * Children: named once (DUPLICATE), its own (NOT_A_CHILD). Keys of the parts: `part0`, `part1` …
 */
export function planSplit(
  division: Division,
  children: readonly Division[],
  parts: readonly SplitPart[],
  options: { keep: boolean; cityRootPaths: readonly string[] },
  on: LocalDate,
): TreePlan {
  mustStand(division, on);
  if (options.cityRootPaths.includes(division.path)) throw refuse(division, "CITY_ROOT");
  const params = { min: options.keep ? "1" : "2" };
  if (parts.length < Number(params.min))
    throw Rejection.validation([{ path: ["parts"], code: "TOO_FEW", params }]);
  const plan = emptyPlan("SPLIT", on);
  const standing = children.filter((child) => child.endedOn === null && child.parentId === division.id);
  const assigned = new Set<number>();
  const codes = new Set<string>();
  parts.forEach((part, index) => {
    const path = (field: string) => ["parts", String(index), field];
    const key = `part${index}`;
    const isTwice = part.code !== null && codes.has(part.code);
    // The ending division's own code is free again on the day of the split.
    const isFreed = !options.keep && part.code !== null && part.code === division.label.code;
    mustBeCode(part.code, division.level, isTwice || (part.codeTaken && !isFreed), path("code"));
    if (part.code !== null) codes.add(part.code);
    const { parentId, level } = division;
    plan.create.push({ key, parentId, level, code: part.code, name: mustBeName(part.name, path("name")) });
    plan.successions.push({ fromId: division.id, to: { key } });
    for (const childId of part.childIds) {
      const isChild = standing.some((child) => child.id === childId);
      const code = isChild ? "DUPLICATE" : "NOT_A_CHILD";
      if (!isChild || assigned.has(childId)) throw Rejection.validation([{ path: path("childIds"), code }]);
      assigned.add(childId);
      plan.move.push({ divisionId: childId, to: { key } });
    }
  });
  if (options.keep) return plan;
  if (assigned.size < standing.length)
    throw Rejection.validation([{ path: ["parts"], code: "CHILD_UNASSIGNED" }]);
  plan.closeLabels.push({ labelId: division.label.id, validTo: on });
  plan.end.push({ divisionId: division.id, endedOn: addDays(on, -1) });
  plan.reseat.push({ fromId: division.id, to: { key: "part0" } });
  return plan;
}
