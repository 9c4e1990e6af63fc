import { afterAll, beforeAll, expect, test } from "vitest";
import { act } from "../../../test/access/pair-story.ts";
import { openPair } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, type TestPerson, World } from "../../../test/world.ts";
import { localDate } from "../../kernel/clock.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

const goTo = (day: string) => world.clock.goTo(localDate(day));

type Change = {
  thing: string;
  id: string;
  partOf: string | null;
  change: string;
  happened: string[];
  measure: string | null;
  fields: { field: string; type: string; before: string | null; after: string | null }[];
};
type Differs = {
  existedBefore: boolean;
  things: Change[];
  money: { word: string; before: string; after: string }[];
};

const QUERY = `query ($id: ID!, $from: LocalDate!, $to: LocalDate!) {
  partnershipDifference(id: $id, from: $from, to: $to) {
    existedBefore money { word before after }
    things { thing id partOf change happened measure kind { code } good fields { field type before after } } } }`;

async function between(person: TestPerson, id: string, from: string, to: string): Promise<Differs | null> {
  const { data, errors } = await person.ask(QUERY, { id, from, to });
  expect(errors).toEqual([]);
  return data?.["partnershipDifference"] as Differs | null;
}

const inShort = ({ things }: Differs) =>
  things.map(({ thing, happened }) => `${thing} ${happened.join("+")}`);

test("the difference of two days says what was done between them, act by act", async () => {
  goTo("2026-03-02");
  const pair = await openPair(world, "Differences");
  const { liaison, worker, officeManager, coordinator, partnershipId, kindId } = pair;
  const duty = await pair.duty("VISIT", 2n, "2026-01-01", "2026-03-31");

  goTo("2026-03-03");
  await act(officeManager, "extendObligation", { obligationId: duty, dueOn: "2026-04-30", reason: "Snow" });
  goTo("2026-03-04");
  const pledgeId = await act(liaison, "makePledge", {
    partnershipId,
    purpose: "Lamps",
    lines: [{ kindId: kindId("FUNDS"), instalments: [{ quantity: "100000", dueOn: "2026-03-31" }] }],
  });
  const sent = { partnershipId, kindId: kindId("FUNDS"), quantity: "60000", occurredOn: "2026-03-04" };
  const deliveryId = await act(liaison, "logDelivery", sent);
  goTo("2026-03-05");
  await act(worker, "acceptDelivery", { deliveryId });
  goTo("2026-03-06");

  const extended = await between(coordinator, partnershipId, "2026-03-02", "2026-03-03");
  expect(extended && inShort(extended)).toEqual(["OBLIGATION EXTENDED", "AMENDMENT ADDED"]);
  expect(extended?.things[0]).toMatchObject({ id: duty, change: "CHANGED", partOf: null, measure: "COUNT" });
  expect(extended?.things[0]?.fields).toEqual([
    { field: "dueOn", type: "DATE", before: "2026-03-31", after: "2026-04-30" },
  ]);
  expect(extended?.things[1]).toMatchObject({ partOf: duty });

  const sending = await between(coordinator, partnershipId, "2026-03-03", "2026-03-04");
  expect(sending && inShort(sending)).toEqual([
    "OBLIGATION OPENED+PROGRESSED",
    "DELIVERY LOGGED",
    "ALLOCATION ADDED",
    "PLEDGE ADDED",
    "PLEDGE_CHANGE ADDED",
    "PLEDGE_LINE ADDED",
  ]);
  expect(sending?.things.find(({ thing }) => thing === "PLEDGE")?.id).toBe(pledgeId);
  expect(sending?.money).toEqual([
    { word: "pledged", before: "0", after: "100000" },
    { word: "promised", before: "0", after: "40000" },
    { word: "sent", before: "0", after: "60000" },
  ]);

  const arriving = await between(worker, partnershipId, "2026-03-04", "2026-03-06");
  expect(arriving && inShort(arriving)).toEqual([
    "OBLIGATION PROGRESSED",
    "DELIVERY ACCEPTED",
    "ACCEPTANCE ADDED",
    "ALLOCATION CHANGED",
    "PLEDGE_LINE CHANGED",
  ]);
  expect(arriving?.money).toEqual([{ word: "received", before: "0", after: "60000" }]);

  // Nothing happened on a day; a day is no different from itself; before the first day there was nothing.
  for (const [from, to] of [
    ["2026-03-05", "2026-03-06"],
    ["2026-03-04", "2026-03-04"],
    ["2026-03-06", "2026-12-31"],
  ] as const)
    expect(await between(coordinator, partnershipId, from, to)).toMatchObject({ things: [], money: [] });
  const whole = await between(coordinator, partnershipId, "2025-01-01", "2026-03-06");
  expect(whole?.existedBefore).toBe(false);
  expect(whole?.things[0]).toMatchObject({ thing: "PARTNERSHIP", id: partnershipId, change: "ADDED" });

  const { errors } = await coordinator.ask(QUERY, {
    id: partnershipId,
    from: "2026-03-05",
    to: "2026-03-04",
  });
  expect(errors).toMatchObject([{ code: "BAD_REQUEST" }]);
  const statements = await countStatements(world, () =>
    between(coordinator, partnershipId, "2026-03-02", "2026-03-06"),
  );
  expect(statements.length).toBeLessThanOrEqual(16);
});

test("time alone makes a promise late; outside of what one may see there is no difference", async () => {
  goTo("2026-03-02");
  const pair = await openPair(world, "Late Differences");
  const { coordinator, partnershipId } = pair;
  const duty = await pair.duty("VISIT", 2n, "2026-01-01", "2026-03-10");
  goTo("2026-03-20");
  const late = await between(coordinator, partnershipId, "2026-03-09", "2026-03-11");
  expect(late?.things).toMatchObject([{ id: duty, happened: ["BECAME_LATE"] }]);
  const abroad = await openPair(world, "Abroad");
  const stranger = await pair.city.person(await pair.city.office(await pair.city.otherDistrict()), "AUDITOR");
  for (const person of [abroad.officeManager, stranger])
    expect(await between(person, partnershipId, "2026-03-09", "2026-03-11")).toBeNull();
});

test("a draft of support is the giver's own, in the snapshot and in the difference", async () => {
  goTo("2026-03-02");
  const pair = await openPair(world, "Drafts");
  const { liaison, worker, coordinator, city, partnershipId } = pair;
  const street = await city.person(await city.office(city.street), "COORDINATOR");
  goTo("2026-03-03");
  const visit = { partnershipId, kindId: pair.kindId("VISIT"), quantity: "1", occurredOn: "2026-03-03" };
  await act(liaison, "logDelivery", { ...visit, draft: true });
  goTo("2026-03-04");
  const seen = async (person: TestPerson) => {
    const differs = await between(person, partnershipId, "2026-03-02", "2026-03-03");
    const { data } = await person.ask(
      "query ($id: ID!) { partnershipSnapshot(id: $id) { deliveries { state } timeline { kind } } }",
      { id: partnershipId },
    );
    const snapshot = data?.["partnershipSnapshot"] as { deliveries: unknown[] } | undefined;
    return [differs && inShort(differs), snapshot?.deliveries.length];
  };
  // The city's office has the giver in its territory; the street's has only the receiver.
  for (const person of [liaison, coordinator]) expect(await seen(person)).toEqual([["DELIVERY DRAFTED"], 1]);
  for (const person of [worker, street]) expect(await seen(person)).toEqual([[], 0]);
});
