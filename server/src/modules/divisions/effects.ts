import { toDbDate } from "../../kernel/clock.ts";
import type { Transaction } from "../../kernel/db.ts";
import type { PlannedChange } from "./plan-change.ts";

/** One line of what a change does to a division; `name` and `code` as they would be, `before` the name until then. */
export type DivisionEffect = {
  kind: "CREATED" | "RELABELLED" | "MOVED" | "ENDED";
  divisionId: number | null;
  name: string;
  code: string | null;
  before: string | null;
  /** MOVED: the name of the new parent. */
  under: string | null;
};

/** What a change does, for people to read before it is done. */
export type ChangeEffects = {
  effects: DivisionEffect[];
  /** Divisions whose path changes: what moves with everything below it. */
  pathsChanged: number;
  /** Standing organizations at or below what changes. */
  organizationsAffected: number;
  /** Of these, those that sit elsewhere afterwards. */
  organizationsReseated: number;
};

/** Tells a plan in effects. Three statements. */
export async function effectsOf(
  reader: Pick<Transaction, "division" | "organization">,
  { plan, divisions }: PlannedChange,
): Promise<ChangeEffects> {
  const label = (id: number) => divisions.get(id)?.label ?? { name: "", code: null };
  const nameOf = (to: { id: number } | { key: string }) =>
    "id" in to ? label(to.id).name : (plan.create.find(({ key }) => key === to.key)?.name ?? "");
  const pathsOf = (ids: readonly number[]) => ids.flatMap((id) => divisions.get(id)?.path ?? []);
  const below = (paths: readonly string[]) => ({ OR: paths.map((path) => ({ path: { startsWith: path } })) });
  const moved = pathsOf(plan.move.map(({ divisionId }) => divisionId));
  const touched = pathsOf([
    ...plan.openLabels.map(({ divisionId }) => divisionId),
    ...plan.move.map(({ divisionId }) => divisionId),
    ...plan.end.map(({ divisionId }) => divisionId),
  ]);
  const standing = { OR: [{ endedOn: null }, { endedOn: { gte: toDbDate(plan.effectiveOn) } }] };
  return {
    effects: [
      ...plan.create.map(({ name, code }) => ({
        ...{ kind: "CREATED" as const, divisionId: null, before: null, under: null },
        ...{ name, code },
      })),
      ...plan.openLabels.map(({ divisionId, name, code }) => ({
        ...{ kind: "RELABELLED" as const, divisionId, name, code, under: null },
        before: label(divisionId).name,
      })),
      ...plan.move.map(({ divisionId, to }) => ({
        ...{ kind: "MOVED" as const, divisionId, before: null, under: nameOf(to) },
        ...{ name: label(divisionId).name, code: label(divisionId).code },
      })),
      ...plan.end.map(({ divisionId }) => ({
        ...{ kind: "ENDED" as const, divisionId, before: null },
        ...{ name: label(divisionId).name, code: label(divisionId).code },
        under: plan.successions
          .filter(({ fromId }) => fromId === divisionId)
          .map(({ to }) => nameOf(to))
          .join("、"),
      })),
    ],
    pathsChanged: moved.length === 0 ? 0 : await reader.division.count({ where: below(moved) }),
    organizationsAffected:
      touched.length === 0
        ? 0
        : await reader.organization.count({ where: { AND: [standing, { division: below(touched) }] } }),
    organizationsReseated:
      plan.reseat.length === 0
        ? 0
        : await reader.organization.count({
            where: { AND: [standing, { divisionId: { in: plan.reseat.map(({ fromId }) => fromId) } }] },
          }),
  };
}
