import { expect } from "vitest";
import type { TestCity, TestPerson, World } from "../../../test/world.ts";
import { startOfDay, today } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";

/** A city in which every kind of fact that an invariant speaks of has happened, by the commands. */
export async function livingCity(world: World): Promise<TestCity> {
  const city = await world.city("Living");
  const unit = await city.unit();
  const community = await city.community();
  const partnership = `Partnership:${await city.partnership(unit, community)}`;
  const liaison = await city.person(unit, "LIAISON");
  const worker = await city.person(community, "LIAISON");
  const manager = await city.person(community, "MANAGER");
  const coordinator = await city.person(await city.office(), "COORDINATOR");
  const kind = (code: keyof TestCity["kinds"]) => `Kind:${city.kinds[code]}`;
  await openQuarter(world, city);

  await act(liaison, "makePledge", {
    partnershipId: partnership,
    purpose: "The yard",
    lines: [
      {
        kindId: kind("FUNDS"),
        instalments: [
          { quantity: "600000", dueOn: "2026-03-31" },
          { quantity: "400000", dueOn: "2026-06-30" },
        ],
      },
    ],
  });
  const send = (quantity: string) =>
    act(liaison, "logDelivery", {
      partnershipId: partnership,
      kindId: kind("FUNDS"),
      quantity,
      occurredOn: "2026-03-02",
      channel: "COMMUNITY",
    });
  const settled = await send("500000");
  await act(worker, "acceptDelivery", { deliveryId: settled, quantity: "300000", reason: "Less came" });
  await act(coordinator, "settleDispute", {
    deliveryId: settled,
    arrived: "100000",
    notArrived: "60000",
    writtenOff: "40000",
    note: "The bank says so",
  });
  await send("30000");
  const ignored = await send("7000");
  const now = world.clock.now();
  world.clock.passDays(20);
  await act(coordinator, "settleDispute", {
    deliveryId: ignored,
    arrived: "5000",
    notArrived: "2000",
    writtenOff: "0",
    note: "Nobody answers",
  });
  world.clock.set(now);
  const disputed = await send("20000");
  await act(worker, "disputeDelivery", { deliveryId: disputed, reason: "Nothing came" });

  const [line] = await world.sql<{ id: string }>(`select id from "PledgeLine" where "cityId" = $1`, [
    city.id,
  ]);
  const pledgeLineId = `PledgeLine:${line?.id}`;
  const voucher = await act(worker, "recordExpense", {
    voucherNumber: "V-1",
    purpose: "Paint",
    occurredOn: "2026-03-02",
    total: "50000",
    lines: [{ pledgeLineId, amount: "50000" }],
  });
  await act(manager, "attestExpense", { expenseId: voucher });
  await act(worker, "sendBack", { pledgeLineId, amount: "20000", reason: "Too much" });
  const returned = await act(worker, "sendBack", { pledgeLineId, amount: "10000", reason: "Too much" });
  await act(liaison, "confirmReturn", { fundReturnId: returned });

  const ask = async (quantity: string) => {
    await act(worker, "createHelpRequest", {
      receiverId: `Organization:${community.id}`,
      title: "Somebody to look at the lamps",
      body: "",
      urgency: "NORMAL",
      needs: [{ kindId: kind("VISIT"), quantity, description: "" }],
      open: true,
    });
    const [need] = await world.sql<{ id: string }>(
      `select id from "Need" where "cityId" = $1 order by id desc limit 1`,
      [city.id],
    );
    return `Need:${need?.id}`;
  };
  const claim = async (needId: string, quantity: string) => {
    const id = await act(liaison, "claimNeed", {
      needId,
      giverId: `Organization:${unit.id}`,
      quantity,
      promisedOn: "2026-03-20",
    });
    const [obligation] = await world.sql<{ id: string }>(`select id from "Obligation" where "claimId" = $1`, [
      id.split(":")[1],
    ]);
    return `Obligation:${obligation?.id}`;
  };
  const visit = await act(liaison, "logDelivery", {
    partnershipId: partnership,
    kindId: kind("VISIT"),
    quantity: "1",
    occurredOn: "2026-03-02",
    obligationId: await claim(await ask("1"), "1"),
  });
  await act(worker, "acceptDelivery", { deliveryId: visit });
  await claim(await ask("5"), "2");
  await putFileBehind(world, city, visit.split(":")[1] ?? "", liaison);
  await holdSession(world, city, { partnership, unit, liaison, worker });
  return city;
}

/** A session that the unit held and the community confirmed. */
async function holdSession(
  world: World,
  city: TestCity,
  by: { partnership: string; unit: { id: string }; liaison: TestPerson; worker: TestPerson },
): Promise<void> {
  const [kind] = await world.sql<{ id: string }>(
    `select id from "ActivityKind" where "cityId" = $1 and "minutesKindId" is not null order by id limit 1`,
    [city.id],
  );
  const day = today(world.clock);
  await act(by.liaison, "planActivity", {
    organizationId: `Organization:${by.unit.id}`,
    activityKindId: `ActivityKind:${kind?.id}`,
    title: "Clean-up",
    audience: "MEMBERS",
    firstOn: day,
    startTime: "22:00",
    durationMinutes: 30,
    place: "The yard",
    partnershipIds: [by.partnership],
  });
  const [session] = await world.sql<{ id: string }>(
    `select id from "ActivitySession" where "cityId" = $1 order by id desc limit 1`,
    [city.id],
  );
  const sessionId = `ActivitySession:${session?.id}`;
  const now = world.clock.now();
  const at = (hour: number) => world.clock.set(new Date(startOfDay(day).getTime() + hour * 3_600_000));
  at(22);
  await act(by.liaison, "markPresent", { sessionId, personId: `Person:${by.liaison.actor.personId}` });
  at(23);
  await act(by.liaison, "reportSession", { sessionId });
  await act(by.worker, "confirmSession", { sessionId, version: 0 });
  world.clock.set(now);
}

/** Runs a mutation that must succeed and answers the id of what it made. */
async function act(person: TestPerson, mutation: string, input: Record<string, unknown>): Promise<string> {
  const answer = await person.act(mutation, input);
  expect(answer, mutation).toHaveProperty("id");
  return String(answer["id"]);
}

/** A quarter with two rules: money, which the pledge will answer, and a visit. */
async function openQuarter(world: World, city: TestCity): Promise<void> {
  const periodId = newId();
  await world.sql(
    `insert into "Period" (id, "cityId", code, kind, "opensOn", "closesOn") values ($1, $2, '2026Q1', 'QUARTER', '2026-01-01', '2026-03-31')`,
    [periodId, city.id],
  );
  for (const [code, quantity] of [
    ["FUNDS", 900_000],
    ["VISIT", 3],
  ] as const) {
    await world.sql(
      `insert into "DutyRule" (id, "cityId", name, "kindId", quantity, "periodKind", "appliesTo", "proRating", "validFrom")
       values ($1, $2, $3, $4, $5, 'QUARTER', 'EACH', 'FULL', '2025-01-01')`,
      [newId(), city.id, code, city.kinds[code], quantity],
    );
  }
  const officer = await city.person(await city.office(), "MANAGER");
  await act(officer, "openDuties", { periodId: `Period:${periodId}` });
}

async function putFileBehind(
  world: World,
  city: TestCity,
  deliveryId: string,
  by: TestPerson,
): Promise<void> {
  const evidenceId = newId();
  await world.sql(
    `insert into "Evidence" (id, "cityId", "fileKind", sha256, "mediaType", bytes, "storageKey", "fileName", "byId")
     values ($1, $2, 'PHOTO', 'ab', 'image/webp', 1, 'ab', 'lamp.webp', $3)`,
    [evidenceId, city.id, by.actor.personId],
  );
  await world.sql(
    `insert into "EvidenceLink" (id, "cityId", "evidenceId", "deliveryId") values ($1, $2, $3, $4)`,
    [newId(), city.id, evidenceId, deliveryId],
  );
}
