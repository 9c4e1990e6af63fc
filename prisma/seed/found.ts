import { randomUUID } from "node:crypto";
import { type LocalDate, toDbDate } from "../../server/src/kernel/clock.ts";
import type { Database } from "../../server/src/kernel/db.ts";
import { newId } from "../../server/src/kernel/ids.ts";
import type { SecretOf } from "../../server/src/kernel/secret.ts";
import { openCity } from "../../server/src/modules/cities/open-city.ts";
import type { FileStorage } from "../../server/src/modules/evidence/storage.ts";
import { createOrganization } from "../../server/src/modules/organizations/create-organization.ts";
import { createPerson } from "../../server/src/modules/organizations/create-person.ts";
import { moment } from "./history.ts";
import { inParallel } from "./in-parallel.ts";
import type { Key, KindCode, Plan, PlannedDivision } from "./plan.ts";
import { Stage } from "./stage.ts";

type Place = { id: number; path: string };

const OFFICE = "office:city";
const FIRST = `${OFFICE}.manager`;

/** Founds the city on its first day: the tree, the city itself, its organizations and the people in them. */
export async function foundCity(
  database: Database,
  storage: FileStorage,
  plan: Plan,
  secretOf?: SecretOf,
): Promise<Stage> {
  const places = await growTree(database, plan.divisions, plan.openedOn);
  const root = placed(places, "city");
  const office = plan.organizations.find(({ key }) => key === OFFICE);
  const first = plan.people.find(({ key }) => key === FIRST);
  if (!office || !first) throw new Error("a city without its office");
  let at = moment(plan.openedOn, 9 * 60);
  const opening = new Date(at);
  const opened = await openCity(
    { database, actor: { kind: "SYSTEM", cityId: null }, clock: { now: () => opening } },
    { divisionId: root.id, officeName: office.name, adminName: first.name, adminPhone: first.phone },
  );
  const stage = new Stage({ database, storage, cityId: opened.cityId, cityPath: root.path, plan, secretOf });
  for (const kind of await database.prisma.kind.findMany({ where: { cityId: opened.cityId } })) {
    stage.kinds.set(kind.code as KindCode, kind.id);
  }
  stage.knowOrganization(OFFICE, {
    organizationId: opened.officeId,
    organizationKind: "OFFICE",
    path: root.path,
  });
  const { id: membershipId } = await database.prisma.membership.findFirstOrThrow({
    where: { personId: opened.adminPersonId },
  });
  stage.knowPerson(FIRST, opened.adminPersonId, membershipId);

  // One after another in time, several at once in the database: nothing here depends on its neighbour.
  const next = () => {
    at += 1_000;
    return stage.as(FIRST, at);
  };
  await inParallel(
    plan.organizations.filter(({ key }) => key !== OFFICE).map((planned) => ({ planned, ctx: next() })),
    async ({ planned, ctx }) => {
      const { key, kind, name, shortName, unitClass, residents, address } = planned;
      const place = placed(places, planned.division);
      const input = { kind, name, shortName, unitClass, residents, address, divisionId: place.id };
      const { id } = await createOrganization(ctx, input);
      stage.knowOrganization(key, { organizationId: id, organizationKind: kind, path: place.path });
    },
  );
  const people = plan.people.filter(({ key, from }) => key !== FIRST && from === undefined);
  const ids = new Map<Key, string>();
  await inParallel(
    people.map((planned) => ({ planned, ctx: next() })),
    async ({ planned, ctx }) => {
      const { key, name, phone, role, title } = planned;
      const input = { organizationId: stage.id(planned.organization), name, phone, role, title };
      ids.set(key, (await createPerson(ctx, input)).id);
    },
  );
  const memberships = await database.prisma.membership.findMany({ select: { id: true, personId: true } });
  const membershipOf = new Map(memberships.map(({ id, personId }) => [personId, id]));
  for (const [key, personId] of ids) stage.knowPerson(key, personId, membershipOf.get(personId) ?? "");
  return stage;
}

/** Divisions have no city and no command of their own here: they are what an import of the official tree leaves. */
async function growTree(
  { prisma }: Database,
  divisions: readonly PlannedDivision[],
  day: LocalDate,
): Promise<Map<Key, Place>> {
  const startedOn = toDbDate(day);
  const places = new Map<Key, Place>();
  for (const { key, parent, level, name } of divisions) {
    const above = parent === null ? null : placed(places, parent);
    const created = await prisma.division.create({
      data: { parentId: above?.id ?? null, level, startedOn, path: `/new-${randomUUID()}/` },
    });
    const path = `${above?.path ?? "/"}${created.id}/`;
    await prisma.division.update({ where: { id: created.id }, data: { path } });
    await prisma.divisionLabel.create({
      data: { id: newId(), divisionId: created.id, name, validFrom: startedOn },
    });
    places.set(key, { id: created.id, path });
  }
  return places;
}

function placed(places: ReadonlyMap<Key, Place>, key: Key): Place {
  const place = places.get(key);
  if (!place) throw new Error(`no place ${key}`);
  return place;
}
