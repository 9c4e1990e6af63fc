import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, World } from "../../../test/world.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

const org = "id ... on Organization { name residents phone version endedOn }";

test("an office adds an organization, changes it, and two who change it at once are told", async () => {
  const city = await world.city();
  const manager = await city.person(await city.office(), "MANAGER");
  const input = {
    kind: "PARTNER_UNIT",
    name: " 文峰局 ",
    divisionId: `Division:${city.root.id}`,
    creditCode: "91350100m000100y43",
    phone: "０７３９－5551234",
  };
  const created = await manager.act("createOrganization", input, org);
  expect(created).toMatchObject({ name: "文峰局", phone: "0739-5551234", version: 0 });
  expect(await manager.act("createOrganization", input)).toMatchObject({ __typename: "Conflict" });
  expect(await manager.act("createOrganization", { ...input, name: "别的局" })).toMatchObject({
    __typename: "Conflict",
    code: "CREDIT_CODE_IN_USE",
  });
  expect(
    await manager.act("createOrganization", { ...input, creditCode: "91350100M000100Y44" }),
  ).toMatchObject({
    problems: [{ path: ["creditCode"], code: "CREDIT_CODE_WRONG" }],
  });
  expect(
    await manager.act("createOrganization", { ...input, kind: "COMMUNITY", creditCode: null }),
  ).toMatchObject({
    problems: [{ path: ["divisionId"], code: "LEVEL_NOT_FOR_KIND" }],
  });
  const elsewhere = await world.city("Elsewhere");
  expect(
    await manager.act("createOrganization", {
      ...input,
      creditCode: null,
      divisionId: `Division:${elsewhere.street.id}`,
    }),
  ).toMatchObject({ problems: [{ code: "DIVISION_NOT_IN_CITY" }] });

  const change = (more: object) =>
    manager.act("changeOrganization", { organizationId: created["id"], ...more }, org);
  const both = await Promise.all([
    change({ name: "甲局", version: 0 }),
    change({ name: "乙局", version: 0 }),
  ]);
  expect(both.map((answer) => answer["__typename"]).sort()).toEqual(["Conflict", "Organization"]);
  expect(await change({ phone: null })).toMatchObject({ phone: null, version: 2 });
  const { id: partId } = await manager.act("createOrganization", {
    ...input,
    name: "分局",
    creditCode: null,
    parentId: created["id"],
  });
  expect(await change({ parentId: partId })).toMatchObject({ problems: [{ code: "PARENT_CYCLE" }] });
  const entries = await world.sql<{ payload: string }>(
    `select payload from "AuditEntry" where "cityId" = $1`,
    [city.id],
  );
  expect(entries).toHaveLength(4);
  expect(JSON.stringify(entries)).not.toMatch(/文峰|甲局|5551234/);
});

test("an organization ends with its roles, and not before its partnerships", async () => {
  const city = await world.city();
  const office = await city.office();
  const manager = await city.person(office, "MANAGER");
  const unit = await city.unit();
  const heir = await city.unit();
  const community = await city.community();
  const liaison = await city.person(unit, "LIAISON");
  const pair = await city.partnership(unit, community);
  const end = (more: object = {}) =>
    manager.act(
      "endOrganization",
      { organizationId: `Organization:${unit.id}`, endsOn: "2026-03-31", ...more },
      org,
    );
  expect(await end()).toMatchObject({ __typename: "InvalidTransition", code: "PARTNERSHIPS_OPEN" });
  await world.sql(`update "Partnership" set "state" = 'ENDED', "endsOn" = '2026-03-31' where id = $1`, [
    pair,
  ]);
  expect(await end({ successorId: `Organization:${community.id}` })).toMatchObject({
    problems: [{ code: "WRONG_SUCCESSOR" }],
  });
  expect(await end({ successorId: `Organization:${heir.id}`, version: 0 })).toMatchObject({
    endedOn: "2026-03-31",
  });
  expect(await end()).toMatchObject({ __typename: "InvalidTransition", code: "INVALID_TRANSITION" });
  const rows = await world.sql(`select "endsOn"::text from "Membership" where id = $1`, [
    liaison.membershipId,
  ]);
  expect(rows).toEqual([{ endsOn: "2026-03-31" }]);
  expect(
    await manager.act("endOrganization", {
      organizationId: `Organization:${office.id}`,
      endsOn: "2026-03-31",
    }),
  ).toMatchObject({ __typename: "InvalidTransition", code: "LAST_MANAGER" });
  expect(
    await manager.act("changeOrganization", {
      organizationId: `Organization:${office.id}`,
      divisionId: `Division:${city.district.id}`,
    }),
  ).toMatchObject({ __typename: "InvalidTransition", code: "LAST_MANAGER" });
});

test("the list is searched, filtered and paged with the same statements for one row and for many", async () => {
  const city = await world.city();
  const manager = await city.person(await city.office(city.root, "市创文办"), "MANAGER");
  await city.unit("邮务局");
  const list = `query ($first: Int!, $after: String, $search: String, $kind: OrganizationKind, $divisionId: ID, $ended: Boolean) {
    organizations(first: $first, after: $after, search: $search, kind: $kind, divisionId: $divisionId, ended: $ended) {
      totalCount pageInfo { hasNextPage endCursor }
      edges { node { name parent { name } memberships { role person { name phone } } } }
    } }`;
  const ask = async (variables: object) => {
    const answer = await manager.ask(list, { first: 50, ...variables });
    expect(answer.errors).toEqual([]);
    return answer.data?.["organizations"] as {
      totalCount: number;
      pageInfo: { hasNextPage: boolean; endCursor: string };
      edges: { node: { name: string; memberships: { person: { phone: string } }[] } }[];
    };
  };
  const few = await countStatements(world, () => ask({}));
  for (let i = 0; i < 12; i++) {
    const unit = await city.unit(`局 ${String(i).padStart(2, "0")}`);
    await city.person(unit, "LIAISON");
    await city.person(unit, "LEADER");
  }
  const community = await city.community("湖滨社区");
  const many = await countStatements(world, () => ask({}));
  expect(many.length).toBe(few.length);
  // The list, its count, and the phones of all who are in it.
  expect(many.length).toBe(3);

  const all = await ask({});
  expect(all.totalCount).toBe(15);
  expect(all.edges.flatMap(({ node }) => node.memberships.map(({ person }) => person.phone))).toHaveLength(
    25,
  );
  const names: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const page = await ask({ first: 4, after });
    names.push(...page.edges.map(({ node }) => node.name));
    after = page.pageInfo.endCursor;
    more = page.pageInfo.hasNextPage;
  }
  expect(names).toEqual(all.edges.map(({ node }) => node.name));
  expect((await ask({ search: "邮务" })).edges.map(({ node }) => node.name)).toEqual(["邮务局"]);
  expect((await ask({ kind: "COMMUNITY" })).totalCount).toBe(1);
  expect((await ask({ divisionId: `Division:${community.division.id}` })).totalCount).toBe(1);
  expect((await manager.ask(list, { first: 5, divisionId: "Division:none" })).errors).toMatchObject([
    { code: "BAD_REQUEST" },
  ]);
  expect((await ask({ ended: true })).totalCount).toBe(0);
});

test("who may not manage organizations is refused, and another city's does not exist", async () => {
  const city = await world.city();
  const unit = await city.unit();
  const office = await city.office();
  const refused = await Promise.all([
    city.person(office, "COORDINATOR"),
    city.person(office, "AUDITOR"),
    city.person(await city.office(city.district), "MANAGER"),
    city.person(unit, "MANAGER"),
  ]);
  const attempts: [string, Record<string, unknown>][] = [
    ["createOrganization", { kind: "TEAM", name: "队", divisionId: `Division:${city.street.id}` }],
    ["changeOrganization", { organizationId: `Organization:${office.id}`, name: "别名" }],
    ["endOrganization", { organizationId: `Organization:${office.id}`, endsOn: "2026-12-31" }],
  ];
  for (const person of refused) {
    for (const [mutation, input] of attempts) {
      expect([mutation, (await person.act(mutation, input))["__typename"]]).toEqual([mutation, "Forbidden"]);
    }
  }
  const other = await world.city("Other");
  const stranger = await other.person(await other.office(), "MANAGER");
  for (const [mutation, input] of attempts.slice(1)) {
    expect((await stranger.act(mutation, input))["__typename"]).toBe("NotFound");
  }
  const seen = await stranger.ask(
    `query ($id: ID!) { node(id: $id) { id } organizations(first: 9) { totalCount } }`,
    {
      id: `Organization:${unit.id}`,
    },
  );
  expect(seen.data).toEqual({ node: null, organizations: { totalCount: 1 } });
});
