import type { Actor } from "../../kernel/actor.ts";
import { fromDbDate, type LocalDate } from "../../kernel/clock.ts";
import type { Transaction } from "../../kernel/db.ts";
import { Rejection } from "../../kernel/result.ts";
import {
  type Division,
  type DivisionLevel,
  planCreate,
  planMerge,
  planMove,
  planRecode,
  planRename,
  planSplit,
  type TreePlan,
} from "./model.ts";
import { isWithin } from "./territory.ts";

/** One change of the tree; which fields it needs is a matter of its kind. */
export type ChangeInput = {
  kind: "CREATE" | "RENAME" | "RECODE" | "MOVE" | "MERGE" | "SPLIT";
  /** What changes; for CREATE the parent, for MERGE what goes on. */
  divisionId: number;
  /** The first day of the new state; not after today. */
  effectiveOn: LocalDate;
  name?: string | null;
  code?: string | null;
  level?: DivisionLevel | null;
  /** MOVE: the new parent. */
  parentId?: number | null;
  /** MERGE: what goes up in it. */
  sourceIds?: readonly number[] | null;
  /** SPLIT: what it falls into, and whether it goes on beside them. */
  parts?: readonly { name: string; code?: string | null; childIds: readonly number[] }[] | null;
  keep?: boolean | null;
};

/** What a change would do, with what it was made from. */
export type PlannedChange = {
  plan: TreePlan;
  divisions: ReadonlyMap<number, Division>;
  /** The city that the change lies in; null outside of every city. */
  cityId: string | null;
};

type Reader = Pick<Transaction, "division" | "divisionLabel" | "city">;

/** Levels that an office adds by hand; the official ones come with an import. */
const BY_HAND: readonly DivisionLevel[] = ["GRID", "ZONE"];

/**
 * Plans a change without writing. For a person everything it touches lies in the person's city; else it is not found.
 *
 * @throws Rejection the model's; EFFECTIVE_IN_FUTURE; LEVEL_BY_IMPORT for an official level made by hand.
 */
export async function planChange(
  reader: Reader,
  actor: Actor,
  input: ChangeInput,
  today: LocalDate,
): Promise<PlannedChange> {
  const named = [
    input.divisionId,
    ...(input.parentId ? [input.parentId] : []),
    ...(input.sourceIds ?? []),
    ...(input.parts ?? []).flatMap(({ childIds }) => childIds),
  ];
  const parents = [input.divisionId, ...(input.sourceIds ?? [])];
  const rows = await reader.division.findMany({
    where: { OR: [{ id: { in: named } }, { parentId: { in: parents } }] },
    include: { labels: { orderBy: { validFrom: "desc" }, take: 1 } },
    orderBy: { id: "asc" },
  });
  const divisions = new Map(
    rows.flatMap((row) => toModel(row) ?? []).map((division) => [division.id, division]),
  );
  const roots = await reader.city.findMany({ select: { id: true, division: { select: { path: true } } } });
  const take = (id: number | null | undefined): Division => {
    const division = id === null || id === undefined ? undefined : divisions.get(id);
    if (!division || (actor.kind === "PERSON" && !isWithin(division.path, actor.cityPath)))
      throw Rejection.notFound();
    return division;
  };
  for (const id of named) take(id);
  if (input.effectiveOn > today)
    throw Rejection.validation([{ path: ["effectiveOn"], code: "EFFECTIVE_IN_FUTURE" }]);
  const division = take(input.divisionId);
  const plan = await planOf(reader, input, {
    take,
    divisions,
    roots: roots.map((root) => root.division.path),
    actor,
  });
  const city = roots.find((root) => isWithin(division.path, root.division.path));
  return { plan, divisions, cityId: city?.id ?? null };
}

async function planOf(
  reader: Reader,
  input: ChangeInput,
  from: {
    take(id: number | null | undefined): Division;
    divisions: ReadonlyMap<number, Division>;
    roots: string[];
    actor: Actor;
  },
): Promise<TreePlan> {
  const { take, divisions, roots, actor } = from;
  const { effectiveOn: on, divisionId } = input;
  const division = take(divisionId);
  const childrenOf = (ids: readonly number[]) =>
    [...divisions.values()].filter(({ parentId }) => parentId !== null && ids.includes(parentId));
  const isTaken = async (code: string | null) =>
    code !== null &&
    (await reader.divisionLabel.count({
      where: {
        code,
        divisionId: { not: divisionId },
        OR: [{ validTo: null }, { validTo: { gt: new Date(on) } }],
      },
    })) > 0;
  const code = plainCode(input.code);
  switch (input.kind) {
    case "CREATE": {
      const level = input.level ?? "GRID";
      if (actor.kind === "PERSON" && !BY_HAND.includes(level))
        throw Rejection.validation([{ path: ["level"], code: "LEVEL_BY_IMPORT" }]);
      return planCreate(division, { level, code, name: input.name ?? "" }, await isTaken(code), on);
    }
    case "RENAME":
      return planRename(division, input.name ?? "", on);
    case "RECODE":
      return planRecode(division, code, await isTaken(code), on);
    case "MOVE":
      return planMove(division, take(input.parentId), roots, on);
    case "MERGE": {
      const sources = (input.sourceIds ?? []).map(take);
      return planMerge(sources, division, childrenOf(sources.map(({ id }) => id)), roots, on);
    }
    case "SPLIT": {
      const parts = [];
      for (const part of input.parts ?? []) {
        const own = plainCode(part.code);
        parts.push({
          name: part.name,
          code: own,
          childIds: part.childIds,
          codeTaken: (await isTaken(own)) || (own !== null && own === division.label.code),
        });
      }
      return planSplit(
        division,
        childrenOf([division.id]),
        parts,
        { keep: input.keep ?? false, cityRootPaths: roots },
        on,
      );
    }
  }
}

/** A code as it is kept: full-width digits become plain ones. */
function plainCode(text: string | null | undefined): string | null {
  return text?.normalize("NFKC").trim().toUpperCase() || null;
}

type Row = {
  id: number;
  parentId: number | null;
  level: DivisionLevel;
  path: string;
  startedOn: Date;
  endedOn: Date | null;
  labels: { id: string; code: string | null; name: string; validFrom: Date }[];
};

function toModel({ labels: [label], startedOn, endedOn, ...row }: Row): Division | null {
  if (!label) return null;
  return {
    ...row,
    startedOn: fromDbDate(startedOn),
    endedOn: endedOn && fromDbDate(endedOn),
    label: { ...label, validFrom: fromDbDate(label.validFrom) },
  };
}
