import { afterAll, beforeAll, expect, test } from "vitest";
import { cross } from "../../../test/crossing.ts";
import { on, openPair } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { World } from "../../../test/world.ts";
import { dispatchAll } from "../notifications/dispatch-outbox.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

test("what is taken on while a partnership ends is cancelled with it", async () => {
  const pair = await openPair(world, "Claim City");
  const asked = await pair.worker.act(
    "createHelpRequest",
    {
      receiverId: `Organization:${pair.community.id}`,
      title: "A lamp",
      body: "The stairs are dark",
      urgency: "NORMAL",
      needs: [{ kindId: pair.kindId("PROBLEM_SOLVED"), quantity: "1", description: "A lamp" }],
      open: true,
    },
    on("HelpRequest", "needs { id }"),
  );
  const [need] = asked["needs"] as { id: string }[];
  const [claimed, ended] = await cross(
    world,
    pair.city,
    () =>
      pair.liaison.act("claimNeed", {
        needId: need?.id,
        giverId: `Organization:${pair.unit.id}`,
        quantity: "1",
        promisedOn: "2026-04-01",
      }),
    () =>
      pair.officeManager.act("endPartnership", {
        partnershipId: pair.partnershipId,
        endsOn: "2026-03-02",
        reason: "Reorganized",
      }),
  );
  expect([claimed["__typename"], ended["__typename"]]).toEqual(["Claim", "Partnership"]);
  expect(await world.sql(`select closure from "Obligation" where "cityId" = $1`, [pair.city.id])).toEqual([
    { closure: "CANCELLED" },
  ]);
});

test("who is named to speak for a side while the role ends does not end up without it", async () => {
  const pair = await openPair(world, "Liaison City");
  const another = await pair.city.person(pair.unit, "LIAISON");
  expect(
    await pair.liaison.act("acknowledgePartnership", { partnershipId: pair.partnershipId }),
  ).toMatchObject({
    __typename: "Partnership",
  });
  const name = () =>
    pair.manager.act("setLiaison", {
      partnershipId: pair.partnershipId,
      side: "GIVER",
      membershipId: `Membership:${another.membershipId}`,
    });
  const end = () =>
    pair.manager.act("endMembership", {
      membershipId: `Membership:${another.membershipId}`,
      endsOn: "2026-03-02",
    });
  const [named, ended] = await cross(world, pair.city, name, end);
  expect(named).toMatchObject({ __typename: "Partnership" });
  expect(ended).toMatchObject({ code: "LIAISON_OPEN" });
});

test("an office attests only for receivers in its territory, and hears when it is its turn", async () => {
  const pair = await openPair(world, "Attesting City");
  const { city, liaison, coordinator } = pair;
  const elsewhere = await city.office(await city.otherDistrict());
  const street = await city.office(city.street);
  const clerk = await city.person(street, "COORDINATOR");
  const draft = { partnershipId: pair.partnershipId, lines: [{ list: "NEEDS", text: "A lamp" }] };
  expect(
    await liaison.act("draftAgreement", { ...draft, attestorId: `Organization:${elsewhere.id}` }),
  ).toMatchObject({
    problems: [{ path: ["attestorId"], code: "NOT_AN_OFFICE" }],
  });
  const assigned = {
    giverId: `Organization:${(await city.unit()).id}`,
    receiverId: `Organization:${pair.community.id}`,
    kind: "CO_BUILDING",
    startsOn: "2026-01-01",
    endsOn: "2026-12-31",
    documentNumber: "2026-1",
    documentDate: "2026-01-01",
  };
  expect(
    await coordinator.act("assignPartnership", { ...assigned, attestorId: `Organization:${elsewhere.id}` }),
  ).toMatchObject({ problems: [{ path: ["attestorId"], code: "NOT_AN_OFFICE" }] });

  await world.sql(`update "Partnership" set "attestorId" = $1 where id = $2`, [
    street.id,
    pair.partnershipId.split(":")[1],
  ]);
  const logged = await liaison.act("logDelivery", {
    partnershipId: pair.partnershipId,
    kindId: pair.kindId("FUNDS"),
    quantity: "100",
    occurredOn: "2026-03-01",
  });
  await dispatchAll({ database: world.database, clock: world.clock });
  const { data } = await clerk.ask("{ notifications(first: 5) { edges { node { event subject } } } }");
  expect(data).toEqual({
    notifications: { edges: [{ node: { event: "delivery.submitted", subject: logged["id"] } }] },
  });
});

test("a proposal opens nobody's telephone book", async () => {
  const city = await world.city("Curious City");
  const [unit, community] = [await city.unit(), await city.community()];
  const curious = await city.person(unit, "LIAISON");
  const worker = await city.person(community, "LIAISON");
  const look = async () => {
    const { data } = await curious.ask("query ($id: ID!) { node(id: $id) { ... on Person { phone } } }", {
      id: `Person:${worker.actor.personId}`,
    });
    return data?.["node"];
  };
  const proposed = await curious.act("proposePartnership", {
    giverId: `Organization:${unit.id}`,
    receiverId: `Organization:${community.id}`,
    kind: "CO_BUILDING",
    startsOn: "2026-03-01",
    endsOn: "2026-12-31",
  });
  expect(proposed).toMatchObject({ __typename: "Partnership" });
  expect(await look()).toBeNull();
  await worker.act("answerProposal", { partnershipId: proposed["id"], accept: true });
  expect(await look()).toEqual({ phone: "13900000000" });
});

test("an organization that ends while it is paired or joined is refused, or they are", async () => {
  const pair = await openPair(world, "Ending City");
  const { city, officeManager, coordinator } = pair;
  const unit = await city.unit();
  const organizationId = `Organization:${unit.id}`;
  const end = () => officeManager.act("endOrganization", { organizationId, endsOn: "2026-03-02" });
  const join = () =>
    officeManager.act("createPerson", {
      organizationId,
      name: "Late",
      role: "MEMBER",
      startsOn: "2026-03-03",
    });
  const assign = () =>
    coordinator.act("assignPartnership", {
      giverId: organizationId,
      receiverId: `Organization:${pair.community.id}`,
      kind: "CO_BUILDING",
      startsOn: "2026-01-01",
      endsOn: "2026-12-31",
      documentNumber: "2026-1",
      documentDate: "2026-01-01",
    });
  await pair.liaison.act("acknowledgePartnership", { partnershipId: pair.partnershipId });
  const [paired, refused] = await cross(world, city, assign, end);
  expect([paired["__typename"], refused["code"]]).toEqual(["Partnership", "PARTNERSHIPS_OPEN"]);
  await officeManager.act("endPartnership", {
    partnershipId: paired["id"],
    endsOn: "2026-03-02",
    reason: "x",
  });
  const [ended, late] = await cross(world, city, end, join);
  expect(ended).toMatchObject({ __typename: "Organization" });
  expect(late).toMatchObject({ problems: [{ code: "ORGANIZATION_ENDED" }] });
  // A term that goes beyond its last day is refused, whenever it begins.
  expect(await assign()).toMatchObject({ problems: [{ path: ["giverId"], code: "ORGANIZATION_ENDED" }] });
});
