import type { PersonActor } from "../../kernel/actor.ts";
import type { LocalDate } from "../../kernel/clock.ts";
import type { Transaction } from "../../kernel/db.ts";
import { peopleVisibleTo } from "../organizations/policy.ts";
import type { Spool } from "./spool.ts";
import { chunks } from "./write-chain.ts";
import { type Fact, writeFacts } from "./write-facts.ts";

const PEOPLE = ["id", "name", "erasedAt"];
const ROLES = ["id", "personId", "organizationId", "role", "title", "startsOn", "endsOn"];

/**
 * Writes who acted, by id and role: names and titles only of those whom the actor may see on that day, phones never.
 *
 * @returns rows by the names of the files.
 */
export async function writePeople(
  tx: Transaction,
  spool: Spool,
  { actor, day: today }: { actor: PersonActor; day: LocalDate },
  ids: { people: ReadonlySet<string>; memberships: ReadonlySet<string> },
): Promise<Record<string, number>> {
  const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null;
  const roles = await read([...ids.memberships], (some) =>
    tx.membership.findMany({ where: { cityId: actor.cityId, id: { in: some } } }),
  );
  const acting = [...new Set([...ids.people, ...roles.map(({ personId }) => personId)])].sort();
  const people = await read(acting, (some) =>
    tx.person.findMany({ where: { cityId: actor.cityId, id: { in: some } } }),
  );
  const seen = await read(acting, (some) =>
    tx.person.findMany({
      where: { AND: [{ id: { in: some } }, peopleVisibleTo(actor, today)] },
      select: { id: true },
    }),
  );
  const known = new Set(seen.map(({ id }) => id));
  const held = await read(acting, (some) =>
    tx.membership.findMany({ where: { cityId: actor.cityId, personId: { in: some } } }),
  );
  const persons = people.map(({ id, name, erasedAt }) => ({
    id,
    name: known.has(id) && erasedAt === null ? name : null,
    erasedAt: erasedAt?.toISOString() ?? null,
  }));
  const memberships = held.map(({ id, personId, organizationId, role, title, startsOn, endsOn }) => ({
    id,
    personId,
    organizationId,
    role,
    title: known.has(personId) ? title : null,
    startsOn: day(startsOn),
    endsOn: day(endsOn),
  }));
  return {
    persons: await writeFacts(spool, "persons", PEOPLE, onePage(persons)),
    memberships: await writeFacts(spool, "memberships", ROLES, onePage(memberships)),
  };
}

async function read<Row extends { id: string }>(
  ids: readonly string[],
  find: (some: string[]) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const some of chunks(ids)) rows.push(...(await find(some)));
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function* onePage(rows: readonly Fact[]): AsyncGenerator<readonly Fact[]> {
  if (rows.length > 0) yield rows;
}
