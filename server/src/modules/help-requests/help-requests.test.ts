import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, type TestCity, type TestPerson, World } from "../../../test/world.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

async function village(name: string) {
  const city = await world.city(name);
  const community = await city.community();
  const [unit, otherUnit, strangerUnit] = [await city.unit(), await city.unit(), await city.unit()];
  await city.partnership(unit, community);
  await city.partnership(otherUnit, community);
  return {
    city,
    community,
    unit,
    otherUnit,
    grid: await city.person(community, "GRID_MEMBER"),
    worker: await city.person(community, "LIAISON"),
    liaison: await city.person(unit, "LIAISON"),
    other: await city.person(otherUnit, "MANAGER"),
    stranger: await city.person(strangerUnit, "LIAISON"),
    street: await city.person(await city.office(city.street), "COORDINATOR"),
    elsewhere: await city.person(await city.office(await city.otherDistrict()), "MANAGER"),
  };
}

const wish = (city: TestCity, community: { id: string }, more: object = {}) => ({
  receiverId: `Organization:${community.id}`,
  title: "Two benches for the yard",
  body: "The old ones broke.",
  privateDetails: "Building 3, ask at door 101",
  urgency: "NORMAL",
  wishedOn: "2026-04-01",
  needs: [{ kindId: `Kind:${city.kinds.GOODS}`, quantity: "4000", good: "bench", description: "wooden" }],
  open: true,
  ...more,
});

const SEEN = `query ($id: ID!) { node(id: $id) { ... on HelpRequest {
  id state version privateDetails closeNote reopenedCount receiver { name } offers { organization { id } } evidence { id }
  needs { id quantity claimed accepted description claims { id state quantity giver { id } obligation { id quantity dueOn } } }
} } }`;

async function see(person: TestPerson, id: unknown) {
  const { data, errors } = await person.ask(SEEN, { id });
  expect(errors).toEqual([]);
  return data?.["node"] as {
    state: string;
    version: number;
    privateDetails: string | null;
    offers: unknown[];
    needs: {
      id: string;
      quantity: string;
      claimed: string;
      accepted: string;
      claims: { id: string; state: string; obligation: { id: string } | null }[];
    }[];
  } | null;
}

test("a grid member writes a draft, the desk opens it, paired units are offered it and nobody else sees it", async () => {
  const { city, community, grid, worker, liaison, other, stranger, street, elsewhere, unit } =
    await village("Drafts");
  expect(await grid.act("createHelpRequest", wish(city, community))).toMatchObject({
    __typename: "Forbidden",
  });
  expect(await liaison.act("createHelpRequest", wish(city, community))).toMatchObject({
    __typename: "Forbidden",
  });
  const draft = await grid.act("createHelpRequest", wish(city, community, { open: false }));
  expect(draft).toMatchObject({ __typename: "HelpRequest" });
  for (const person of [liaison, stranger, street]) expect(await see(person, draft["id"])).toBeNull();

  const changed = await grid.act("changeHelpRequest", {
    title: "Two benches",
    body: "",
    privateDetails: "Building 3, ask at door 101",
    urgency: "URGENT",
    helpRequestId: draft["id"],
    version: 0,
    needs: [
      { kindId: `Kind:${city.kinds.GOODS}`, quantity: "2000", good: "bench", description: "" },
      { kindId: `Kind:${city.kinds.VOLUNTEER_HOURS}`, quantity: "600", description: "to put them up" },
    ],
  });
  expect(changed).toMatchObject({ __typename: "HelpRequest" });
  expect(await worker.act("openHelpRequest", { helpRequestId: draft["id"], version: 0 })).toMatchObject({
    __typename: "Conflict",
    code: "STALE_VERSION",
  });
  expect(await grid.act("openHelpRequest", { helpRequestId: draft["id"] })).toMatchObject({
    __typename: "Forbidden",
  });
  expect(await worker.act("openHelpRequest", { helpRequestId: draft["id"], version: 1 })).toMatchObject({
    __typename: "HelpRequest",
  });
  expect(await worker.act("openHelpRequest", { helpRequestId: draft["id"] })).toMatchObject({
    __typename: "InvalidTransition",
    from: "OPEN",
  });
  const offered = await see(liaison, draft["id"]);
  expect(offered?.offers).toHaveLength(2);
  expect(offered?.needs.map(({ quantity }) => quantity)).toEqual(["2000", "600"]);
  expect(offered?.privateDetails).toBeNull();
  // An office sees the request, and not what was said for those who help.
  expect(await see(street, draft["id"])).toMatchObject({ state: "OPEN", privateDetails: null });
  expect((await see(worker, draft["id"]))?.privateDetails).toContain("door 101");
  for (const person of [stranger, elsewhere]) expect(await see(person, draft["id"])).toBeNull();

  const hours = offered?.needs[1]?.id;
  await liaison.act("claimNeed", {
    needId: hours,
    giverId: `Organization:${unit.id}`,
    quantity: "60",
    promisedOn: "2026-03-20",
  });
  expect((await see(liaison, draft["id"]))?.privateDetails).toContain("door 101");
  expect((await see(other, draft["id"]))?.privateDetails).toBeNull();
  const far = await world.city("Far");
  const foreign = await far.person(await far.office(), "MANAGER");
  expect(await see(foreign, draft["id"])).toBeNull();
});

test("taking on a need makes a promise; two at once never take more than there is", async () => {
  const { city, community, worker, liaison, other, stranger, unit, otherUnit } = await village("Claims");
  const made = await worker.act("createHelpRequest", wish(city, community));
  const needId = (await see(worker, made["id"]))?.needs[0]?.id;
  const claim = (person: TestPerson, giver: { id: string }, quantity: string, key?: string) =>
    person.act("claimNeed", {
      needId,
      giverId: `Organization:${giver.id}`,
      quantity,
      promisedOn: "2026-03-20",
      ...(key ? { idempotencyKey: key } : {}),
    });
  expect(await claim(stranger, unit, "1000")).toMatchObject({ __typename: "NotFound" });
  expect(await claim(worker, unit, "1000")).toMatchObject({ __typename: "Forbidden" });
  expect(await claim(liaison, unit, "0")).toMatchObject({ __typename: "ValidationError" });
  const answers = await Promise.all([claim(liaison, unit, "3000", "retry"), claim(other, otherUnit, "3000")]);
  expect(answers.map((answer) => answer["__typename"]).sort()).toEqual(["Claim", "InvalidTransition"]);
  expect(answers.find((answer) => answer["__typename"] === "InvalidTransition")).toMatchObject({
    code: "NEED_OVERCLAIMED",
  });
  await claim(liaison, unit, "3000", "retry");
  const need = (await see(worker, made["id"]))?.needs[0];
  expect(need).toMatchObject({ quantity: "4000", claimed: "3000", accepted: "0" });
  expect(need?.claims).toHaveLength(1);
  expect(need?.claims[0]?.obligation).toMatchObject({ quantity: "3000", dueOn: "2026-03-20" });
  const winner = answers[0]?.["__typename"] === "Claim" ? liaison : other;
  const loser = winner === liaison ? other : liaison;
  expect((await see(loser, made["id"]))?.needs[0]?.claims[0]?.obligation).toBeNull();

  expect(await worker.act("withdrawHelpRequest", { helpRequestId: made["id"] })).toMatchObject({
    __typename: "InvalidTransition",
    code: "REQUEST_CLAIMED",
  });
  const claimId = need?.claims[0]?.id;
  expect(await loser.act("withdrawClaim", { claimId, reason: "no" })).toMatchObject({
    __typename: "Forbidden",
  });
  expect(await winner.act("withdrawClaim", { claimId, reason: " " })).toMatchObject({
    __typename: "ValidationError",
  });
  expect(await winner.act("withdrawClaim", { claimId, reason: "no carpenter" })).toMatchObject({
    __typename: "Claim",
  });
  expect(await winner.act("withdrawClaim", { claimId, reason: "again" })).toMatchObject({
    __typename: "InvalidTransition",
  });
  expect((await see(worker, made["id"]))?.needs[0]).toMatchObject({
    claimed: "0",
    claims: [{ state: "WITHDRAWN" }],
  });
  expect(
    await world.sql(`select closure from "Obligation" where "claimId" = $1`, [claimId?.split(":")[1]]),
  ).toEqual([{ closure: "CANCELLED" }]);
  expect(await worker.act("withdrawHelpRequest", { helpRequestId: made["id"] })).toMatchObject({
    __typename: "HelpRequest",
  });
});

test("not solved needs a reason and lets every open claim go; opening again offers it to new partners too", async () => {
  const { city, community, worker, liaison, unit } = await village("Endings");
  const made = await worker.act("createHelpRequest", wish(city, community));
  const needId = (await see(worker, made["id"]))?.needs[0]?.id;
  await liaison.act("claimNeed", {
    needId,
    giverId: `Organization:${unit.id}`,
    quantity: "1000",
    promisedOn: "2026-03-20",
  });
  const close = (more: object) =>
    worker.act("closeHelpRequest", { helpRequestId: made["id"], solved: false, ...more });
  expect(await close({ solved: true })).toMatchObject({ __typename: "InvalidTransition" });
  expect(await close({})).toMatchObject({ __typename: "ValidationError" });
  expect(await close({ note: "the yard is rebuilt next year" })).toMatchObject({ __typename: "HelpRequest" });
  expect(await see(worker, made["id"])).toMatchObject({
    state: "CLOSED_UNSOLVED",
    needs: [{ claimed: "0", claims: [{ state: "WITHDRAWN" }] }],
  });
  const newUnit = await city.unit();
  const newcomer = await city.person(newUnit, "LIAISON");
  await city.partnership(newUnit, community);
  expect(await see(newcomer, made["id"])).toBeNull();
  expect(await worker.act("reopenHelpRequest", { helpRequestId: made["id"], again: [] })).toMatchObject({
    __typename: "HelpRequest",
  });
  expect(await see(newcomer, made["id"])).toMatchObject({ state: "OPEN", reopenedCount: 1 });
});

test("what is typed wrongly is named by its field", async () => {
  const { city, community, worker } = await village("Typing");
  const problems = async (more: object) =>
    (await worker.act("createHelpRequest", wish(city, community, more)))["problems"];
  const need = (more: object) => ({
    needs: [
      { kindId: `Kind:${city.kinds.GOODS}`, quantity: "1000", good: "bench", description: "", ...more },
    ],
  });
  expect(await problems({ title: " " })).toEqual([{ path: ["title"], code: "REQUIRED" }]);
  expect(await problems({ wishedOn: "2026-03-01" })).toEqual([{ path: ["wishedOn"], code: "IN_THE_PAST" }]);
  expect(await problems({ needs: [] })).toEqual([{ path: ["needs"], code: "NEED_REQUIRED" }]);
  expect(await problems(need({ quantity: "-1" }))).toEqual([
    { path: ["needs", "0", "quantity"], code: "AMOUNT_NEGATIVE" },
  ]);
  expect(await problems(need({ good: null }))).toEqual([
    { path: ["needs", "0", "good"], code: "GOOD_REQUIRED" },
  ]);
  const other = await world.city("Kinds of another city");
  expect(await problems(need({ kindId: `Kind:${other.kinds.GOODS}` }))).toEqual([
    { path: ["needs", "0", "kindId"], code: "UNKNOWN_KIND" },
  ]);
  expect(await world.sql(`select from "HelpRequest" where "cityId" = $1`, [city.id])).toEqual([]);
});

test("the list is filtered, and costs the same for one request and for many", async () => {
  const { city, community, worker, liaison, unit } = await village("Lists");
  const list = `query ($filter: HelpRequestFilter) { helpRequests(first: 50, filter: $filter) { totalCount edges { node {
    id title state privateDetails receiver { name } needs { id quantity kind { code } claims { id giver { name } } } offers { organization { name } }
  } } } }`;
  const ask = async (person: TestPerson, filter: object = {}) => {
    const { data, errors } = await person.ask(list, { filter });
    expect(errors).toEqual([]);
    return (data as { helpRequests: { totalCount: number } }).helpRequests.totalCount;
  };
  await worker.act("createHelpRequest", wish(city, community));
  const one = await countStatements(world, () => ask(liaison));
  for (let n = 0; n < 6; n++)
    await worker.act("createHelpRequest", wish(city, community, { open: n % 2 === 0 }));
  const many = await countStatements(world, () => ask(liaison));
  expect(many.length).toBe(one.length);
  expect(many.length).toBeLessThanOrEqual(3);
  expect(await ask(liaison)).toBe(4);
  expect(await ask(worker)).toBe(7);
  expect(await ask(worker, { states: ["DRAFT"] })).toBe(3);
  expect(await ask(worker, { kindId: `Kind:${city.kinds.VISIT}` })).toBe(0);
  expect(await ask(worker, { offeredToId: `Organization:${unit.id}` })).toBe(4);
  expect(await ask(worker, { claimedById: `Organization:${unit.id}` })).toBe(0);
});

test("what is delivered for a claim fills the need; everything accepted is delivered, closed, and opened again for more", async () => {
  const { city, community, worker, liaison, unit, street } = await village("Delivered");
  const made = await worker.act("createHelpRequest", {
    ...wish(city, community),
    needs: [{ kindId: `Kind:${city.kinds.VISIT}`, quantity: "3", description: "" }],
  });
  const need = async () => (await see(worker, made["id"]))?.needs[0];
  const claim = async (quantity: string) => {
    const claimed = await liaison.act("claimNeed", {
      needId: (await need())?.id,
      giverId: `Organization:${unit.id}`,
      quantity,
      promisedOn: "2026-03-20",
    });
    return (await need())?.claims.find(({ id }) => id === claimed["id"])?.obligation?.id;
  };
  const deliver = (obligationId: unknown, quantity: string) =>
    liaison.act("logDelivery", {
      obligationId,
      kindId: `Kind:${city.kinds.VISIT}`,
      quantity,
      occurredOn: "2026-03-02",
    });
  const first = await claim("2");
  const delivery = await deliver(first, "2");
  expect(delivery).toMatchObject({ __typename: "Delivery" });
  const claimId = (await need())?.claims[0]?.id;
  expect(await liaison.act("withdrawClaim", { claimId, reason: "changed my mind" })).toMatchObject({
    __typename: "InvalidTransition",
    code: "CLAIM_DELIVERED",
  });
  await worker.act("acceptDelivery", { deliveryId: delivery["id"] });
  expect(await need()).toMatchObject({ claimed: "2", accepted: "2", claims: [{ state: "FULFILLED" }] });
  expect((await see(worker, made["id"]))?.state).toBe("OPEN");

  // An office waives what was taken on and never came: the need is free again.
  const second = await claim("1");
  const manager = await city.person(await city.office(), "MANAGER");
  expect(await street.act("waiveObligation", { obligationId: second, reason: "x" })).toMatchObject({
    __typename: "Forbidden",
  });
  expect(
    await manager.act("waiveObligation", { obligationId: second, reason: "The unit moved away" }),
  ).toMatchObject({
    __typename: "Obligation",
  });
  expect(await need()).toMatchObject({ claimed: "2", accepted: "2" });

  const third = await deliver(await claim("1"), "1");
  await worker.act("acceptDelivery", { deliveryId: third["id"] });
  expect((await see(worker, made["id"]))?.state).toBe("DELIVERED");
  await worker.act("reverseAcceptance", { deliveryId: third["id"], reason: "Wrong one" });
  expect(await see(worker, made["id"])).toMatchObject({ state: "OPEN", needs: [{ accepted: "2" }] });
  await worker.act("acceptDelivery", { deliveryId: third["id"] });

  expect(await worker.act("closeHelpRequest", { helpRequestId: made["id"], solved: true })).toMatchObject({
    __typename: "HelpRequest",
  });
  expect(await worker.act("reopenHelpRequest", { helpRequestId: made["id"], again: [] })).toMatchObject({
    __typename: "ValidationError",
    problems: [{ code: "NOTHING_TO_REOPEN" }],
  });
  const again = [{ needId: (await need())?.id, quantity: "1" }];
  expect(await worker.act("reopenHelpRequest", { helpRequestId: made["id"], again })).toMatchObject({
    __typename: "HelpRequest",
  });
  expect(await see(worker, made["id"])).toMatchObject({
    state: "OPEN",
    reopenedCount: 1,
    needs: [{ quantity: "4", accepted: "3" }],
  });
});
