import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { type TestCity, type TestPerson, World } from "../../../test/world.ts";
import { localDate, toDbDate } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import { openDuties } from "./open-duties.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

async function period(
  city: TestCity,
  code: string,
  kind: "QUARTER" | "YEAR",
  opensOn: string,
  closesOn: string,
) {
  const id = newId();
  await world.database.prisma.period.create({
    data: {
      id,
      cityId: city.id,
      code,
      kind,
      opensOn: toDbDate(localDate(opensOn)),
      closesOn: toDbDate(localDate(closesOn)),
    },
  });
  return id;
}

const ruleOf = (city: TestCity, over: Record<string, unknown> = {}) => ({
  name: "Work money",
  kindId: `Kind:${city.kinds.FUNDS}`,
  quantity: "900000",
  periodKind: "QUARTER",
  appliesTo: "EACH",
  proRating: "DAYS",
  validFrom: "2026-01-01",
  ...over,
});

const assign = (office: TestPerson, giverId: string, receiverId: string, startsOn = "2026-01-01") =>
  office.act("assignPartnership", {
    giverId: `Organization:${giverId}`,
    receiverId: `Organization:${receiverId}`,
    kind: "CO_BUILDING",
    startsOn,
    endsOn: "2026-12-31",
    documentNumber: "2026-1",
    documentDate: "2026-01-01",
  });

const owed = (city: TestCity) =>
  world.sql(
    `select p.code, r.name, o.quantity::int, o."opensOn"::text, o."dueOn"::text, o.closure
     from "Obligation" o join "Period" p on p.id = o."periodId" join "DutyRule" r on r.id = o."dutyRuleId"
     where o."cityId" = $1 order by p.code, r.name, o.id`,
    [city.id],
  );

test("rules are dated: a new version asks nothing of a running period", async () => {
  world.clock.goTo(localDate("2026-02-10"));
  const city = await world.city();
  const manager = await city.person(await city.office(), "MANAGER");
  const coordinator = await city.person(await city.office(), "COORDINATOR");
  const district = await city.person(await city.office(city.district), "MANAGER");
  expect(await coordinator.act("createDutyRule", ruleOf(city))).toMatchObject({ __typename: "Forbidden" });
  expect(await district.act("createDutyRule", ruleOf(city))).toMatchObject({ __typename: "Forbidden" });
  expect(await manager.act("createDutyRule", ruleOf(city, { quantity: "0" }))).toMatchObject({
    problems: [{ path: ["quantity"], code: "AMOUNT_ZERO" }],
  });
  expect(await manager.act("createDutyRule", ruleOf(city, { good: "rice" }))).toMatchObject({
    problems: [{ path: ["good"], code: "GOOD_NOT_ALLOWED" }],
  });
  const rule = await manager.act("createDutyRule", ruleOf(city), "id ... on DutyRule { version }");
  expect(rule).toMatchObject({ __typename: "DutyRule", version: 0 });
  const next = { dutyRuleId: rule["id"], ...ruleOf(city, { quantity: "1000000" }) };
  expect(await manager.act("supersedeDutyRule", { ...next, validFrom: "2026-02-10" })).toMatchObject({
    problems: [{ path: ["validFrom"], code: "DATE_NOT_LATER" }],
  });
  const [one, two] = await Promise.all([
    manager.act("supersedeDutyRule", { ...next, version: 0, validFrom: "2026-04-01" }),
    manager.act("supersedeDutyRule", { ...next, version: 0, validFrom: "2026-04-01" }),
  ]);
  expect([one?.["__typename"], two?.["__typename"]].sort()).toEqual(["Conflict", "DutyRule"]);
  const list = `{ dutyRules(first: 10) { edges { node { validFrom validTo quantity supersedes { id } } } } }`;
  expect((await coordinator.ask(list)).data).toEqual({
    dutyRules: {
      edges: [
        {
          node: {
            validFrom: "2026-04-01",
            validTo: null,
            quantity: "1000000",
            supersedes: { id: rule["id"] },
          },
        },
        { node: { validFrom: "2026-01-01", validTo: "2026-04-01", quantity: "900000", supersedes: null } },
      ],
    },
  });
  expect(await manager.act("endDutyRule", { dutyRuleId: rule["id"], validTo: "2026-05-01" })).toMatchObject({
    code: "RULE_ENDED",
  });
  const newest = one?.["__typename"] === "DutyRule" ? one : two;
  expect(
    await manager.act("endDutyRule", { dutyRuleId: newest?.["id"], validTo: "2026-07-01" }),
  ).toMatchObject({
    __typename: "DutyRule",
  });
  const other = await world.city("Other");
  const stranger = await other.person(await other.office(), "MANAGER");
  expect(await stranger.act("endDutyRule", { dutyRuleId: rule["id"], validTo: "2027-01-01" })).toMatchObject({
    __typename: "NotFound",
  });
});

test("a pair assigned within a period owes its days; opening again opens only what is missing", async () => {
  world.clock.goTo(localDate("2026-02-15"));
  const city = await world.city();
  const manager = await city.person(await city.office(), "MANAGER");
  const coordinator = await city.person(await city.office(), "COORDINATOR");
  const quarter = await period(city, "2026Q1", "QUARTER", "2026-01-01", "2026-03-31");
  const later = await period(city, "2026Q2", "QUARTER", "2026-04-01", "2026-06-30");
  await manager.act("createDutyRule", ruleOf(city));
  const made = await assign(coordinator, (await city.unit()).id, (await city.community()).id, "2026-02-15");
  expect(made).toMatchObject({ __typename: "Partnership" });
  expect(await owed(city)).toEqual([
    // 45 of 90 days.
    {
      code: "2026Q1",
      name: "Work money",
      quantity: 450000,
      opensOn: "2026-02-15",
      dueOn: "2026-03-31",
      closure: null,
    },
  ]);
  await manager.act(
    "createDutyRule",
    ruleOf(city, { name: "Visits", kindId: `Kind:${city.kinds.VISIT}`, quantity: "2", proRating: "FULL" }),
  );
  expect(await coordinator.act("openDuties", { periodId: `Period:${quarter}` })).toMatchObject({
    __typename: "Forbidden",
  });
  expect(await manager.act("openDuties", { periodId: `Period:${later}` })).toMatchObject({
    code: "PERIOD_NOT_OPEN",
  });
  const system = {
    database: world.database,
    clock: world.clock,
    actor: { kind: "SYSTEM" as const, cityId: city.id },
  };
  await Promise.all([
    manager.act("openDuties", { periodId: `Period:${quarter}` }),
    openDuties(system, { periodId: quarter }),
    openDuties(system, { periodId: quarter }),
  ]);
  expect(await owed(city)).toEqual([
    expect.objectContaining({ name: "Visits", quantity: 2 }),
    expect.objectContaining({ name: "Work money", quantity: 450000 }),
  ]);
  const opened = await world.sql(
    `select payload::json->>'opened' as opened from "AuditEntry" where "cityId" = $1 and command = 'duties.open' order by 1`,
    [city.id],
  );
  expect(opened.map((row) => row["opened"])).toEqual(["0", "0", "1"]);
});

test("the lead's duty is owed by the lead alone, from the day it is named", async () => {
  world.clock.goTo(localDate("2026-02-15"));
  const city = await world.city();
  const manager = await city.person(await city.office(), "MANAGER");
  await period(city, "2026Q1", "QUARTER", "2026-01-01", "2026-03-31");
  await manager.act("createDutyRule", ruleOf(city, { appliesTo: "LEAD", proRating: "FULL" }));
  const community = await city.community();
  const first = await assign(manager, (await city.unit()).id, community.id);
  await assign(manager, (await city.unit()).id, community.id);
  expect(await owed(city)).toEqual([]);
  await manager.act("setLead", { partnershipId: first["id"], startsOn: "2026-02-15" });
  expect(await owed(city)).toMatchObject([{ quantity: 900000, opensOn: "2026-02-15", dueOn: "2026-03-31" }]);
});

test("when the lead changes, what counts by days is split by the days each led", async () => {
  world.clock.goTo(localDate("2026-02-15"));
  const city = await world.city();
  const manager = await city.person(await city.office(), "MANAGER");
  await period(city, "2026Q1", "QUARTER", "2026-01-01", "2026-03-31");
  await manager.act("createDutyRule", ruleOf(city, { appliesTo: "LEAD" }));
  const community = await city.community();
  const first = await assign(manager, (await city.unit()).id, community.id);
  const second = await assign(manager, (await city.unit()).id, community.id);
  await manager.act("setLead", { partnershipId: first["id"], startsOn: "2026-01-01" });
  expect(await owed(city)).toMatchObject([{ quantity: 900000 }]);
  await manager.act("setLead", { partnershipId: second["id"], startsOn: "2026-03-02" });
  // 60 of 90 days, and 30.
  expect(await owed(city)).toMatchObject([{ quantity: 600000 }, { quantity: 300000 }]);
  const reasons = await world.sql(
    `select kind::text, reason from "ObligationAmendment" where "cityId" = $1`,
    [city.id],
  );
  expect(reasons).toEqual([{ kind: "AMEND", reason: "LEAD_CHANGED" }]);
});

test("sealing leaves unmet what nobody claimed, waits for what is claimed, and is not undone", async () => {
  world.clock.goTo(localDate("2026-02-15"));
  const city = await world.city();
  const { prisma } = world.database;
  const manager = await city.person(await city.office(), "MANAGER");
  const coordinator = await city.person(await city.office(), "COORDINATOR");
  const unit = await city.unit();
  const community = await city.community();
  const quarter = await period(city, "2026Q1", "QUARTER", "2026-01-01", "2026-03-31");
  await period(city, "2026", "YEAR", "2026-01-01", "2026-12-31");
  for (const name of ["Unmet", "Claimed", "Extended"])
    await manager.act("createDutyRule", ruleOf(city, { name }));
  await manager.act("createDutyRule", ruleOf(city, { name: "Year", periodKind: "YEAR" }));
  await assign(manager, unit.id, community.id);
  const ofRule = (name: string) =>
    prisma.obligation.findFirstOrThrow({ where: { cityId: city.id, dutyRule: { name } } });
  const claimed = await ofRule("Claimed");
  await prisma.obligation.update({ where: { id: claimed.id }, data: { claimed: claimed.quantity } });
  const extended = await ofRule("Extended");
  await manager.act("extendObligation", {
    obligationId: `Obligation:${extended.id}`,
    dueOn: "2026-04-30",
    reason: "flood",
  });
  const delivery = {
    id: newId(),
    cityId: city.id,
    giverId: unit.id,
    receiverId: community.id,
    kindId: city.kinds.VISIT,
    quantity: 1n,
    occurredOn: toDbDate(localDate("2026-03-31")),
    state: "SUBMITTED" as const,
    originId: newId(),
    loggedById: manager.actor.personId,
    submittedAt: new Date("2026-03-31T02:00:00Z"),
  };
  await prisma.delivery.create({ data: delivery });

  const seal = (over: Record<string, unknown> = {}) => ({ periodId: `Period:${quarter}`, ...over });
  expect(await manager.act("sealPeriod", seal())).toMatchObject({ code: "PERIOD_NOT_OVER" });
  world.clock.goTo(localDate("2026-04-01"));
  expect(await coordinator.act("sealPeriod", seal())).toMatchObject({ __typename: "Forbidden" });
  expect(await manager.act("sealPeriod", seal())).toMatchObject({ code: "DELIVERIES_UNDECIDED" });
  expect(await manager.act("sealPeriod", seal({ force: true }))).toMatchObject({
    problems: [{ path: ["reason"] }],
  });
  const results = await Promise.all([
    manager.act("sealPeriod", seal({ force: true, reason: "the assessment is tomorrow" })),
    manager.act("sealPeriod", seal({ force: true, reason: "the assessment is tomorrow" })),
  ]);
  expect(results.map((result) => result["__typename"]).sort()).toEqual(["InvalidTransition", "Period"]);
  expect(await owed(city)).toEqual([
    expect.objectContaining({ code: "2026", name: "Year", closure: null }),
    expect.objectContaining({ code: "2026Q1", name: "Claimed", closure: null }),
    expect.objectContaining({ code: "2026Q1", name: "Extended", closure: null }),
    expect.objectContaining({ code: "2026Q1", name: "Unmet", closure: "UNMET" }),
  ]);
  expect(await manager.act("openDuties", { periodId: `Period:${quarter}` })).toMatchObject({
    code: "PERIOD_SEALED",
  });
  expect(await manager.act("createDutyRule", ruleOf(city))).toMatchObject({ code: "PERIOD_SEALED" });
  expect(
    await manager.act("amendObligation", {
      obligationId: `Obligation:${(await ofRule("Unmet")).id}`,
      quantity: "1",
      reason: "x",
    }),
  ).toMatchObject({ code: "OBLIGATION_CLOSED" });
});
