import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { World } from "../../../test/world.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

const SHOWN = `id ... on Agreement { state versionNumber version lines { list text dueOn } signatures { side by { name } } }`;

test("both sides sign by two persons, then the lines are owed; a new version takes their place", async () => {
  const city = await world.city();
  const unit = await city.unit();
  const community = await city.community();
  const partnershipId = `Partnership:${await city.partnership(unit, community)}`;
  const street = await city.office(city.street, "Street Office");
  const liaison = await city.person(unit, "LIAISON");
  const leader = await city.person(unit, "LEADER", "Leader");
  const manager = await city.person(community, "MANAGER", "Manager");
  const funds = (quantity: string, dueOn = "2026-09-30") => ({
    list: "PROJECTS",
    text: "Repair the square",
    kindId: `Kind:${city.kinds.FUNDS}`,
    quantity,
    dueOn,
  });
  const visits = {
    list: "RESOURCES",
    text: "A doctor comes",
    kindId: `Kind:${city.kinds.VISIT}`,
    quantity: "4",
    dueOn: "2026-12-01",
  };
  const words = { list: "NEEDS", text: "A place to meet" };

  expect(
    await liaison.act("draftAgreement", {
      partnershipId,
      lines: [funds("0"), { ...visits, dueOn: "2028-01-01" }, { list: "NEEDS", text: " " }],
    }),
  ).toMatchObject({
    problems: [
      { path: ["lines", "0", "quantity"], code: "AMOUNT_ZERO" },
      { path: ["lines", "1", "dueOn"], code: "DATE_OUTSIDE_TERM" },
      { path: ["lines", "2", "text"], code: "REQUIRED" },
    ],
  });
  const draft = await liaison.act("draftAgreement", { partnershipId, lines: [words] }, SHOWN);
  expect(draft).toMatchObject({ state: "DRAFT", versionNumber: 1, version: 0 });
  const agreementId = draft["id"];
  expect(await manager.act("draftAgreement", { partnershipId, lines: [words] })).toMatchObject({
    code: "DRAFT_OPEN",
  });
  const content = {
    agreementId,
    lines: [words, funds("500000"), visits],
    attestorId: `Organization:${street.id}`,
  };
  expect(await manager.act("reviseAgreement", { ...content, version: 0 }, SHOWN)).toMatchObject({
    version: 1,
    lines: [{ text: "A place to meet" }, { dueOn: "2026-09-30" }, { dueOn: "2026-12-01" }],
  });
  expect(await liaison.act("reviseAgreement", { ...content, version: 0 })).toMatchObject({
    code: "STALE_VERSION",
  });

  expect(await liaison.act("signAgreement", { agreementId })).toMatchObject({ __typename: "Forbidden" });
  expect(await leader.act("signAgreement", { agreementId }, SHOWN)).toMatchObject({
    state: "DRAFT",
    signatures: [{ side: "GIVER", by: { name: "Leader" } }],
  });
  expect(await liaison.act("reviseAgreement", content)).toMatchObject({
    __typename: "InvalidTransition",
    allowed: ["sign", "withdraw"],
  });
  const { actor } = leader;
  Object.assign(leader, {
    actor: { ...actor, memberships: [...actor.memberships, ...manager.actor.memberships] },
  });
  expect(await leader.act("signAgreement", { agreementId, side: "RECEIVER" })).toMatchObject({
    code: "SAME_PERSON",
  });
  expect(await manager.act("signAgreement", { agreementId }, SHOWN)).toMatchObject({ state: "IN_FORCE" });

  const owed = () =>
    world.sql(
      `select o.quantity::int, o.closure, o."dueOn"::text, o.source from "Obligation" o where o."cityId" = $1 order by o.id`,
      [city.id],
    );
  expect(await owed()).toEqual([
    { quantity: 500000, closure: null, dueOn: "2026-09-30", source: "AGREEMENT" },
    { quantity: 4, closure: null, dueOn: "2026-12-01", source: "AGREEMENT" },
  ]);
  const attestor = `query ($id: ID!) { node(id: $id) { ... on Partnership { attestor { name } agreements { versionNumber state } } } }`;
  expect((await liaison.ask(attestor, { id: partnershipId })).data).toEqual({
    node: { attestor: { name: "Street Office" }, agreements: [{ versionNumber: 1, state: "IN_FORCE" }] },
  });

  // The next version asks more money on the same day and no visits.
  const next = await manager.act("draftAgreement", {
    partnershipId,
    lines: [funds("800000"), funds("1", "2026-10-01")],
  });
  await leader.act("signAgreement", { agreementId: next["id"], side: "GIVER" });
  expect(await manager.act("signAgreement", { agreementId: next["id"] }, SHOWN)).toMatchObject({
    state: "IN_FORCE",
    versionNumber: 2,
  });
  expect(await owed()).toEqual([
    { quantity: 800000, closure: null, dueOn: "2026-09-30", source: "AGREEMENT" },
    { quantity: 4, closure: "CANCELLED", dueOn: "2026-12-01", source: "AGREEMENT" },
    { quantity: 1, closure: null, dueOn: "2026-10-01", source: "AGREEMENT" },
  ]);
  expect((await liaison.ask(attestor, { id: partnershipId })).data).toMatchObject({
    node: { attestor: null, agreements: [{ state: "IN_FORCE" }, { state: "SUPERSEDED" }] },
  });

  const third = await liaison.act("draftAgreement", { partnershipId, lines: [words] });
  expect(await manager.act("withdrawAgreement", { agreementId: third["id"] })).toMatchObject({
    __typename: "Forbidden",
  });
  expect(await liaison.act("withdrawAgreement", { agreementId: third["id"] }, SHOWN)).toMatchObject({
    state: "WITHDRAWN",
  });
  const stranger = await city.person(await city.unit(), "LEADER");
  expect(await stranger.act("signAgreement", { agreementId })).toMatchObject({ __typename: "NotFound" });
});
