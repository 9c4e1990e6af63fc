import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, type TestCity, World } from "../../../test/world.ts";
import { localDate, toDbDate } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

/** An open promise of a partnership, written by the owner's hand. */
async function promise(
  city: TestCity,
  partnershipId: string,
  dueOn: string,
  quantity = 100n,
): Promise<string> {
  const { prisma } = world.database;
  const { giverId, receiverId } = await prisma.partnership.findUniqueOrThrow({
    where: { id: partnershipId },
  });
  const rule = await prisma.dutyRule.create({
    data: {
      id: newId(),
      cityId: city.id,
      name: "Rule",
      kindId: city.kinds.FUNDS,
      quantity,
      periodKind: "YEAR",
      appliesTo: "EACH",
      proRating: "FULL",
      validFrom: toDbDate(localDate("2020-01-01")),
      validTo: toDbDate(localDate("2020-01-02")),
    },
  });
  const period = await prisma.period.findFirst({ where: { cityId: city.id } });
  const periodId = period?.id ?? newId();
  if (!period)
    await prisma.period.create({
      data: {
        id: periodId,
        cityId: city.id,
        code: "2026",
        kind: "YEAR",
        opensOn: toDbDate(localDate("2026-01-01")),
        closesOn: toDbDate(localDate("2026-12-31")),
      },
    });
  const id = newId();
  await prisma.obligation.create({
    data: {
      id,
      cityId: city.id,
      giverId,
      receiverId,
      partnershipId,
      kindId: city.kinds.FUNDS,
      source: "RULE",
      quantity,
      opensOn: toDbDate(localDate("2026-01-01")),
      dueOn: toDbDate(localDate(dueOn)),
      originalDueOn: toDbDate(localDate(dueOn)),
      dutyRuleId: rule.id,
      periodId,
    },
  });
  return id;
}

async function scene() {
  const city = await world.city();
  const unit = await city.unit();
  const community = await city.community();
  const id = await city.partnership(unit, community);
  return { city, unit, community, id, partnershipId: `Partnership:${id}` };
}

test("each side acknowledges once, by its own person", async () => {
  const city = await world.city();
  const unit = await city.unit();
  const community = await city.community();
  const giver = await city.person(unit, "LIAISON");
  const receiver = await city.person(community, "MANAGER");
  const office = await city.person(await city.office(), "MANAGER");
  const { id: partnershipId } = await office.act("assignPartnership", {
    giverId: `Organization:${unit.id}`,
    receiverId: `Organization:${community.id}`,
    kind: "CO_BUILDING",
    startsOn: "2026-03-02",
    endsOn: "2026-12-31",
    documentNumber: "2026-3",
    documentDate: "2026-03-01",
  });
  const ask = `query ($id: ID!) { node(id: $id) { ... on Partnership { daysUnacknowledged giverAcknowledgedBy { name } } } }`;
  world.clock.passDays(3);
  expect((await giver.ask(ask, { id: partnershipId })).data).toMatchObject({
    node: { daysUnacknowledged: 3, giverAcknowledgedBy: null },
  });
  expect(await office.act("acknowledgePartnership", { partnershipId })).toMatchObject({
    __typename: "Forbidden",
  });
  expect(await giver.act("acknowledgePartnership", { partnershipId, side: "RECEIVER" })).toMatchObject({
    __typename: "Forbidden",
  });
  expect(await giver.act("acknowledgePartnership", { partnershipId })).toMatchObject({
    __typename: "Partnership",
  });
  expect(await giver.act("acknowledgePartnership", { partnershipId })).toMatchObject({
    code: "ALREADY_ACKNOWLEDGED",
  });
  // The same person with a role on the other side does not sign for both.
  const both = { ...giver.actor, memberships: [...giver.actor.memberships, ...receiver.actor.memberships] };
  Object.assign(giver, { actor: both });
  expect(await giver.act("acknowledgePartnership", { partnershipId, side: "RECEIVER" })).toMatchObject({
    __typename: "Forbidden",
    code: "SAME_PERSON",
  });
  expect(await receiver.act("acknowledgePartnership", { partnershipId })).toMatchObject({
    __typename: "Partnership",
  });
  expect((await giver.ask(ask, { id: partnershipId })).data).toMatchObject({
    node: { daysUnacknowledged: null },
  });
});

test("a suspension stops the clock, and resuming moves what is open", async () => {
  world.clock.goTo(localDate("2026-03-02"));
  const { city, id, partnershipId } = await scene();
  const coordinator = await city.person(await city.office(), "COORDINATOR");
  const auditor = await city.person(await city.office(), "AUDITOR");
  const due = await promise(city, id, "2026-03-20");
  expect(await auditor.act("suspendPartnership", { partnershipId, reason: "flood" })).toMatchObject({
    __typename: "Forbidden",
  });
  expect(await coordinator.act("suspendPartnership", { partnershipId, reason: " " })).toMatchObject({
    problems: [{ path: ["reason"], code: "REQUIRED" }],
  });
  expect(await coordinator.act("suspendPartnership", { partnershipId, reason: "flood" })).toMatchObject({
    __typename: "Partnership",
  });
  expect(await coordinator.act("suspendPartnership", { partnershipId, reason: "flood" })).toMatchObject({
    __typename: "InvalidTransition",
    from: "SUSPENDED",
    allowed: ["acknowledge", "resume", "end"],
  });
  world.clock.goTo(localDate("2026-04-01"));
  const read = `query ($id: ID!) { node(id: $id) { ... on Obligation { state lateWorkdays dueOn effectiveDueOn originalDueOn amendments { kind reason } } } }`;
  // 2 to 31 March stand still: thirty days and the day of today.
  expect((await coordinator.ask(read, { id: `Obligation:${due}` })).data).toMatchObject({
    node: { state: "DUE", lateWorkdays: 0, dueOn: "2026-03-20", effectiveDueOn: "2026-04-20" },
  });
  expect(await coordinator.act("resumePartnership", { partnershipId })).toMatchObject({
    __typename: "Partnership",
  });
  expect((await coordinator.ask(read, { id: `Obligation:${due}` })).data).toMatchObject({
    node: {
      dueOn: "2026-04-19",
      effectiveDueOn: "2026-04-19",
      originalDueOn: "2026-03-20",
      amendments: [{ kind: "EXTEND", reason: "flood" }],
    },
  });
});

test("ending early cancels what nobody claimed and closes liaisons and lead", async () => {
  world.clock.goTo(localDate("2026-03-02"));
  const { city, unit, id, partnershipId } = await scene();
  const office = await city.person(await city.office(), "MANAGER");
  const liaison = await city.person(unit, "LIAISON");
  const open = await promise(city, id, "2026-06-30");
  const claimed = await promise(city, id, "2026-06-30");
  await world.database.prisma.obligation.update({ where: { id: claimed }, data: { claimed: 100n } });
  const membershipId = `Membership:${liaison.membershipId}`;
  await office.act("setLiaison", { partnershipId, side: "GIVER", membershipId });
  await office.act("setLead", { partnershipId, startsOn: "2026-03-02" });
  world.clock.goTo(localDate("2026-03-31"));
  expect(
    await office.act("endPartnership", { partnershipId, endsOn: "2026-04-01", reason: "merged" }),
  ).toMatchObject({ problems: [{ path: ["endsOn"], code: "DATE_IN_FUTURE" }] });
  expect(
    await liaison.act("endPartnership", { partnershipId, endsOn: "2026-03-31", reason: "x" }),
  ).toMatchObject({
    __typename: "Forbidden",
  });
  expect(
    await office.act(
      "endPartnership",
      { partnershipId, endsOn: "2026-03-31", reason: "merged" },
      "id ... on Partnership { state endsOn isLead }",
    ),
  ).toMatchObject({ state: "ENDED", endsOn: "2026-03-31", isLead: true });
  const rows = await world.database.prisma.obligation.findMany({ where: { id: { in: [open, claimed] } } });
  expect(new Map(rows.map((row) => [row.id, row.closure]))).toEqual(
    new Map([
      [open, "CANCELLED"],
      [claimed, null],
    ]),
  );
  world.clock.passDays(1);
  const read = `query ($id: ID!) { node(id: $id) { ... on Partnership { isLead liaisons { side } } } }`;
  expect((await office.ask(read, { id: partnershipId })).data).toEqual({
    node: { isLead: false, liaisons: [] },
  });
});

test("a side proposes, the other answers, never the same person; another office decides nothing", async () => {
  world.clock.goTo(localDate("2026-03-02"));
  const city = await world.city();
  const unit = await city.unit();
  const community = await city.community();
  const proposer = await city.person(unit, "MANAGER");
  const worker = await city.person(community, "LIAISON");
  const input = {
    giverId: `Organization:${unit.id}`,
    receiverId: `Organization:${community.id}`,
    kind: "ROAD_SECTION",
    startsOn: "2026-04-01",
    endsOn: "2027-03-31",
  };
  expect(await proposer.act("proposePartnership", input)).toMatchObject({
    problems: [
      { path: ["sectionName"], code: "REQUIRED" },
      { path: ["sectionFrom"], code: "REQUIRED" },
      { path: ["sectionTo"], code: "REQUIRED" },
    ],
  });
  const section = { sectionName: "Lake Road", sectionFrom: "bridge", sectionTo: "school" };
  const proposed = await proposer.act(
    "proposePartnership",
    { ...input, ...section },
    "id ... on Partnership { state proposedBy }",
  );
  expect(proposed).toMatchObject({ state: "PROPOSED", proposedBy: "GIVER" });
  const partnershipId = proposed["id"];
  expect(await proposer.act("answerProposal", { partnershipId, accept: true })).toMatchObject({
    __typename: "Forbidden",
  });
  const actor = proposer.actor;
  Object.assign(proposer, {
    actor: { ...actor, memberships: [...actor.memberships, ...worker.actor.memberships] },
  });
  expect(await proposer.act("answerProposal", { partnershipId, accept: true })).toMatchObject({
    code: "SAME_PERSON",
  });
  const [one, two] = await Promise.all([
    worker.act("answerProposal", { partnershipId, accept: true }),
    worker.act("answerProposal", { partnershipId, accept: false }),
  ]);
  expect([one?.["__typename"], two?.["__typename"]].sort()).toEqual(["InvalidTransition", "Partnership"]);

  const other = await city.office((await city.otherDistrict()) as never);
  const elsewhere = await city.person(other, "MANAGER");
  expect(
    await elsewhere.act("endPartnership", { partnershipId, endsOn: "2026-03-02", reason: "x" }),
  ).toMatchObject({
    __typename: "NotFound",
  });
});

test("one lead at a time, from a day on; a liaison is of its side", async () => {
  world.clock.goTo(localDate("2026-03-02"));
  const { city, unit, community, partnershipId } = await scene();
  const second = await city.partnership(await city.unit(), community);
  const coordinator = await city.person(await city.office(), "COORDINATOR");
  expect(await coordinator.act("setLead", { partnershipId, startsOn: "2026-01-01" })).toMatchObject({
    __typename: "Partnership",
  });
  expect(await coordinator.act("setLead", { partnershipId, startsOn: "2027-01-01" })).toMatchObject({
    problems: [{ path: ["startsOn"], code: "DATE_OUTSIDE_TERM" }],
  });
  expect(
    await coordinator.act("setLead", { partnershipId: `Partnership:${second}`, startsOn: "2026-03-01" }),
  ).toMatchObject({ __typename: "Partnership" });
  expect(await coordinator.act("setLead", { partnershipId, startsOn: "2026-02-01" })).toMatchObject({
    code: "LATER_ASSIGNMENT",
  });
  const leads = await world.sql(
    `select "partnershipId", "startsOn"::text, "endsOn"::text from "LeadAssignment" where "receiverId" = $1 order by "startsOn"`,
    [community.id],
  );
  expect(leads).toEqual([
    { partnershipId: partnershipId.slice(12), startsOn: "2026-01-01", endsOn: "2026-02-28" },
    { partnershipId: second, startsOn: "2026-03-01", endsOn: null },
  ]);
  const manager = await city.person(unit, "MANAGER");
  const liaison = await city.person(unit, "LIAISON", "Liaison One");
  const member = await city.person(unit, "MEMBER");
  const stranger = await city.person(await city.unit(), "LIAISON");
  const name = (person: { membershipId: string }, side = "GIVER") => ({
    partnershipId,
    side,
    membershipId: `Membership:${person.membershipId}`,
  });
  expect(await liaison.act("setLiaison", name(liaison))).toMatchObject({ __typename: "Forbidden" });
  expect(await manager.act("setLiaison", name(liaison, "RECEIVER"))).toMatchObject({
    __typename: "Forbidden",
  });
  expect(await manager.act("setLiaison", name(stranger))).toMatchObject({ __typename: "NotFound" });
  expect(await manager.act("setLiaison", name(member))).toMatchObject({
    problems: [{ code: "NOT_A_LIAISON" }],
  });
  expect(
    await manager.act(
      "setLiaison",
      name(liaison),
      "id ... on Partnership { liaisons { side person { name } phone } }",
    ),
  ).toMatchObject({ liaisons: [{ side: "GIVER", person: { name: "Liaison One" }, phone: "13900000000" }] });
  expect(
    await manager.act("setLiaison", name(manager), "id ... on Partnership { liaisons { membershipId } }"),
  ).toMatchObject({ liaisons: [{ membershipId: `Membership:${manager.membershipId}` }] });
});

test("a list filters and costs the same for one row and for many", async () => {
  world.clock.goTo(localDate("2026-07-01"));
  const city = await world.city();
  const office = await city.person(await city.office(), "COORDINATOR");
  const unit = await city.unit("Postal Bureau");
  const lake = await city.partnership(unit, await city.community("West Lake"));
  await promise(city, lake, "2026-06-30");
  const list = `query ($filter: PartnershipFilter) { partnerships(first: 50, filter: $filter) { totalCount edges { node {
    id isLead daysUnacknowledged leader { name } liaisons { phone person { name } } giver { name } receiver { name } giverAcknowledgedBy { name } } } } }`;

  const count = async () => {
    const statements = await countStatements(world, () => office.ask(list, {}));
    return statements.length;
  };
  const one = await count();
  for (let n = 0; n < 8; n++) await city.partnership(unit, await city.community(`Community ${n}`));
  expect(await count()).toBe(one);
  expect(one).toBeLessThanOrEqual(3);
  const found = async (filter: Record<string, unknown>) => {
    const answer = await office.ask(list, { filter });
    expect(answer.errors).toEqual([]);
    return (answer.data as { partnerships: { totalCount: number } }).partnerships.totalCount;
  };
  expect(await found({ text: "west" })).toBe(1);
  expect(await found({ text: "postal" })).toBe(9);
  expect(await found({ lateOnly: true })).toBe(1);
  expect(await found({ lateOnly: true, kind: "ROAD_SECTION" })).toBe(0);
  expect(await found({ states: ["ACTIVE"], basis: "ASSIGNED", unacknowledgedOnly: true })).toBe(9);
  expect(await found({ divisionId: `Division:${city.street.id}` })).toBe(9);
  expect(await found({ receiverId: `Organization:${randomUUID()}` })).toBe(0);
  expect((await office.ask(list, { filter: { giverId: "nonsense" } })).errors).toMatchObject([
    { code: "BAD_REQUEST" },
  ]);
});
