import { digestOf } from "../../kernel/canonical.ts";
import { toDbDate } from "../../kernel/clock.ts";
import { type Command, type CommandContext, runCommand } from "../../kernel/command.ts";
import type { CommandResult } from "../../kernel/idempotency.ts";
import { Rejection } from "../../kernel/result.ts";
import type { Ref, TreePlan } from "./model.ts";
import { type ChangeInput, planChange } from "./plan-change.ts";
import { actions } from "./policy.ts";
import { TREE_LOCK } from "./tree-lock.ts";

export type ChangeDivisionsInput = ChangeInput & { idempotencyKey?: string | null };

/**
 * Changes the tree of divisions from a day on: create, rename, re-code, move, merge, split. Nothing is deleted: labels close, divisions
 * end and name what continues them. Audited in the chain of the city that it lies in, else in the platform's.
 *
 * @returns the id of the change of the named division.
 * @throws Rejection of `planChange`; NAME_IN_USE when organizations of one name would come to sit at one division.
 */
export function changeDivisions(ctx: CommandContext, input: ChangeDivisionsInput): Promise<CommandResult> {
  return runCommand(ctx, { name: `division.${input.kind.toLowerCase()}`, input }, async (command) => {
    const { tx, actor } = command;
    await tx.$executeRaw`select pg_advisory_xact_lock(${TREE_LOCK})`;
    const planned = await planChange(tx, actor, input, command.today);
    command.require(actions["division.change"], { cityId: planned.cityId ?? "" });
    const { plan } = planned;
    const made = await writePlan(command, plan);
    const touched = [
      ...new Set([
        input.divisionId,
        ...made.values(),
        ...plan.openLabels.map(({ divisionId }) => divisionId),
        ...plan.move.map(({ divisionId }) => divisionId),
        ...plan.end.map(({ divisionId }) => divisionId),
      ]),
    ];
    const changes = touched.map((divisionId) => {
      const before = planned.divisions.get(divisionId);
      return {
        id: command.newId(),
        divisionId,
        kind: plan.kind,
        effectiveOn: toDbDate(plan.effectiveOn),
        before: before ? { name: before.label.name, code: before.label.code, parentId: before.parentId } : {},
        after: afterOf(plan, divisionId, made),
      };
    });
    await tx.divisionChange.createMany({ data: changes });
    const [first] = changes;
    if (!first) throw new Error("a change touches the division that it names");
    const { closeLabels, openLabels, ...rest } = plan;
    command.audit({
      subjectIds: changes.map(({ id }) => id),
      payload: {
        divisionId: input.divisionId,
        ...{ kind: plan.kind, effectiveOn: plan.effectiveOn, made: [...made.values()] },
        moved: rest.move.map(({ divisionId }) => divisionId),
        ended: rest.end.map(({ divisionId }) => divisionId),
        labels: [...openLabels, ...rest.create].map(({ code, name }) => ({ code, name: digestOf(name) })),
        closed: closeLabels.map(({ labelId }) => labelId),
      },
    });
    return { id: first.id };
  });
}

function afterOf(plan: TreePlan, divisionId: number, made: ReadonlyMap<string, number>) {
  const created = plan.create.find(({ key }) => made.get(key) === divisionId);
  const label = plan.openLabels.find((one) => one.divisionId === divisionId) ?? created;
  const moved = plan.move.find((one) => one.divisionId === divisionId);
  const ended = plan.end.find((one) => one.divisionId === divisionId);
  const successors = plan.successions
    .filter(({ fromId }) => fromId === divisionId)
    .map(({ to }) => idOf(to, made));
  return {
    ...(label ? { name: label.name, code: label.code } : {}),
    ...(moved ? { parentId: idOf(moved.to, made) } : {}),
    ...(ended ? { endedOn: ended.endedOn } : {}),
    ...(successors.length > 0 ? { successors } : {}),
  };
}

function idOf(ref: Ref, made: ReadonlyMap<string, number>): number {
  const id = "id" in ref ? ref.id : made.get(ref.key);
  if (id === undefined) throw new Error("a plan names what it creates");
  return id;
}

/** Writes a plan in its order; returns the ids of what it made, by their keys. */
async function writePlan(command: Command, plan: TreePlan): Promise<ReadonlyMap<string, number>> {
  const { tx } = command;
  const on = toDbDate(plan.effectiveOn);
  for (const { labelId, validTo } of plan.closeLabels)
    await tx.divisionLabel.update({ where: { id: labelId }, data: { validTo: toDbDate(validTo) } });
  const made = new Map<string, number>();
  for (const { key, parentId, level, code, name } of plan.create) {
    const [row] = await tx.$queryRaw<{ id: number; path: string }[]>`
      with next as (select nextval(pg_get_serial_sequence('"Division"', 'id'))::int as id)
      insert into "Division" (id, "parentId", level, path, "startedOn")
      select next.id, ${parentId}::int, ${level}::"DivisionLevel",
        coalesce((select path from "Division" where id = ${parentId}::int), '/') || next.id || '/', ${plan.effectiveOn}::date
      from next returning id, path`;
    if (!row) throw new Error("an insert returns its row");
    made.set(key, row.id);
    await tx.divisionLabel.create({
      data: { id: command.newId(), divisionId: row.id, code, name, validFrom: on },
    });
  }
  for (const { divisionId, code, name, validFrom } of plan.openLabels) {
    await tx.divisionLabel.create({
      data: { id: command.newId(), divisionId, code, name, validFrom: toDbDate(validFrom) },
    });
    await tx.division.update({ where: { id: divisionId }, data: { version: { increment: 1 } } });
  }
  for (const { divisionId, to } of plan.move) await moveSubtree(command, divisionId, idOf(to, made));
  for (const { divisionId, endedOn } of plan.end) {
    await tx.division.update({
      where: { id: divisionId },
      data: { endedOn: toDbDate(endedOn), version: { increment: 1 } },
    });
  }
  await tx.divisionSuccession.createMany({
    data: plan.successions.map(({ fromId, to }) => ({
      id: command.newId(),
      fromId,
      toId: idOf(to, made),
      effectiveOn: on,
    })),
  });
  for (const { fromId, to } of plan.reseat) {
    await tx.organization.updateMany({
      where: { divisionId: fromId, OR: [{ endedOn: null }, { endedOn: { gte: on } }] },
      data: { divisionId: idOf(to, made), version: { increment: 1 } },
    });
  }
  return made;
}

/** Hangs a division under another parent; the paths of everything below follow in the same statement. */
async function moveSubtree(command: Command, divisionId: number, parentId: number): Promise<void> {
  const moved = await command.tx.$executeRaw`
    update "Division" d set
      path = p.path || m.id || '/' || substr(d.path, length(m.path) + 1),
      "parentId" = case when d.id = m.id then p.id else d."parentId" end,
      version = d.version + 1
    from "Division" m, "Division" p
    where m.id = ${divisionId} and p.id = ${parentId} and d.path like m.path || '%'`;
  if (moved === 0) throw Rejection.notFound();
}
