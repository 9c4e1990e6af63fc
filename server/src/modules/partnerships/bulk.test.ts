import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, type TestPerson, World } from "../../../test/world.ts";
import { localDate } from "../../kernel/clock.ts";
import { expirePartnership } from "./expire-partnership.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

const FAILURES = `... on Failure { code } ... on ValidationError { problems { path code } }`;

async function bulk(person: TestPerson, name: string, input: object, selection: string) {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  const answer = await person.ask(
    `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename ${selection} ${FAILURES} } }`,
    { input: { idempotencyKey: randomUUID(), ...input } },
  );
  expect(answer.errors).toEqual([]);
  return answer.data?.[name] as Record<string, unknown>;
}

const assignMany = (person: TestPerson, input: object) =>
  bulk(
    person,
    "assignPartnerships",
    input,
    "... on AssignmentBatch { id partnerships { id state giver { name } } }",
  );

const terms = {
  startsOn: "2026-01-01",
  endsOn: "2026-12-31",
  documentNumber: "2025-90",
  documentDate: "2025-12-30",
};

test("a document assigns all its pairs or none, and names every row's problem", async () => {
  const city = await world.city();
  const coordinator = await city.person(await city.office(), "COORDINATOR");
  const district = await city.person(await city.office(await city.otherDistrict()), "MANAGER");
  const unit = await city.unit();
  const standing = await city.community();
  await city.partnership(unit, standing);
  const pair = async () => ({
    giverId: `Organization:${unit.id}`,
    receiverId: `Organization:${(await city.community()).id}`,
    kind: "CO_BUILDING",
  });
  const good = await Promise.all([pair(), pair(), pair()]);
  const bad = [
    ...good,
    { ...good[0] },
    { ...good[0], receiverId: `Organization:${standing.id}` },
    { ...good[1], giverId: `Organization:${randomUUID()}` },
    { ...good[1], kind: "LEADER_CONTACT" },
  ];
  const wrong = [
    { path: ["pairs", "3", "receiverId"], code: "PAIR_TWICE" },
    { path: ["pairs", "4", "receiverId"], code: "PARTNERSHIP_OVERLAP" },
    { path: ["pairs", "5", "giverId"], code: "NOT_FOUND" },
    { path: ["pairs", "6", "leaderMembershipId"], code: "REQUIRED" },
  ];
  const check = `query ($input: AssignmentCheckInput!) { assignmentProblems(input: $input) { path code } }`;
  expect(await coordinator.ask(check, { input: { ...terms, pairs: bad } })).toEqual({
    data: { assignmentProblems: wrong },
    errors: [],
  });
  const statements = async (pairs: unknown[]) =>
    (await countStatements(world, () => coordinator.ask(check, { input: { ...terms, pairs } }))).length;
  expect(await statements(good)).toBe(await statements(good.slice(0, 1)));
  const before = await world.sql(`select count(*)::int as n from "Partnership" where "cityId" = $1`, [
    city.id,
  ]);
  expect(await assignMany(coordinator, { ...terms, pairs: bad })).toEqual({
    __typename: "ValidationError",
    code: "VALIDATION",
    problems: wrong,
  });
  expect(
    await world.sql(`select count(*)::int as n from "Partnership" where "cityId" = $1`, [city.id]),
  ).toEqual(before);
  // Another district's office does not see the receivers' territory as its own.
  expect(await assignMany(district, { ...terms, pairs: good })).toMatchObject({
    __typename: "ValidationError",
  });

  const key = randomUUID();
  const made = await assignMany(coordinator, { ...terms, pairs: good, idempotencyKey: key });
  expect(made).toMatchObject({ __typename: "AssignmentBatch" });
  expect(made["partnerships"]).toHaveLength(3);
  expect(await assignMany(coordinator, { ...terms, pairs: good, idempotencyKey: key })).toEqual(made);
  const entries = await world.sql(`select command from "AuditEntry" where "cityId" = $1`, [city.id]);
  expect(entries).toEqual([{ command: "partnership.assignMany" }]);
});

test("two offices assign the same pair at once: one of them", async () => {
  const city = await world.city();
  const office = await city.office();
  const [one, two] = [await city.person(office, "MANAGER"), await city.person(office, "COORDINATOR")];
  const pair = {
    giverId: `Organization:${(await city.unit()).id}`,
    receiverId: `Organization:${(await city.community()).id}`,
    kind: "CO_BUILDING",
  };
  const results = await Promise.all(
    [one, two].map((person) => assignMany(person, { ...terms, pairs: [pair] })),
  );
  expect(
    results.map((result) => result["__typename"]).filter((name) => name === "AssignmentBatch"),
  ).toHaveLength(1);
});

test("renewal for a year skips nothing silently and takes liaison and lead along", async () => {
  world.clock.goTo(localDate("2026-12-01"));
  const city = await world.city();
  const unit = await city.unit();
  const coordinator = await city.person(await city.office(), "COORDINATOR");
  const liaison = await city.person(unit, "LIAISON");
  const plain = await city.partnership(unit, await city.community());
  const ended = await city.partnership(unit, await city.community());
  await coordinator.act("setLead", { partnershipId: `Partnership:${plain}`, startsOn: "2026-02-01" });
  await coordinator.act("setLiaison", {
    partnershipId: `Partnership:${plain}`,
    side: "GIVER",
    membershipId: `Membership:${liaison.membershipId}`,
  });
  await coordinator.act("endPartnership", {
    partnershipId: `Partnership:${ended}`,
    endsOn: "2026-11-30",
    reason: "x",
  });
  const nobody = randomUUID();
  const renew = (ids: string[]) =>
    bulk(
      coordinator,
      "renewPartnerships",
      {
        partnershipIds: ids.map((id) => `Partnership:${id}`),
        documentNumber: "2026-77",
        documentDate: "2026-12-01",
      },
      `... on RenewalBatch { outcomes { partnershipId code renewal { startsOn endsOn basis state renews { id } } } }`,
    );
  expect(await renew([ended, plain, nobody])).toEqual({
    __typename: "RenewalBatch",
    outcomes: [
      { partnershipId: `Partnership:${ended}`, code: "ENDED_EARLY", renewal: null },
      {
        partnershipId: `Partnership:${plain}`,
        code: null,
        renewal: {
          startsOn: "2027-01-01",
          endsOn: "2027-12-31",
          basis: "ASSIGNED",
          state: "ACTIVE",
          renews: { id: `Partnership:${plain}` },
        },
      },
      { partnershipId: `Partnership:${nobody}`, code: "NOT_FOUND", renewal: null },
    ],
  });
  expect(await renew([plain])).toMatchObject({ outcomes: [{ code: "ALREADY_RENEWED" }] });
  expect(await renew([nobody])).toMatchObject({ __typename: "NotFound" });
  const leads = await world.sql(
    `select "startsOn"::text, "endsOn"::text from "LeadAssignment" where "cityId" = $1 order by "startsOn"`,
    [city.id],
  );
  expect(leads).toEqual([
    { startsOn: "2026-02-01", endsOn: "2026-12-31" },
    { startsOn: "2027-01-01", endsOn: null },
  ]);
  const liaisons = await world.sql(
    `select "startsOn"::text from "PartnershipLiaison" where "cityId" = $1 order by 1`,
    [city.id],
  );
  expect(liaisons).toEqual([{ startsOn: "2026-12-01" }, { startsOn: "2027-01-01" }]);

  // The term runs out: the system ends the former one once, and the lead stays with the renewal.
  const system = {
    database: world.database,
    clock: world.clock,
    actor: { kind: "SYSTEM" as const, cityId: city.id },
  };
  const expire = () => expirePartnership(system, { partnershipId: plain });
  await expect(expire()).rejects.toMatchObject({ failure: { code: "NOT_EXPIRED" } });
  world.clock.goTo(localDate("2027-01-01"));
  await expire();
  await expect(expire()).rejects.toMatchObject({ failure: { code: "NOT_EXPIRED" } });
  const shown = await coordinator.ask(
    `query ($id: ID!) { node(id: $id) { ... on Partnership { state isLead } } }`,
    {
      id: `Partnership:${plain}`,
    },
  );
  expect(shown.data).toEqual({ node: { state: "ENDED", isLead: false } });
});
