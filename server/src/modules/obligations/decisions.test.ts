import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, type TestCity, World } from "../../../test/world.ts";
import { localDate } from "../../kernel/clock.ts";
import type { Command } from "../../kernel/command.ts";
import { newId } from "../../kernel/ids.ts";
import { openObligation } from "./public.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

/** A promise from an agreement's line, opened as other modules do it. */
async function promise(
  city: TestCity,
  partnershipId: string,
  dueOn: string,
  quantity = 300n,
): Promise<string> {
  const { prisma } = world.database;
  const { giverId, receiverId } = await prisma.partnership.findUniqueOrThrow({
    where: { id: partnershipId },
  });
  return prisma.$transaction(async (tx) => {
    const now = world.clock.now();
    const command = { tx, now, newId: () => newId(now) } as unknown as Command;
    const opened = await openObligation(command, {
      cityId: city.id,
      giverId,
      receiverId,
      partnershipId,
      kindId: city.kinds.VISIT,
      source: "COMMITMENT",
      quantity,
      opensOn: localDate("2026-01-01"),
      dueOn: localDate(dueOn),
    });
    return opened.id;
  });
}

async function scene() {
  world.clock.goTo(localDate("2026-03-02"));
  const city = await world.city();
  const unit = await city.unit();
  const community = await city.community();
  const partnershipId = await city.partnership(unit, community);
  return {
    city,
    unit,
    community,
    partnershipId,
    liaison: await city.person(unit, "LIAISON"),
    worker: await city.person(community, "LIAISON"),
    head: await city.person(community, "MANAGER"),
    manager: await city.person(await city.office(), "MANAGER"),
    coordinator: await city.person(await city.office(), "COORDINATOR"),
    auditor: await city.person(await city.office(), "AUDITOR"),
    outside: await city.person(await city.office(await city.otherDistrict()), "MANAGER"),
  };
}

const SHOWN = `id ... on Obligation { quantity dueOn originalDueOn closure state version amendments { kind quantityBefore quantityAfter dueOnAfter reason } }`;

test("an office amends, waives and extends; each decision stands beside the promise", async () => {
  const { city, partnershipId, liaison, manager, coordinator, outside } = await scene();
  const obligationId = `Obligation:${await promise(city, partnershipId, "2026-06-30")}`;
  const amend = { obligationId, quantity: "200", reason: "fewer residents" };
  expect(await coordinator.act("amendObligation", amend)).toMatchObject({ __typename: "Forbidden" });
  expect(await liaison.act("amendObligation", amend)).toMatchObject({ __typename: "Forbidden" });
  expect(await outside.act("amendObligation", amend)).toMatchObject({ __typename: "NotFound" });
  expect(await manager.act("amendObligation", { obligationId, reason: "x" })).toMatchObject({
    problems: [{ code: "NOTHING_CHANGED" }],
  });
  expect(await manager.act("amendObligation", { ...amend, quantity: "2000000" })).toMatchObject({
    problems: [{ path: ["quantity"], code: "AMOUNT_TOO_LARGE" }],
  });
  expect(await manager.act("amendObligation", { ...amend, version: 0 }, SHOWN)).toMatchObject({
    quantity: "200",
    version: 1,
    amendments: [{ kind: "AMEND", quantityBefore: "300", quantityAfter: "200", reason: "fewer residents" }],
  });
  expect(await manager.act("amendObligation", { ...amend, quantity: "1", version: 0 })).toMatchObject({
    code: "STALE_VERSION",
  });
  expect(
    await manager.act("extendObligation", { obligationId, dueOn: "2026-06-30", reason: "x" }),
  ).toMatchObject({
    problems: [{ path: ["dueOn"], code: "DUE_NOT_LATER" }],
  });
  expect(
    await manager.act("extendObligation", { obligationId, dueOn: "2026-07-31", reason: "rain" }, SHOWN),
  ).toMatchObject({
    dueOn: "2026-07-31",
    originalDueOn: "2026-06-30",
  });
  const results = await Promise.all([
    manager.act("waiveObligation", { obligationId, reason: "moved away" }, SHOWN),
    manager.act("waiveObligation", { obligationId, reason: "moved away" }, SHOWN),
  ]);
  expect(results.map((result) => result["closure"] ?? result["code"]).sort()).toEqual([
    "OBLIGATION_CLOSED",
    "WAIVED",
  ]);
});

test("lateness is explained by the giver and changes no date", async () => {
  const { city, partnershipId, liaison, worker } = await scene();
  const obligationId = `Obligation:${await promise(city, partnershipId, "2026-06-30")}`;
  const explain = { obligationId, text: "The budget came late", expectedOn: "2026-07-20" };
  expect(await liaison.act("explainLateness", explain)).toMatchObject({ code: "NOT_LATE", from: "DUE" });
  world.clock.goTo(localDate("2026-07-10"));
  expect(await worker.act("explainLateness", explain)).toMatchObject({ __typename: "Forbidden" });
  expect(await liaison.act("explainLateness", { ...explain, expectedOn: "2026-07-01" })).toMatchObject({
    problems: [{ path: ["expectedOn"], code: "IN_THE_PAST" }],
  });
  expect(
    await liaison.act(
      "explainLateness",
      explain,
      "id ... on Obligation { state lateWorkdays dueOn pace remaining unclaimed explanations { text expectedOn by { id } } }",
    ),
  ).toMatchObject({
    state: "OVERDUE",
    lateWorkdays: 8,
    dueOn: "2026-06-30",
    pace: 1000,
    remaining: "300",
    unclaimed: "300",
    explanations: [
      {
        text: "The budget came late",
        expectedOn: "2026-07-20",
        by: { id: `Person:${liaison.actor.personId}` },
      },
    ],
  });
});

test("an extension is asked once at a time, decided by another person, as often as the city allows", async () => {
  const { city, unit, partnershipId, liaison, worker, manager, coordinator } = await scene();
  const obligationId = `Obligation:${await promise(city, partnershipId, "2026-06-30")}`;
  const ask = (requestedDueOn: string) => ({
    obligationId,
    requestedDueOn,
    reason: "The budget comes in July",
  });
  expect(await worker.act("askExtension", ask("2026-07-31"))).toMatchObject({ __typename: "Forbidden" });
  expect(await liaison.act("askExtension", ask("2026-06-30"))).toMatchObject({
    problems: [{ code: "DUE_NOT_LATER" }],
  });
  const results = await Promise.all([
    liaison.act("askExtension", ask("2026-07-31")),
    liaison.act("askExtension", ask("2026-07-31")),
  ]);
  expect(results.map((result) => result["__typename"]).sort()).toEqual([
    "ExtensionRequest",
    "InvalidTransition",
  ]);
  const asked = results.find((result) => result["__typename"] === "ExtensionRequest");
  const extensionId = asked?.["id"];
  expect(await coordinator.act("decideExtension", { extensionId, grant: true })).toMatchObject({
    __typename: "Forbidden",
  });
  const { actor } = liaison;
  const twoHats = { ...actor, memberships: [...actor.memberships, ...manager.actor.memberships] };
  Object.assign(liaison, { actor: twoHats });
  // Who has a role in the unit lets it off nothing, under whatever role they come; nor does who asked, having left the unit.
  expect(await liaison.act("decideExtension", { extensionId, grant: true })).toMatchObject({
    code: "OWN_PROMISE",
  });
  for (const mutation of ["waiveObligation", "amendObligation", "extendObligation"]) {
    const change = mutation === "waiveObligation" ? {} : { dueOn: "2026-12-31" };
    expect(await liaison.act(mutation, { obligationId, reason: "x", ...change })).toMatchObject({
      __typename: "Forbidden",
      code: "OWN_PROMISE",
    });
  }
  Object.assign(liaison, { actor: { ...actor, memberships: manager.actor.memberships } });
  expect(await liaison.act("decideExtension", { extensionId, grant: true })).toMatchObject({
    code: "SAME_PERSON",
  });
  Object.assign(liaison, { actor });
  expect(
    await manager.act(
      "decideExtension",
      { extensionId, grant: true, dueOn: "2026-07-15", note: "half of it" },
      "id ... on ExtensionRequest { state grantedDueOn obligation { dueOn originalDueOn amendments { kind } } }",
    ),
  ).toMatchObject({
    state: "GRANTED",
    grantedDueOn: "2026-07-15",
    obligation: { dueOn: "2026-07-15", originalDueOn: "2026-06-30", amendments: [{ kind: "EXTEND" }] },
  });
  expect(await manager.act("decideExtension", { extensionId, grant: false })).toMatchObject({
    __typename: "InvalidTransition",
    from: "GRANTED",
  });
  const second = await liaison.act("askExtension", ask("2026-08-31"));
  expect(await manager.act("decideExtension", { extensionId: second["id"], grant: true })).toMatchObject({
    __typename: "ExtensionRequest",
  });
  expect(await liaison.act("askExtension", ask("2026-09-30"))).toMatchObject({ code: "EXTENSIONS_USED_UP" });
  const other = `Obligation:${await promise(city, partnershipId, "2026-06-30")}`;
  const third = await liaison.act("askExtension", { ...ask("2026-07-31"), obligationId: other });
  const colleague = await city.person(unit, "MANAGER");
  expect(
    await colleague.act(
      "withdrawExtension",
      { extensionId: third["id"] },
      "id ... on ExtensionRequest { state }",
    ),
  ).toMatchObject({ state: "WITHDRAWN" });
});

test("a reminder is capped, seen once and answered once", async () => {
  const { partnershipId: id, city, liaison, worker, head, coordinator, auditor, outside } = await scene();
  const partnershipId = `Partnership:${id}`;
  const obligationId = `Obligation:${await promise(city, id, "2026-06-30")}`;
  const input = { partnershipId, obligationId, to: "GIVER", text: "Please send the money" };
  for (const person of [auditor, worker, liaison])
    expect(await person.act("remind", input)).toMatchObject({ __typename: "Forbidden" });
  expect(await outside.act("remind", input)).toMatchObject({ __typename: "NotFound" });
  expect(await head.act("remind", { ...input, to: "RECEIVER" })).toMatchObject({
    problems: [{ code: "OWN_ORGANIZATION" }],
  });
  const results = await Promise.all([0, 1, 2].map(() => coordinator.act("remind", input)));
  expect(results.map((result) => result["code"] ?? result["__typename"]).sort()).toEqual([
    "REMINDER_CAP",
    "Reminder",
    "Reminder",
  ]);
  expect(await head.act("remind", input)).toMatchObject({ code: "REMINDER_CAP" });
  const reminderId = results.find((result) => result["__typename"] === "Reminder")?.["id"];
  expect(await worker.act("markReminderSeen", { reminderId })).toMatchObject({ __typename: "Forbidden" });
  const SEEN = "id ... on Reminder { seenAt seenBy { id } answer answeredBy { id } version }";
  const seen = await liaison.act("markReminderSeen", { reminderId }, SEEN);
  expect(seen).toMatchObject({ seenBy: { id: `Person:${liaison.actor.personId}` }, version: 1 });
  expect(await liaison.act("markReminderSeen", { reminderId }, SEEN)).toEqual(seen);
  expect(await liaison.act("answerReminder", { reminderId, answer: " " })).toMatchObject({
    problems: [{ code: "REQUIRED" }],
  });
  expect(await liaison.act("answerReminder", { reminderId, answer: "On Friday" }, SEEN)).toMatchObject({
    answer: "On Friday",
    version: 2,
  });
  expect(await liaison.act("answerReminder", { reminderId, answer: "Again" })).toMatchObject({
    code: "ALREADY_ANSWERED",
  });
  world.clock.passDays(8);
  expect(await head.act("remind", input)).toMatchObject({ __typename: "Reminder" });
});

test("the list filters by where things stand and costs the same for one row and for many", async () => {
  const { city, partnershipId, community, liaison, manager, outside } = await scene();
  const list = `query ($filter: ObligationFilter, $after: String, $first: Int = 50) { obligations(first: $first, after: $after, filter: $filter) {
    totalCount pageInfo { hasNextPage endCursor } edges { node {
      id state lateWorkdays pace remaining effectiveDueOn isSilent kind { nameZh } giver { name } receiver { name } partnership { kind }
      explanations { text by { name } } extensions { state } amendments { reason } reminders { text } } } } }`;
  const page = async (variables: Record<string, unknown> = {}, person = manager) => {
    const answer = await person.ask(list, variables);
    expect(answer.errors).toEqual([]);
    return (
      answer.data as {
        obligations: {
          totalCount: number;
          pageInfo: { endCursor: string };
          edges: { node: { id: string; state: string } }[];
        };
      }
    ).obligations;
  };
  const early = await promise(city, partnershipId, "2026-02-27");
  const statements = async () => (await countStatements(world, () => page())).length;
  const forOne = await statements();
  expect(forOne).toBeLessThanOrEqual(3);
  const waiting = await promise(city, partnershipId, "2026-02-20");
  await world.database.prisma.obligation.update({ where: { id: waiting }, data: { claimed: 300n } });
  const waived = await promise(city, partnershipId, "2026-01-31");
  await manager.act("waiveObligation", { obligationId: `Obligation:${waived}`, reason: "x" });
  for (let n = 0; n < 12; n++) await promise(city, partnershipId, "2026-12-31");
  expect(await statements()).toBe(forOne);

  const states = async (filter: Record<string, unknown>) =>
    (await page({ filter })).edges.map(({ node }) => [node.id.slice(11), node.state]);
  expect(await states({ state: "LATE" })).toEqual([[early, "OVERDUE"]]);
  expect(await states({ state: "AWAITING" })).toEqual([[waiting, "AWAITING"]]);
  expect(await states({ state: "CLOSED" })).toEqual([[waived, "WAIVED"]]);
  expect((await page({ filter: { state: "OPEN" } })).totalCount).toBe(14);
  expect((await page({ filter: { dueAfter: "2026-02-20", dueBefore: "2026-12-31" } })).totalCount).toBe(1);
  expect(
    (
      await page({
        filter: { receiverId: `Organization:${community.id}`, kindId: `Kind:${city.kinds.FUNDS}` },
      })
    ).totalCount,
  ).toBe(0);
  expect((await page({}, liaison)).totalCount).toBe(15);
  expect((await page({}, outside)).totalCount).toBe(0);

  const first = await page({ first: 2 });
  const second = await page({ first: 2, after: first.pageInfo.endCursor });
  expect([...first.edges, ...second.edges].map(({ node }) => node.id.slice(11)).slice(0, 3)).toEqual([
    waived,
    waiting,
    early,
  ]);
  // A suspended partnership's clock stands still: what was late stays late, and nothing of it comes to be.
  await manager.act("suspendPartnership", { partnershipId: `Partnership:${partnershipId}`, reason: "flood" });
  world.clock.goTo(localDate("2027-01-15"));
  expect(await states({ state: "LATE" })).toEqual([[early, "OVERDUE"]]);
});
