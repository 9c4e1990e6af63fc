import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, type TestPerson, World } from "../../../test/world.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

const HOME = `{ home { summary { open overdue } todos { kind subject giver receiver remaining lateWorkdays daysLeft } } }`;

async function todosOf(person: TestPerson) {
  const { data, errors } = await person.ask(HOME);
  expect(errors).toEqual([]);
  const { home } = data as { home: { todos: { kind: string; subject: string }[] } };
  return home.todos;
}

test("what waits is told to whoever must act, and to nobody else", async () => {
  const city = await world.city();
  const unit = await city.unit();
  const community = await city.community();
  const pair = await city.partnership(unit, community);
  const liaison = await city.person(unit, "LIAISON");
  const worker = await city.person(community, "LIAISON");
  const office = await city.person(await city.office(), "COORDINATOR");
  const stranger = await city.person(await city.unit(), "MANAGER");

  expect(await todosOf(liaison)).toMatchObject([
    { kind: "PARTNERSHIP_TO_ACKNOWLEDGE", subject: `Partnership:${pair}` },
  ]);
  expect(await todosOf(worker)).toMatchObject([{ kind: "PARTNERSHIP_TO_ACKNOWLEDGE" }]);
  expect(await todosOf(stranger)).toEqual([]);
  world.clock.goTo("2026-12-20" as never);
  expect((await todosOf(office)).map((todo) => todo.kind)).toContain("ASSIGNMENT_UNACKNOWLEDGED");
});

test("the home page takes the same few statements for one thing and for fifty", async () => {
  const city = await world.city();
  const unit = await city.unit();
  const manager = await city.person(unit, "MANAGER");
  await city.partnership(unit, await city.community());
  const one = await countStatements(world, () => todosOf(manager));
  for (let i = 0; i < 49; i++) await city.partnership(unit, await city.community());
  const many = await countStatements(world, () => todosOf(manager));
  expect((await todosOf(manager)).length).toBe(40);
  expect(many.length).toBe(one.length);
  expect(many.length).toBeLessThanOrEqual(8);
});
