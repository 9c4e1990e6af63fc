import { expect } from "vitest";
import type { TestCity, TestOrganization, TestPerson, World } from "../../../test/world.ts";
import { localDate } from "../../kernel/clock.ts";

/** A quarter of a small city in which every figure can be added up by hand; see `reports.test.ts` for the sums. */
export type Quarter = {
  world: World;
  city: TestCity;
  otherDistrict: { id: number; path: string };
  /** The giver of two partnerships, and of one. */
  unit: TestOrganization;
  otherUnit: TestOrganization;
  community: TestOrganization;
  otherCommunity: TestOrganization;
  office: TestOrganization;
  people: Record<
    | "liaison"
    | "otherLiaison"
    | "worker"
    | "otherWorker"
    | "manager"
    | "coordinator"
    | "districtOfficer"
    | "otherDistrictOfficer",
    TestPerson
  >;
  partnerships: { near: string; far: string; other: string };
  periods: { first: string; second: string };
  /** The three visits that wait for the other community. */
  waiting: string;
  kindId(code: keyof TestCity["kinds"]): string;
  /** Seals the first quarter on 2 April, although three visits wait. */
  seal(): Promise<void>;
};

/** Runs a mutation that must succeed; its id. */
export async function done(
  person: TestPerson,
  mutation: string,
  input: Record<string, unknown>,
): Promise<string> {
  const answer = await person.act(mutation, input);
  expect(answer, mutation).toHaveProperty("id");
  return String(answer["id"]);
}

/** Tells the first quarter of 2026, until 20 March. */
export async function tellQuarter(world: World, name = "Quarter City"): Promise<Quarter> {
  world.clock.goTo(localDate("2026-03-02"));
  const city = await world.city(name);
  const otherDistrict = await city.otherDistrict(`${name} East`);
  const unit = await city.unit("Water bureau");
  const otherUnit = await city.unit("Post bureau");
  const community = await city.community("Bridge community");
  const otherCommunity = await city.community("Garden community", otherDistrict);
  const office = await city.office(city.root, "City office");
  const people: Quarter["people"] = {
    liaison: await city.person(unit, "LIAISON"),
    otherLiaison: await city.person(otherUnit, "LIAISON"),
    worker: await city.person(community, "LIAISON"),
    otherWorker: await city.person(otherCommunity, "LIAISON"),
    manager: await city.person(office, "MANAGER", "Zhou Lan"),
    coordinator: await city.person(office, "COORDINATOR"),
    districtOfficer: await city.person(await city.office(city.district), "COORDINATOR"),
    otherDistrictOfficer: await city.person(await city.office(otherDistrict), "COORDINATOR"),
  };
  const { liaison, otherLiaison, worker, manager } = people;
  const partnerships = {
    near: `Partnership:${await city.partnership(unit, community)}`,
    far: `Partnership:${await city.partnership(unit, otherCommunity)}`,
    other: `Partnership:${await city.partnership(otherUnit, otherCommunity)}`,
  };
  const kindId = (code: keyof TestCity["kinds"]) => `Kind:${city.kinds[code]}`;
  const rule = (code: "VISIT" | "FUNDS", quantity: string) =>
    done(manager, "createDutyRule", {
      name: code,
      kindId: kindId(code),
      quantity,
      periodKind: "QUARTER",
      appliesTo: "EACH",
      proRating: "FULL",
      validFrom: "2026-01-01",
    });
  const periods = {
    first: await done(manager, "openPeriod", { code: "2026Q1" }),
    second: await done(manager, "openPeriod", { code: "2026Q2" }),
  };
  await rule("VISIT", "3");
  await rule("FUNDS", "2000000");
  await done(manager, "openDuties", { periodId: periods.first });
  const duty = async (partnership: string, code: keyof TestCity["kinds"]) => {
    const [row] = await world.sql<{ id: string }>(
      `select id from "Obligation" where "partnershipId" = $1 and "kindId" = $2 and source = 'RULE'`,
      [partnership.split(":")[1], city.kinds[code]],
    );
    return `Obligation:${row?.id}`;
  };
  const visit = async (person: TestPerson, partnershipId: string, quantity: string, occurredOn: string) =>
    done(person, "logDelivery", {
      partnershipId,
      kindId: kindId("VISIT"),
      quantity,
      occurredOn,
      obligationId: await duty(partnershipId, "VISIT"),
      note: "Stairs and lamps",
    });

  // Near: all three visits, and money of which a quarter is disputed.
  await done(worker, "acceptDelivery", {
    deliveryId: await visit(liaison, partnerships.near, "3", "2026-03-02"),
  });
  const money = await done(liaison, "logDelivery", {
    partnershipId: partnerships.near,
    kindId: kindId("FUNDS"),
    quantity: "2000000",
    occurredOn: "2026-03-02",
    channel: "COMMUNITY",
    obligationId: await duty(partnerships.near, "FUNDS"),
    voucherNumber: "W-17",
  });
  await done(worker, "acceptDelivery", {
    deliveryId: money,
    quantity: "1500000",
    reason: "A quarter is missing",
  });
  // Far: one visit of three, explained before it was late; the money is waived.
  world.clock.goTo(localDate("2026-03-10"));
  await done(people.otherWorker, "acceptDelivery", {
    deliveryId: await visit(liaison, partnerships.far, "1", "2026-03-10"),
  });
  await done(manager, "waiveObligation", {
    obligationId: await duty(partnerships.far, "FUNDS"),
    reason: "Flood relief went first",
  });
  // Other: the visits wait for the community, the money may come by the end of May.
  world.clock.goTo(localDate("2026-03-20"));
  const waiting = await visit(otherLiaison, partnerships.other, "3", "2026-03-20");
  await done(manager, "extendObligation", {
    obligationId: await duty(partnerships.other, "FUNDS"),
    dueOn: "2026-05-31",
    reason: "The budget comes in May",
  });
  return {
    world,
    city,
    otherDistrict,
    unit,
    otherUnit,
    community,
    otherCommunity,
    office,
    people,
    partnerships,
    periods,
    waiting,
    kindId,
    async seal() {
      world.clock.goTo(localDate("2026-04-02"));
      const [late] = await world.sql<{ id: string }>(
        `select id from "Obligation" where "partnershipId" = $1 and "kindId" = $2`,
        [partnerships.far.split(":")[1], city.kinds.VISIT],
      );
      await done(liaison, "explainLateness", {
        obligationId: `Obligation:${late?.id}`,
        text: "The road was closed",
        expectedOn: "2026-04-20",
      });
      await done(manager, "sealPeriod", {
        periodId: periods.first,
        force: true,
        reason: "The assessment cannot wait",
      });
    },
  };
}
