import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, type TestCity, TestPerson, World } from "../../../test/world.ts";
import { localDate, toDbDate } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

type Outcome = { code: string | null } & Record<string, string | null>;
type Answered = { __typename: string; code?: string; id?: string; outcomes?: Outcome[]; problems?: unknown };

async function bulk(person: TestPerson, name: string, input: object): Promise<Answered> {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  const selection =
    name === "remindPartnerships"
      ? "... on ReminderBatch { id outcomes { partnershipId reminderId code } }"
      : "... on ExtensionBatch { id outcomes { partnershipId obligationId dueOnBefore dueOnAfter code } }";
  const answer = await person.ask(
    `mutation ($input: ${type}Input!) { ${name}(input: $input) {
      __typename ${selection} ... on Failure { code } ... on ValidationError { problems { path code } } } }`,
    { input: { idempotencyKey: randomUUID(), ...input } },
  );
  expect(answer.errors).toEqual([]);
  return answer.data?.[name] as Answered;
}

const remind = (person: TestPerson, ids: string[], rest: object = {}) =>
  bulk(person, "remindPartnerships", {
    partnershipIds: ids.map((id) => `Partnership:${id}`),
    to: "GIVER",
    text: "Please send what you promised",
    ...rest,
  });
const extend = (person: TestPerson, rest: object) =>
  bulk(person, "extendObligations", { reason: "The road is closed", ...rest });
const codes = ({ outcomes = [] }: Answered) => outcomes.map(({ code }) => code);

/** A promise written by the owner's hand. */
async function promise(city: TestCity, partnershipId: string, dueOn: string): Promise<string> {
  const { prisma } = world.database;
  const pair = await prisma.partnership.findUniqueOrThrow({ where: { id: partnershipId } });
  const due = toDbDate(localDate(dueOn));
  const { id } = await prisma.obligation.create({
    data: {
      id: newId(),
      cityId: city.id,
      giverId: pair.giverId,
      receiverId: pair.receiverId,
      partnershipId,
      kindId: city.kinds.VISIT,
      source: "COMMITMENT",
      quantity: 3n,
      opensOn: toDbDate(localDate("2026-01-01")),
      dueOn: due,
      originalDueOn: due,
    },
  });
  return id;
}

async function scene() {
  world.clock.goTo(localDate("2026-03-02"));
  const city = await world.city();
  const district = await city.otherDistrict();
  const unit = await city.unit();
  const near = await city.partnership(unit, await city.community());
  const near2 = await city.partnership(unit, await city.community());
  const far = await city.partnership(
    unit,
    await city.community(undefined, await city.otherDistrict("Far District")),
  );
  const other = await world.city("Other City");
  const elsewhere = await other.partnership(await other.unit(), await other.community());
  return {
    city,
    district,
    unit,
    near,
    near2,
    far,
    elsewhere,
    manager: await city.person(await city.office(), "MANAGER"),
    coordinator: await city.person(await city.office(), "COORDINATOR"),
    auditor: await city.person(await city.office(), "AUDITOR"),
    street: await city.person(await city.office(city.street), "MANAGER"),
    unitManager: await city.person(unit, "MANAGER"),
  };
}

const remindersOf = (ids: string[]) =>
  world.sql<{ partnershipId: string; text: string }>(
    `select "partnershipId", text from "Reminder" where "partnershipId" = any($1::uuid[])`,
    [ids],
  );

test("one text reminds many, each with its outcome; what is outside is not found and stands in no other's way", async () => {
  const { near, near2, far, elsewhere, street, manager, city } = await scene();
  const unknown = randomUUID();
  const first = await remind(street, [near, far, elsewhere, unknown, near2, near]);
  expect(first.outcomes).toEqual([
    { partnershipId: `Partnership:${near}`, reminderId: expect.stringMatching(/^Reminder:/), code: null },
    { partnershipId: `Partnership:${far}`, reminderId: null, code: "NOT_FOUND" },
    { partnershipId: `Partnership:${elsewhere}`, reminderId: null, code: "NOT_FOUND" },
    { partnershipId: `Partnership:${unknown}`, reminderId: null, code: "NOT_FOUND" },
    { partnershipId: `Partnership:${near2}`, reminderId: expect.stringMatching(/^Reminder:/), code: null },
  ]);
  expect((await remindersOf([near, near2, far, elsewhere])).map((row) => row.partnershipId).sort()).toEqual(
    [near, near2].sort(),
  );
  // One audit entry names what was reminded, and nothing that the office may not see.
  const [entry] = await world.sql<{ subjectIds: string[]; payload: string }>(
    `select "subjectIds", payload from "AuditEntry" where command = 'reminder.sendMany' and "cityId" = $1`,
    [city.id],
  );
  expect(entry?.subjectIds).toEqual(expect.arrayContaining([near, near2]));
  expect(entry?.subjectIds).not.toContain(far);
  expect(entry?.payload).not.toContain("Please send");
  const told = await world.sql(
    `select * from "OutboxEvent" where event = 'reminder.sent' and "cityId" = $1`,
    [city.id],
  );
  expect(told).toHaveLength(2);

  // A city office covers all of the city; of the other city nothing exists.
  expect(codes(await remind(manager, [far, elsewhere]))).toEqual([null, "NOT_FOUND"]);
  expect(await remind(manager, [elsewhere])).toMatchObject({ __typename: "NotFound" });
});

test("who may not remind is told so; one does not remind oneself", async () => {
  const { near, near2, unitManager, auditor, manager, city, unit } = await scene();
  expect(await remind(unitManager, [near])).toMatchObject({ __typename: "Forbidden", code: "NOT_ALLOWED" });
  expect(await remind(auditor, [near, near2])).toMatchObject({ __typename: "Forbidden" });
  // A manager of one community reminds in its own partnership, and in another's may not.
  const community = await city.community();
  const own = await city.partnership(unit, community);
  const head = await city.person(community, "MANAGER");
  expect(codes(await remind(head, [own, near]))).toEqual([null, "NOT_FOUND"]);
  expect(codes(await remind(head, [own], { to: "RECEIVER" }))).toEqual(["OWN_ORGANIZATION"]);
  for (const [input, code] of [
    [{ text: " " }, "REQUIRED"],
    [{ partnershipIds: [] }, "REQUIRED"],
    [{ partnershipIds: Array.from({ length: 201 }, () => `Partnership:${randomUUID()}`) }, "TOO_MANY"],
  ] as const)
    expect(await remind(manager, [near], input)).toMatchObject({ problems: [{ code }] });
});

test("the cap counts what was sent, also by two at once; a retry sends nothing again", async () => {
  const { near, near2, manager, coordinator } = await scene();
  const idempotencyKey = randomUUID();
  const [once, again] = await Promise.all([
    remind(manager, [near, near2], { idempotencyKey }),
    remind(manager, [near, near2], { idempotencyKey }),
  ]);
  expect(again).toEqual(once);
  expect(await remindersOf([near, near2])).toHaveLength(2);
  // Two a week, unless the city says otherwise: of two more at once one is over it.
  const both = await Promise.all([remind(manager, [near]), remind(coordinator, [near, near2])]);
  expect(both.map((answer) => codes(answer)[0]).sort()).toEqual(["REMINDER_CAP", null]);
  expect(await remindersOf([near])).toHaveLength(2);
  expect(await remindersOf([near2])).toHaveLength(2);
});

test("reminding many takes as many statements as reminding one", async () => {
  const { near, near2, far, manager } = await scene();
  const statements = async (ids: string[]) =>
    (await countStatements(world, () => remind(manager, ids))).length;
  expect(await statements([near, near2, far])).toBe(await statements([near]));
});

test("what is late in the chosen partnerships is extended, each promise with its outcome and amendment", async () => {
  const { city, near, near2, far, elsewhere, street } = await scene();
  const late = await promise(city, near, "2026-02-10");
  const later = await promise(city, near, "2026-02-20");
  const inTime = await promise(city, near, "2026-03-02");
  await promise(city, far, "2026-02-10");
  const answer = await extend(street, {
    partnershipIds: [near, near2, far, elsewhere].map((id) => `Partnership:${id}`),
    days: 10,
  });
  const row = (obligationId: string, dueOnBefore: string) => ({
    partnershipId: `Partnership:${near}`,
    obligationId: `Obligation:${obligationId}`,
    dueOnBefore,
    // Ten days from today: a promise that is given time is not late at once.
    dueOnAfter: "2026-03-12",
    code: null,
  });
  const none = (id: string, code: string) => ({
    partnershipId: `Partnership:${id}`,
    obligationId: null,
    dueOnBefore: null,
    dueOnAfter: null,
    code,
  });
  expect(answer.outcomes?.slice(0, 2)).toEqual(
    expect.arrayContaining([row(late, "2026-02-10"), row(later, "2026-02-20")]),
  );
  expect(answer.outcomes?.slice(2)).toEqual([
    none(near2, "NOT_LATE"),
    none(far, "NOT_FOUND"),
    none(elsewhere, "NOT_FOUND"),
  ]);
  expect(
    await world.sql(
      `select "obligationId", kind, to_char("dueOnAfter", 'YYYY-MM-DD') as day, reason, "byId" from "ObligationAmendment"
       where "cityId" = $1 order by "dueOnBefore"`,
      [city.id],
    ),
  ).toEqual(
    [late, later].map((obligationId) => ({
      obligationId,
      kind: "EXTEND",
      day: "2026-03-12",
      reason: "The road is closed",
      byId: street.actor.personId,
    })),
  );
  const [untouched] = await world.sql(`select version from "Obligation" where id = $1`, [inTime]);
  expect(untouched).toEqual({ version: 0 });
});

test("two who extend the same lateness at once extend it once; a retry extends nothing", async () => {
  const { city, near, manager, street } = await scene();
  const id = await promise(city, near, "2026-02-10");
  const input = { partnershipIds: [`Partnership:${near}`], days: 7 };
  const both = await Promise.all([extend(manager, input), extend(street, input)]);
  expect(both.map((answer) => codes(answer)[0]).sort()).toEqual(["NOT_LATE", null]);
  const idempotencyKey = randomUUID();
  const named = { obligationIds: [`Obligation:${id}`], newDueOn: "2026-04-01", idempotencyKey };
  const [once, again] = [await extend(manager, named), await extend(manager, named)];
  expect(again).toEqual(once);
  expect(codes(once)).toEqual([null]);
  expect(
    await world.sql(`select count(*)::int as n from "ObligationAmendment" where "obligationId" = $1`, [id]),
  ).toEqual([{ n: 2 }]);
});

test("named promises: each is refused by itself, with the code that a single one gets", async () => {
  const { city, near, far, unit, manager, street, coordinator } = await scene();
  const [open, early, closed, outside] = [
    await promise(city, near, "2026-03-10"),
    await promise(city, near, "2026-05-10"),
    await promise(city, near, "2026-03-10"),
    await promise(city, far, "2026-03-10"),
  ];
  await world.sql(`update "Obligation" set closure = 'WAIVED', "closedAt" = now() where id = $1`, [closed]);
  const obligationIds = [open, early, closed, outside].map((id) => `Obligation:${id}`);
  expect(codes(await extend(street, { obligationIds, newDueOn: "2026-04-10" }))).toEqual([
    null,
    "DUE_NOT_LATER",
    "OBLIGATION_CLOSED",
    "NOT_FOUND",
  ]);
  expect(await extend(coordinator, { obligationIds, newDueOn: "2026-04-10" })).toMatchObject({
    __typename: "Forbidden",
  });
  // Nobody lets off the unit in which they have a role.
  const { actor, membershipId } = manager;
  const memberships = actor.memberships.flatMap((office) => [
    office,
    {
      ...office,
      organizationId: unit.id,
      organizationKind: "PARTNER_UNIT" as const,
      role: "MEMBER" as const,
    },
  ]);
  const both = new TestPerson(world, { ...actor, memberships }, membershipId);
  expect(codes(await extend(both, { obligationIds: [`Obligation:${open}`], days: 1 }))).toEqual([
    "OWN_PROMISE",
  ]);
  for (const [input, problem] of [
    [{}, "REQUIRED"],
    [{ newDueOn: "2026-04-10", days: 3 }, "DUPLICATE"],
    [{ days: 0 }, "OUT_OF_RANGE"],
    [{ newDueOn: "2026-04-10", partnershipIds: [`Partnership:${near}`] }, "DUPLICATE"],
  ] as const)
    expect(await extend(street, { obligationIds, ...input })).toMatchObject({
      problems: [{ code: problem }],
    });
});
