import { afterAll, beforeAll, expect, test } from "vitest";
import { openPair, type Pair } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, type TestPerson, World } from "../../../test/world.ts";
import { today } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import { sendDigests } from "./digests.ts";
import { dispatchAll } from "./dispatch-outbox.ts";
import { runReminders } from "./run-reminders.ts";

const database = useTestDatabase();
let world: World;
let pair: Pair;

beforeAll(async () => {
  world = await World.open(database());
  pair = await openPair(world, "Reminded");
});
afterAll(() => world.close());

const run = () => runReminders(world, pair.city.id);

async function told(person: TestPerson): Promise<{ event: string; subject: string; params: object }[]> {
  await dispatchAll(world);
  return world.sql(
    `select event, subject, params from "Notification" where "personId" = $1 and event like any ('{reminder.%,digest.%}') order by "createdAt", id`,
    [person.actor.personId],
  );
}

const rung = (days: number, audience: string[], more: object = {}) => ({
  ...{ subject: "OBLIGATION", days, workdays: true, audience, channels: ["IN_APP"] },
  ...more,
});

test("a city's office makes the ladder; nobody else does, and what has no sense is refused by field", async () => {
  for (const one of [rung(-2, ["LIAISON"]), rung(3, ["LIAISON", "LEADER"]), rung(5, ["OFFICE"])])
    expect(await pair.officeManager.act("createReminderPolicy", one)).toMatchObject({
      __typename: "ReminderPolicy",
    });
  for (const nobody of [pair.coordinator, pair.manager, pair.head])
    expect(await nobody.act("createReminderPolicy", rung(1, ["LIAISON"]))).toMatchObject({
      code: "NOT_ALLOWED",
    });
  expect(await pair.officeManager.act("createReminderPolicy", rung(121, []))).toMatchObject({
    problems: [
      { path: ["days"], code: "OUT_OF_RANGE" },
      { path: ["audience"], code: "REQUIRED" },
    ],
  });
  const other = await openPair(world, "Elsewhere");
  const { data } = await other.liaison.ask("{ reminderPolicies { id } }");
  expect(data?.["reminderPolicies"]).toEqual([]);
});

test("each rung speaks once of a thing, to whom it names, and two servers say nothing twice", async () => {
  // Monday 2 March 2026: two working days before Wednesday.
  await pair.duty("VISIT", 2n, "2026-03-01", "2026-03-04");
  const preview = `{ reminderPreview { people sent suppressed quiet lines { people things } } }`;
  const { data } = await pair.officeManager.ask(preview);
  expect(data?.["reminderPreview"]).toMatchObject({ people: 1, sent: 1, suppressed: 0, quiet: false });
  const [one, two] = await Promise.all([run(), run()]);
  expect(one.sent + two.sent).toBe(1);
  expect(await run()).toEqual({ sent: 0, suppressed: 0 });
  expect(await told(pair.liaison)).toMatchObject([
    { event: "reminder.due", params: { about: "OBLIGATION", day: "2026-03-04", when: "BEFORE" } },
  ]);
  expect(await told(pair.manager)).toEqual([]);

  // The office hears when the liaison and the leader have not helped.
  world.clock.goTo("2026-03-09" as never);
  expect((await run()).sent).toBe(1);
  expect((await told(pair.liaison)).at(-1)?.params).toMatchObject({ when: "AFTER" });
  expect(await told(pair.coordinator)).toEqual([]);
  world.clock.goTo("2026-03-11" as never);
  expect((await run()).sent).toBe(2);
  expect(await told(pair.coordinator)).toHaveLength(1);
  expect(await told(pair.liaison)).toHaveLength(2);

  const { data: log } = await pair.coordinator.ask(
    `{ reminderNotices(first: 10) { totalCount edges { node { outcome subject organization { id } policy { days } } } } }`,
  );
  expect(log?.["reminderNotices"]).toMatchObject({ totalCount: 4 });
  const { data: empty } = await pair.liaison.ask(`{ reminderNotices(first: 10) { totalCount } }`);
  expect(empty?.["reminderNotices"]).toEqual({ totalCount: 0 });
});

test("nobody is disturbed at night and on a rest day; it is caught up with on the next working day", async () => {
  // Thursday 12 March is two working days before Monday; Friday's rung falls into a weekend of rest days.
  await pair.duty("PROBLEM_SOLVED", 1n, "2026-03-01", "2026-03-16");
  world.clock.set(new Date("2026-03-12T13:00:00Z"));
  expect(await run()).toEqual({ sent: 0, suppressed: 0 });
  world.clock.goTo("2026-03-14" as never);
  expect(await run()).toEqual({ sent: 0, suppressed: 0 });
  world.clock.goTo("2026-03-16" as never);
  expect((await run()).sent).toBe(1);
});

test("beyond the week's cap the less urgent is kept back and said so; several things make one notification", async () => {
  const busy = await openPair(world, "Busy");
  await busy.officeManager.act("setCitySetting", {
    key: "reminderCapPerWeek",
    value: "4",
    validFrom: "2026-03-16",
  });
  await busy.officeManager.act("createReminderPolicy", rung(-2, ["LIAISON"]));
  await busy.officeManager.act("createReminderPolicy", rung(0, ["LIAISON"]));
  for (const kind of ["VISIT", "FUNDS", "PROBLEM_SOLVED"] as const)
    await busy.duty(kind, 1n, "2026-03-01", "2026-03-18");
  await busy.duty("JOINT_ACTIVITY", 1n, "2026-03-01", "2026-03-16");
  // A reminder that a person wrote counts too.
  await busy.head.act("remind", {
    partnershipId: busy.partnershipId,
    to: "GIVER",
    text: "Please visit us",
  });
  await dispatchAll(world);
  expect(await runReminders(world, busy.city.id)).toEqual({ sent: 3, suppressed: 1 });
  const [, several] = await told(busy.liaison);
  expect(several).toMatchObject({
    event: "reminder.several",
    params: { count: "3", obligations: "3", deliveries: "0" },
  });
  const kept = await world.sql(
    `select p.days, n.silence from "ReminderNotice" n join "ReminderPolicy" p on p.id = n."policyId"
     where n."cityId" = $1 and n.outcome = 'SUPPRESSED'`,
    [busy.city.id],
  );
  expect(kept).toEqual([{ days: -2, silence: "WEEKLY_CAP" }]);
  expect(await runReminders(world, busy.city.id)).toEqual({ sent: 0, suppressed: 0 });

  // As many statements for one thing as for many.
  const statements = async (things: number) => {
    for (let n = 0; n < things; n++) await busy.duty("VISIT", 1n, "2026-03-01", "2026-03-19");
    return (await countStatements(world, () => runReminders(world, busy.city.id))).length;
  };
  world.clock.goTo("2026-03-17" as never);
  const one = await statements(1);
  await world.sql(
    `update "Obligation" set "dueOn" = '2026-03-20' where "cityId" = $1 and "dueOn" = '2026-03-19'`,
    [busy.city.id],
  );
  world.clock.goTo("2026-03-18" as never);
  expect(await statements(0)).toBeLessThanOrEqual(one);
});

test("what waits for somebody's word reminds whose turn it is: a receiver, the offered units, a community", async () => {
  world.clock.goTo("2026-03-18" as never);
  const waiting = await openPair(world, "Waiting");
  const { city, community, liaison, worker, head, coordinator } = waiting;
  for (const subject of ["DELIVERY", "REQUEST", "APPEAL"])
    await waiting.officeManager.act("createReminderPolicy", rung(2, ["LIAISON"], { subject }));
  await waiting.officeManager.act("createReminderPolicy", rung(2, ["OTHER_SIDE"], { subject: "DELIVERY" }));
  await waiting.officeManager.act("createReminderPolicy", rung(3, ["OFFICE"], { subject: "APPEAL" }));
  await liaison.act("logDelivery", {
    partnershipId: waiting.partnershipId,
    kindId: waiting.kindId("VISIT"),
    quantity: "1",
    occurredOn: "2026-03-18",
  });
  await head.act("createHelpRequest", {
    receiverId: `Organization:${community.id}`,
    title: "Lamps",
    body: "",
    urgency: "NORMAL",
    needs: [{ kindId: waiting.kindId("VISIT"), quantity: "1", description: "" }],
    open: true,
  });
  await world.sql(
    `insert into "Appeal" (id, "cityId", "receiverId", state, text, "textDigest", "followHash", "waitingSince", "answerDueOn")
     values ($1, $2, $3, 'RECEIVED', 'The lamp is dark', repeat('d', 64), repeat('f', 64), gongjian_now(), '2026-03-25')`,
    [newId(), city.id, community.id],
  );
  const go = () => runReminders(world, city.id);
  world.clock.goTo("2026-03-19" as never);
  expect(await go()).toEqual({ sent: 0, suppressed: 0 });
  world.clock.goTo("2026-03-20" as never);
  await go();
  // The liaison who logged it is not reminded of the own entry; the unit is reminded of the request alone.
  expect(await told(liaison)).toMatchObject([{ params: { about: "REQUEST" } }]);
  expect(await told(worker)).toMatchObject([
    { event: "reminder.several", params: { deliveries: "1", appeals: "1", requests: "0" } },
  ]);
  expect((await told(waiting.manager)).map(({ params }) => params)).toMatchObject([{ about: "DELIVERY" }]);
  expect(await told(coordinator)).toEqual([]);
  // The office counts what residents wrote to communities and reads none of it: it is led to the counts.
  const door = { id: newId(), code: "ABCDEFGH" };
  await world.sql(
    `insert into "AppealDoor" (id, "cityId", "receiverId", "publicCode", open) values ($1, $2, $3, $4, true)`,
    [door.id, city.id, community.id, door.code],
  );
  world.clock.goTo("2026-03-23" as never);
  await go();
  expect(await told(coordinator)).toMatchObject([
    { params: { about: "APPEAL" }, subject: `AppealDoor:${door.id}` },
  ]);
});

test("the summary of a day lists what the home page lists, once for a person and a day", async () => {
  world.clock.set(new Date("2026-03-24T00:29:00Z"));
  expect(await sendDigests(world, pair.city.id)).toBe(0);
  world.clock.set(new Date("2026-03-24T00:31:00Z"));
  await pair.manager.ask(
    `mutation { chooseChannels(input: { digest: false, mailDigest: true, mailEvents: true, locale: "zh", idempotencyKey: "k" }) { __typename } }`,
  );
  const [first, second] = await Promise.all([
    sendDigests(world, pair.city.id),
    sendDigests(world, pair.city.id),
  ]);
  const { data } = await pair.liaison.ask("{ home { todos { kind } } }");
  const todos = ((data?.["home"] ?? { todos: [] }) as { todos: unknown[] }).todos;
  expect(todos.length).toBeGreaterThan(0);
  const digest = (await told(pair.liaison)).filter(({ event }) => event === "digest.daily");
  expect(digest).toMatchObject([{ params: { count: String(todos.length) } }]);
  const rows = await world.sql(`select items from "Digest" where day = $1`, [today(world.clock)]);
  expect(rows).toHaveLength(6);
  expect(first + second).toBe(rows.filter((row) => Number(row["items"]) > 0).length);
  expect((await told(pair.manager)).filter(({ event }) => event === "digest.daily")).toEqual([]);
});
