import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { World } from "../../../test/world.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

test("communities of the tree become organizations once", async () => {
  const city = await world.city("Tree");
  const manager = await city.person(await city.office(), "MANAGER");
  const named = async (name: string) => {
    const community = await city.community(name);
    await world.sql(`update "Organization" set "endedOn" = '2020-01-02' where id = $1`, [community.id]);
  };
  await named("东门社区");
  await named("西岭村");
  const run = (villages: boolean) =>
    manager.act("createCommunities", { divisionId: `Division:${city.root.id}`, villages });
  const names = () =>
    world.sql(
      `select name from "Organization" where "cityId" = $1 and kind = 'COMMUNITY' and "endedOn" is null and "startedOn" > '2021-01-01' order by name`,
      [city.id],
    );
  expect(await run(false)).toMatchObject({ __typename: "Division" });
  expect(await names()).toEqual([{ name: "东门社区" }]);
  await run(true);
  await run(true);
  expect(await names()).toEqual(expect.arrayContaining([{ name: "东门社区" }, { name: "西岭村" }]));
  expect(await names()).toHaveLength(2);
  const coordinator = await city.person(await city.office(), "COORDINATOR");
  expect(
    await coordinator.act("createCommunities", { divisionId: `Division:${city.root.id}`, villages: true }),
  ).toMatchObject({
    __typename: "Forbidden",
  });
});
