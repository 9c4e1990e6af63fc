import { afterAll, beforeAll, expect, test } from "vitest";
import { expectBooksAgree } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { PublicVisitor } from "../../../test/public.ts";
import { World } from "../../../test/world.ts";
import { localDate } from "../../kernel/clock.ts";
import { forgetAskers } from "./forget-askers.ts";
import { claim, hallOf, market, see, visits } from "./market-fixture.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

test("who asked says by the link whether it is solved: once, and the request follows it", async () => {
  world.clock.goTo(localDate("2026-03-02"));
  const { city, community, units, worker, boss, pairedLiaison, office, strangerLiaison } = await market(
    world,
    "Solved",
  );
  const made = await worker.act(
    "createHelpRequest",
    visits(city, community, "1", { askerName: "Aunt Zhang", askerContact: "door 101" }),
  );
  const id = made["id"];
  expect(await see(worker, id)).toMatchObject({ asker: { name: "Aunt Zhang", contact: "door 101" } });
  for (const person of [pairedLiaison, office]) expect(await see(person, id)).toMatchObject({ asker: null });
  const ask = (more: object = {}) =>
    worker.act("askIfSolved", { helpRequestId: id, ...more }, "... on SolvedQuestion { path }");
  expect(await ask()).toMatchObject({ __typename: "InvalidTransition" });
  const deliver = async () => {
    const seen = await see(worker, id);
    const taken = await claim(pairedLiaison, seen?.needs[0]?.id, units.paired, "1");
    const mine = (await see(worker, id))?.needs[0]?.claims.find((one) => one.id === taken["id"]);
    const delivery = await pairedLiaison.act("logDelivery", {
      obligationId: mine?.obligation?.id,
      kindId: `Kind:${city.kinds.VISIT}`,
      quantity: "1",
      occurredOn: "2026-03-02",
    });
    await worker.act("acceptDelivery", { deliveryId: delivery["id"] });
  };
  await deliver();
  const close = () => boss.act("closeHelpRequest", { helpRequestId: id, solved: true });
  expect(await close()).toMatchObject({ code: "ASKER_NOT_ASKED" });
  expect(await pairedLiaison.act("askIfSolved", { helpRequestId: id })).toMatchObject({
    __typename: "Forbidden",
  });
  const lost = (await ask())["path"] as string;
  const path = (await ask())["path"] as string;
  expect(await close()).toMatchObject({ code: "ASKER_AWAITED" });

  const visitor = await PublicVisitor.of(world);
  expect((await visitor.open(lost)).status).toBe(404);
  expect((await visitor.open("/p/solved/0123456789012345678901234567")).status).toBe(404);
  const page = await visitor.open(path);
  expect(page.text).toContain("Someone to look after lonely people");
  expect(page.text).not.toContain("door 101");
  expect((await visitor.send(world, path, {})).status).toBe(422);
  const words = "The lamp <b>still</b> flickers";
  const token = visitor.tokenIn(await visitor.open(path));
  expect((await visitor.send(world, path, { answer: "NOT_YET", words }, { token })).status).toBe(200);
  expect((await visitor.send(world, path, { answer: "NOT_YET", words }, { token })).status).toBe(200);
  expect((await visitor.open(path)).text).toContain("&lt;b&gt;still");
  expect((await visitor.send(world, path, { answer: "YES" }, { token: "" })).status).toBe(409);
  expect(await see(worker, id)).toMatchObject({
    state: "OPEN",
    saidUnsolved: true,
    reopenedCount: 1,
    questions: [{ answer: "NOT_YET", words }],
  });
  expect((await see(office, id)) as object).toMatchObject({ questions: [{ words: null }] });
  // What nobody can take on stands in no hall; the desk says what more is needed.
  expect((await hallOf(strangerLiaison)).totalCount).toBe(0);
  expect(await close()).toMatchObject({ __typename: "InvalidTransition" });
  const again = [{ needId: (await see(worker, id))?.needs[0]?.id, quantity: "1" }];
  expect(await worker.act("reopenHelpRequest", { helpRequestId: id, again })).toMatchObject({
    __typename: "HelpRequest",
  });
  await deliver();
  const second = (await ask())["path"] as string;
  expect((await visitor.send(world, second, { answer: "YES" })).text).toContain("解决了");
  expect(await see(worker, id)).toMatchObject({
    state: "CLOSED",
    reopenedCount: 1,
    questions: [{ answer: "NOT_YET" }, { answer: "YES" }],
  });
  await expectBooksAgree(world);

  // Ninety days after the end name and contact are gone, in every version of every row.
  world.clock.goTo(localDate("2026-05-30"));
  await forgetAskers(world);
  expect(await see(worker, id)).toMatchObject({ asker: { name: "Aunt Zhang" } });
  world.clock.goTo(localDate("2026-06-01"));
  await forgetAskers(world);
  expect(await see(worker, id)).toMatchObject({ asker: null });
  expect(await world.sql(`select from "RowHistory" where "row"::text like '%Aunt Zhang%'`)).toEqual([]);
  expect(await world.sql(`select from "AuditEntry" where "payload" like '%Aunt Zhang%'`)).toEqual([]);
});

test("without an answer in its days the desk closes by itself", async () => {
  world.clock.goTo(localDate("2026-03-02"));
  const { city, community, units, worker, pairedLiaison } = await market(world, "Silent");
  const made = await worker.act("createHelpRequest", visits(city, community, "1", { askerName: "Uncle Li" }));
  const need = (await see(worker, made["id"]))?.needs[0];
  await claim(pairedLiaison, need?.id, units.paired, "1");
  const owed = (await see(worker, made["id"]))?.needs[0]?.claims[0]?.obligation?.id;
  const kindId = `Kind:${city.kinds.VISIT}`;
  const delivery = await pairedLiaison.act("logDelivery", {
    obligationId: owed,
    kindId,
    quantity: "1",
    occurredOn: "2026-03-02",
  });
  await worker.act("acceptDelivery", { deliveryId: delivery["id"] });
  const asked = await worker.act(
    "askIfSolved",
    { helpRequestId: made["id"] },
    "... on SolvedQuestion { path }",
  );
  world.clock.goTo(localDate("2026-03-09"));
  const close = () => worker.act("closeHelpRequest", { helpRequestId: made["id"], solved: true });
  expect(await close()).toMatchObject({ code: "ASKER_AWAITED" });
  world.clock.goTo(localDate("2026-03-10"));
  expect(await close()).toMatchObject({ __typename: "HelpRequest" });
  const visitor = await PublicVisitor.of(world);
  expect((await visitor.open(asked["path"] as string)).text).toContain("不再等您回答");
});
