import { afterAll, beforeAll, expect, test } from "vitest";
import { expectBooksAgree } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, World } from "../../../test/world.ts";
import { localDate } from "../../kernel/clock.ts";
import { claim, type Hall, hallOf, market, see, visits } from "./market-fixture.ts";
import { openDueHalls } from "./open-to-hall.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

test("after the days of the paired units it stands in the hall; who is paired with nobody there takes it on, delivers, and it is used", async () => {
  world.clock.goTo(localDate("2026-03-02"));
  const { city, community, units, worker, pairedLiaison, strangerLiaison, office } = await market(
    world,
    "Hall",
  );
  const made = await worker.act("createHelpRequest", visits(city, community, "4"));
  // Monday, and three working days: through Thursday only the paired unit is asked.
  expect(await see(worker, made["id"])).toMatchObject({ offeredUntil: "2026-03-05", hallSince: null });
  expect(await see(pairedLiaison, made["id"])).not.toBeNull();
  expect(await see(strangerLiaison, made["id"])).toBeNull();
  expect((await hallOf(strangerLiaison)).totalCount).toBe(0);
  const needId = (await see(worker, made["id"]))?.needs[0]?.id;
  expect(await claim(strangerLiaison, needId, units.stranger, "1")).toMatchObject({ __typename: "NotFound" });
  world.clock.goTo(localDate("2026-03-05"));
  await openDueHalls(world);
  expect(await see(strangerLiaison, made["id"])).toBeNull();
  world.clock.goTo(localDate("2026-03-06"));
  await openDueHalls(world);
  await openDueHalls(world);
  expect((await hallOf(strangerLiaison)).edges[0]?.node.request.id).toBe(made["id"]);
  const far = await world.city("Far from the hall");
  const foreign = await far.person(await far.unit(), "LIAISON");
  expect((await hallOf(foreign)).totalCount).toBe(0);
  expect(await see(foreign, made["id"])).toBeNull();
  expect(await see(strangerLiaison, made["id"])).toMatchObject({ privateDetails: null });

  expect(await claim(pairedLiaison, needId, units.paired, "1")).toMatchObject({ __typename: "Claim" });
  const taken = await claim(strangerLiaison, needId, units.stranger, "2");
  expect(taken).toMatchObject({ __typename: "Claim" });
  const seen = await see(strangerLiaison, made["id"]);
  expect(seen).toMatchObject({ privateDetails: "Building 3, door 101" });
  const mine = seen?.needs[0]?.claims.find(({ id }) => id === taken["id"]);
  const kinds = await world.sql<{ partnershipId: string | null }>(
    `select "partnershipId" from "Claim" where "giverId" = any($1::uuid[])`,
    [[units.paired.id, units.stranger.id]],
  );
  expect(kinds.filter(({ partnershipId }) => partnershipId === null)).toHaveLength(1);

  const mark = (quantity: string, expectedOn = "2026-03-09") =>
    strangerLiaison.act("markOnTheWay", { claimId: taken["id"], quantity, expectedOn });
  expect(await mark("3")).toMatchObject({ problems: [{ code: "ON_THE_WAY_TOO_MUCH" }] });
  expect(await mark("1", "2026-03-01")).toMatchObject({ problems: [{ code: "IN_THE_PAST" }] });
  expect(
    await worker.act("markOnTheWay", { claimId: taken["id"], quantity: "1", expectedOn: "2026-03-09" }),
  ).toMatchObject({ __typename: "Forbidden" });
  expect(await mark("2")).toMatchObject({ __typename: "Claim" });
  const need = async () => (await see(worker, made["id"]))?.needs[0];
  expect(await need()).toMatchObject({ claimed: "3", sent: "2", accepted: "0", used: "0" });

  const delivery = await strangerLiaison.act("logDelivery", {
    obligationId: mine?.obligation?.id,
    kindId: `Kind:${city.kinds.VISIT}`,
    quantity: "2",
    occurredOn: "2026-03-06",
  });
  expect(delivery).toMatchObject({ __typename: "Delivery" });
  expect(await need()).toMatchObject({ sent: "2", accepted: "0" });
  // Both sides of it see it, another unit does not.
  for (const [person, sees] of [
    [worker, true],
    [strangerLiaison, true],
    [pairedLiaison, false],
  ] as const) {
    const { data } = await person.ask(`query ($id: ID!) { node(id: $id) { id } }`, { id: delivery["id"] });
    expect(data?.["node"] !== null).toBe(sees);
  }
  expect(await worker.act("recordUse", { needId, used: "1" })).toMatchObject({
    problems: [{ code: "USED_MORE" }],
  });
  expect(await worker.act("acceptDelivery", { deliveryId: delivery["id"] })).toMatchObject({
    __typename: "Delivery",
  });
  expect(await strangerLiaison.act("recordUse", { needId, used: "1" })).toMatchObject({
    __typename: "Forbidden",
  });
  expect(await worker.act("recordUse", { needId, used: "2" })).toMatchObject({ __typename: "Need" });
  expect(await need()).toMatchObject({ quantity: "4", claimed: "3", sent: "2", accepted: "2", used: "2" });
  // What did not come after all is not in use either.
  await worker.act("reverseAcceptance", { deliveryId: delivery["id"], reason: "Another house" });
  expect(await need()).toMatchObject({ sent: "2", accepted: "0", used: "0" });
  await worker.act("acceptDelivery", { deliveryId: delivery["id"] });
  await expectBooksAgree(world);

  const report = await office.ask(`query { board(first: 5) { totalCount } }`, {});
  expect(report.errors).toEqual([]);
});

test("the desk opens a request to the hall at once or keeps it with a reason; without a paired unit it stands there from the beginning", async () => {
  world.clock.goTo(localDate("2026-03-02"));
  const { city, community, worker, strangerLiaison, pairedLiaison } = await market(world, "Kept");
  const kept = await worker.act("createHelpRequest", visits(city, community, "1"));
  const keep = (reason: string) => worker.act("keepRequestToPartners", { helpRequestId: kept["id"], reason });
  expect(await keep(" ")).toMatchObject({ __typename: "ValidationError" });
  expect(
    await pairedLiaison.act("keepRequestToPartners", { helpRequestId: kept["id"], reason: "mine" }),
  ).toMatchObject({ __typename: "Forbidden" });
  expect(await keep("They know the house")).toMatchObject({ __typename: "HelpRequest" });
  world.clock.goTo(localDate("2026-03-20"));
  await openDueHalls(world);
  expect(await see(strangerLiaison, kept["id"])).toBeNull();
  const open = () => worker.act("openRequestToHall", { helpRequestId: kept["id"] });
  expect(await open()).toMatchObject({ __typename: "HelpRequest" });
  expect(await open()).toMatchObject({ __typename: "InvalidTransition", code: "IN_HALL" });
  expect(await keep("again")).toMatchObject({ __typename: "InvalidTransition", code: "IN_HALL" });
  expect(await see(strangerLiaison, kept["id"])).toMatchObject({ keptReason: null });
  const lonely = await city.community();
  const alone = await city.person(lonely, "LIAISON");
  const made = await alone.act("createHelpRequest", visits(city, lonely, "1"));
  expect(await see(strangerLiaison, made["id"])).not.toBeNull();
});

test("two units at once for the last part; a joint claim is a lead and parts that agree; a unit with stale claims settles them first", async () => {
  world.clock.goTo(localDate("2026-03-02"));
  const { city, community, units, worker, strangerLiaison, thirdManager, pairedLiaison } = await market(
    world,
    "Together",
  );
  const ask = async (quantity: string) => {
    const made = await worker.act("createHelpRequest", visits(city, community, quantity, { toHall: true }));
    return { id: made["id"], needId: (await see(worker, made["id"]))?.needs[0]?.id };
  };
  const last = await ask("1");
  const both = await Promise.all([
    claim(strangerLiaison, last.needId, units.stranger, "1"),
    claim(thirdManager, last.needId, units.third, "1"),
  ]);
  expect(both.map((answer) => answer["__typename"]).sort()).toEqual(["Claim", "InvalidTransition"]);
  // Wholly taken on, it stands in the hall for nobody any more.
  expect((await hallOf(pairedLiaison)).totalCount).toBe(0);

  const big = await ask("6");
  const part = (unit: { id: string }, quantity: string) => ({
    giverId: `Organization:${unit.id}`,
    quantity,
    promisedOn: "2026-12-01",
  });
  const jointly = (more: object) =>
    strangerLiaison.act("claimNeedJointly", { needId: big.needId, ...part(units.stranger, "2"), ...more });
  expect(await jointly({ parts: [] })).toMatchObject({ problems: [{ code: "REQUIRED" }] });
  expect(await jointly({ parts: [part(units.stranger, "1")] })).toMatchObject({
    problems: [{ code: "PART_TWICE" }],
  });
  expect(await jointly({ parts: [part(units.third, "5")] })).toMatchObject({ code: "NEED_OVERCLAIMED" });
  expect(await jointly({ parts: [part(community, "1")] })).toMatchObject({
    problems: [{ code: "UNIT_NOT_ASKED" }],
  });
  expect(await jointly({ parts: [part(units.third, "3"), part(units.paired, "1")] })).toMatchObject({
    __typename: "JointClaim",
  });
  const need = async () => (await see(worker, big.id))?.needs[0];
  // Until they agree, nothing of the others' parts is taken.
  expect(await need()).toMatchObject({ claimed: "2", claims: [{ leadsJointly: true }] });
  const parts = (await need())?.jointClaims[0]?.parts ?? [];
  const partOf = (unit: { id: string }) =>
    parts.find(({ giver }) => giver.id === `Organization:${unit.id}`)?.id;
  expect(
    await strangerLiaison.act("answerJointPart", { partId: partOf(units.third), agree: true }),
  ).toMatchObject({
    __typename: "Forbidden",
  });
  expect(
    await thirdManager.act("answerJointPart", { partId: partOf(units.third), agree: true, quantity: "2" }),
  ).toMatchObject({ __typename: "JointClaimPart" });
  expect(await thirdManager.act("cancelJointPart", { partId: partOf(units.paired) })).toMatchObject({
    __typename: "Forbidden",
  });
  expect(
    await pairedLiaison.act("answerJointPart", { partId: partOf(units.paired), agree: false }),
  ).toMatchObject({
    __typename: "JointClaimPart",
  });
  expect(await strangerLiaison.act("cancelJointPart", { partId: partOf(units.paired) })).toMatchObject({
    code: "INVITATION_ANSWERED",
  });
  expect(await need()).toMatchObject({
    claimed: "4",
    jointClaims: [{ parts: expect.arrayContaining([{ ...parts[0], state: "AGREED" }]) }],
  });
  const invited = await strangerLiaison.ask(`query ($id: ID!) { unitsToInvite(needId: $id) { id } }`, {
    id: big.needId,
  });
  expect((invited.data as { unitsToInvite: unknown[] }).unitsToInvite).toHaveLength(2);

  // Ten working days after its day, with nothing delivered, the third unit takes on nothing more until it has settled.
  const soon = await ask("2");
  const late = await claim(thirdManager, soon.needId, units.third, "1", "2026-03-03");
  world.clock.goTo(localDate("2026-03-17"));
  expect(await claim(thirdManager, soon.needId, units.third, "1")).toMatchObject({ __typename: "Claim" });
  world.clock.goTo(localDate("2026-03-18"));
  const next = await ask("3");
  const refused = await claim(thirdManager, next.needId, units.third, "1");
  expect(refused).toMatchObject({ __typename: "InvalidTransition", code: "CLAIMS_STALE" });
  const stale = `query ($id: ID!) { staleClaims(unitId: $id) { id need { helpRequest { id } } } }`;
  const unit = { id: `Organization:${units.third.id}` };
  expect((await thirdManager.ask(stale, unit)).data).toMatchObject({ staleClaims: [{ id: late["id"] }] });
  expect((await strangerLiaison.ask(stale, unit)).data).toEqual({ staleClaims: [] });
  await thirdManager.act("withdrawClaim", { claimId: late["id"], reason: "We can't" });
  expect(await claim(thirdManager, next.needId, units.third, "1")).toMatchObject({ __typename: "Claim" });
  await expectBooksAgree(world);
});

test("the hall orders all of itself by what fits the unit, pages without a gap, and costs three statements", async () => {
  world.clock.goTo(localDate("2026-03-02"));
  const { city, units, strangerLiaison } = await market(world, "Order");
  const asked: unknown[] = [];
  const near = await city.community();
  const far = await city.community(undefined, await city.otherDistrict());
  for (const [n, community] of [near, far, near, far, near].entries()) {
    const worker = await city.person(community, "LIAISON");
    const made = await worker.act("createHelpRequest", {
      ...visits(city, community, "2", { toHall: true, urgency: n === 3 ? "URGENT" : "NORMAL" }),
      ...(n === 4
        ? {
            needs: [
              {
                kindId: `Kind:${city.kinds.VOLUNTEER_HOURS}`,
                quantity: "240",
                description: "an electrician",
              },
            ],
          }
        : {}),
    });
    asked.push(made["id"]);
  }
  await world.sql(
    `insert into "Capability" (id, "cityId", "organizationId", "kindId", description, skill, per, "validFrom")
     values (gen_random_uuid(), $1, $2, $3, 'an electrician on Fridays', 'electrician', 'WEEK', '2026-01-01')`,
    [city.id, units.stranger.id, city.kinds.VOLUNTEER_HOURS],
  );
  const one = await countStatements(world, () => hallOf(strangerLiaison, { first: 1 }));
  const many = await countStatements(world, () => hallOf(strangerLiaison));
  expect([one.length, many.length]).toEqual([3, 3]);
  const whole = await hallOf(strangerLiaison);
  expect(whole.totalCount).toBe(5);
  expect(whole.edges[0]?.node).toMatchObject({
    request: { id: asked[4] },
    reasons: expect.arrayContaining([expect.objectContaining({ code: "CAPABILITY", what: "electrician" })]),
  });
  const order = whole.edges.map(({ node }) => node.request.id);
  const paged: string[] = [];
  for (let after: string | null = null; ; ) {
    const page: Hall = await hallOf(strangerLiaison, { first: 2, after });
    paged.push(...page.edges.map(({ node }) => node.request.id));
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  expect(paged).toEqual(order);
  expect((await hallOf(strangerLiaison, { filter: { urgency: "URGENT" } })).totalCount).toBe(1);
  expect((await hallOf(strangerLiaison, { filter: { text: "electric" } })).totalCount).toBe(1);
  expect((await hallOf(strangerLiaison, { filter: { kindId: `Kind:${city.kinds.VISIT}` } })).totalCount).toBe(
    4,
  );
  expect(
    (await hallOf(strangerLiaison, { filter: { divisionId: `Division:${city.district.id}` } })).totalCount,
  ).toBeGreaterThan(0);
});
