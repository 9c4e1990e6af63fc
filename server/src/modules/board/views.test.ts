import { afterAll, beforeAll, expect, test } from "vitest";
import { act } from "../../../test/access/pair-story.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { type TestPerson, World } from "../../../test/world.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

const late = JSON.stringify({ late: "10", by: "LATE" });

async function viewsOf(person: TestPerson) {
  const { data, errors } = await person.ask(
    `{ savedViews { id name parameters shared mine version office { name } owner { id } } }`,
  );
  expect(errors).toEqual([]);
  return (data as { savedViews: { id: string; name: string; mine: boolean }[] }).savedViews;
}

test("a view is its owner's; shared, the whole office sees it and nobody else changes it", async () => {
  const city = await world.city();
  const office = await city.office();
  const [owner, colleague] = [await city.person(office, "COORDINATOR"), await city.person(office, "AUDITOR")];
  const elsewhere = await city.person(await city.office(city.district), "MANAGER");
  const unit = await city.person(await city.unit(), "MANAGER");
  const other = await world.city();
  const foreigner = await other.person(await other.office(), "MANAGER");

  const input = { officeId: `Organization:${office.id}`, name: " Late ", parameters: late, shared: false };
  const viewId = await act(owner, "saveView", { ...input, idempotencyKey: "save" });
  expect(await act(owner, "saveView", { ...input, idempotencyKey: "save" })).toBe(viewId);
  expect(await viewsOf(owner)).toEqual([
    {
      id: viewId,
      name: "Late",
      parameters: late,
      shared: false,
      mine: true,
      version: 0,
      office: { name: office.name },
      owner: { id: `Person:${owner.actor.personId}` },
    },
  ]);
  expect(await viewsOf(colleague)).toEqual([]);
  expect(await colleague.act("renameView", { viewId, name: "Mine" })).toMatchObject({
    __typename: "NotFound",
  });

  await act(owner, "shareView", { viewId, shared: true });
  expect(await viewsOf(colleague)).toMatchObject([{ id: viewId, mine: false }]);
  for (const person of [elsewhere, unit, foreigner]) {
    expect(await viewsOf(person)).toEqual([]);
    expect(await person.act("deleteView", { viewId })).toMatchObject({ __typename: "NotFound" });
    const { data } = await person.ask(`query ($id: ID!) { node(id: $id) { id } }`, { id: viewId });
    expect(data).toEqual({ node: null });
  }
  for (const mutation of ["deleteView", "shareView", "renameView", "changeView"]) {
    const rest = {
      shareView: { shared: false },
      renameView: { name: "x" },
      changeView: { parameters: late },
      deleteView: {},
    };
    expect(await colleague.act(mutation, { viewId, ...rest[mutation as keyof typeof rest] })).toMatchObject({
      __typename: "Forbidden",
      code: "NOT_YOUR_VIEW",
    });
  }

  expect(await owner.act("renameView", { viewId, name: "Later", version: 0 })).toMatchObject({
    code: "STALE_VERSION",
  });
  await act(owner, "renameView", { viewId, name: "Later", version: 1 });
  await act(owner, "changeView", { viewId, parameters: "{}" });
  expect(await viewsOf(colleague)).toMatchObject([{ name: "Later", parameters: "{}", version: 3 }]);
  await act(owner, "deleteView", { viewId });
  expect([await viewsOf(owner), await viewsOf(colleague)]).toEqual([[], []]);
  expect(await owner.act("renameView", { viewId, name: "x" })).toMatchObject({ __typename: "NotFound" });
  const entries = await world.sql(
    `select command, payload from "AuditEntry" where "subjectIds" @> array[$1::uuid] order by seq`,
    [viewId.split(":")[1]],
  );
  expect(entries.map(({ command }) => command)).toEqual([
    "view.save",
    "view.share",
    "view.rename",
    "view.change",
    "view.delete",
  ]);
  expect(JSON.stringify(entries)).not.toContain("Later");
});

test("views belong to members of offices, and hold what an address holds", async () => {
  const city = await world.city();
  const [office, unit] = [await city.office(), await city.unit()];
  const owner = await city.person(office, "LEADER");
  const manager = await city.person(unit, "MANAGER");
  const save = (person: TestPerson, more: Record<string, unknown>) =>
    person.act("saveView", {
      officeId: `Organization:${office.id}`,
      name: "V",
      parameters: "{}",
      shared: false,
      ...more,
    });
  expect(await save(manager, {})).toMatchObject({ __typename: "Forbidden" });
  expect(await save(manager, { officeId: `Organization:${unit.id}` })).toMatchObject({
    __typename: "Forbidden",
  });
  for (const parameters of ["", "[]", "null", `{"late": 10}`, `{"text": "${"x".repeat(4_000)}"}`])
    expect(await save(owner, { parameters })).toMatchObject({
      problems: [{ path: ["parameters"], code: "VIEW_PARAMETERS" }],
    });
  expect(await save(owner, { name: " " })).toMatchObject({
    problems: [{ path: ["name"], code: "REQUIRED" }],
  });
  expect(await save(owner, { name: "x".repeat(41) })).toMatchObject({
    problems: [{ path: ["name"], code: "TOO_LONG" }],
  });
});
