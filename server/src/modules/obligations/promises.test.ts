import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { type TestCity, World } from "../../../test/world.ts";
import { localDate, toDbDate } from "../../kernel/clock.ts";
import { type Command, runCommand } from "../../kernel/command.ts";
import { newId } from "../../kernel/ids.ts";
import { actions } from "./policy.ts";
import {
  acceptQuantity,
  cancelObligation,
  changeDueOn,
  changeQuantity,
  claimQuantity,
  type OpenObligation,
  openObligation,
  unacceptQuantity,
  unclaimQuantity,
} from "./public.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

/** A piece of another module's command. */
async function inCommand<Result>(
  city: TestCity,
  work: (command: Command) => Promise<Result>,
): Promise<Result> {
  const box: { result?: Result } = {};
  const ctx = {
    database: world.database,
    clock: world.clock,
    actor: { kind: "SYSTEM" as const, cityId: city.id },
  };
  await runCommand(ctx, { name: "test.step", input: {} }, async (command) => {
    command.require(actions["obligation.read"], { cityId: city.id });
    box.result = await work(command);
    command.audit({ subjectIds: [], payload: {} });
    return { id: city.id };
  });
  return box.result as Result;
}

async function scene() {
  world.clock.goTo(localDate("2026-03-02"));
  const city = await world.city();
  const unit = await city.unit();
  const community = await city.community();
  const logger = await city.person(unit, "LIAISON");
  const open: OpenObligation = {
    cityId: city.id,
    giverId: unit.id,
    receiverId: community.id,
    kindId: city.kinds.FUNDS,
    source: "COMMITMENT",
    quantity: 1000n,
    opensOn: localDate("2026-01-01"),
    dueOn: localDate("2026-03-31"),
  };
  /** A submitted act that counts toward a promise. */
  const act = async (
    obligationId: string,
    quantity: bigint,
    occurredOn: string,
    submittedOn = occurredOn,
  ) => {
    const delivery = await world.database.prisma.delivery.create({
      data: {
        id: newId(),
        cityId: city.id,
        giverId: unit.id,
        receiverId: community.id,
        kindId: city.kinds.FUNDS,
        quantity,
        occurredOn: toDbDate(localDate(occurredOn)),
        state: "SUBMITTED",
        originId: newId(),
        loggedById: logger.actor.personId,
        submittedAt: new Date(`${submittedOn}T02:00:00Z`),
      },
    });
    const allocation = await world.database.prisma.allocation.create({
      data: { id: newId(), cityId: city.id, deliveryId: delivery.id, obligationId, claimed: quantity },
    });
    await inCommand(city, (command) => claimQuantity(command, { id: obligationId }, quantity));
    return allocation.id;
  };
  const accepted = (allocationId: string, quantity: bigint) => ({
    where: { id: allocationId },
    data: { accepted: quantity },
  });
  return { city, open, act, accepted };
}

test("what is accepted in full is met on the day that counts, and opens again when it is taken back", async () => {
  const { city, open, act, accepted } = await scene();
  const { id } = await inCommand(city, (command) => openObligation(command, open));
  const first = await act(id, 600n, "2026-03-03");
  // Reported six working days after the act: it counts on the day of reporting.
  const second = await act(id, 400n, "2026-03-04", "2026-03-12");
  await expect(inCommand(city, (command) => claimQuantity(command, { id }, 1n))).rejects.toMatchObject({
    failure: { code: "OBLIGATION_OVERCLAIMED" },
  });
  const steps = await inCommand(city, async (command) => {
    await command.tx.allocation.update(accepted(first, 600n));
    const half = await acceptQuantity(command, { id }, 600n);
    await command.tx.allocation.update(accepted(second, 400n));
    return [half, await acceptQuantity(command, { id }, 400n)];
  });
  expect(steps).toMatchObject([
    { accepted: 600n, closure: null },
    { accepted: 1000n, closure: "MET", metOn: "2026-03-12" },
  ]);
  const back = await inCommand(city, async (command) => {
    await command.tx.allocation.update(accepted(second, 0n));
    await unacceptQuantity(command, { id }, 400n);
    return unclaimQuantity(command, { id }, 400n);
  });
  expect(back).toMatchObject({ claimed: 600n, accepted: 600n, closure: null, metOn: null, closedAt: null });
});

test("an answer takes a part over, and the promise is met when its answers are", async () => {
  const { city, open, act, accepted } = await scene();
  const duty = await inCommand(city, (command) => openObligation(command, open));
  const answer = await inCommand(city, (command) =>
    openObligation(command, { ...open, quantity: 700n, answersId: duty.id }),
  );
  const read = () => world.database.prisma.obligation.findUniqueOrThrow({ where: { id: duty.id } });
  expect(await read()).toMatchObject({ answered: 700n, unclaimed: 300n, version: 1 });
  for (const wrong of [{ kindId: city.kinds.VISIT }, { answersId: answer.id }]) {
    await expect(
      inCommand(city, (command) => openObligation(command, { ...open, answersId: duty.id, ...wrong })),
    ).rejects.toMatchObject({ failure: { problems: [{ code: "NOT_ANSWERABLE" }] } });
  }
  const rest = await act(duty.id, 300n, "2026-03-10");
  const part = await act(answer.id, 700n, "2026-03-20");
  await inCommand(city, async (command) => {
    await command.tx.allocation.update(accepted(rest, 300n));
    await acceptQuantity(command, duty, 300n);
    await command.tx.allocation.update(accepted(part, 700n));
    await acceptQuantity(command, answer, 700n);
  });
  expect(await read()).toMatchObject({ closure: "MET", metOn: toDbDate(localDate("2026-03-20")) });
  // More is owed again on the answer: that one is open and can be late; the promise had what it asked for.
  const reopened = await inCommand(city, (command) =>
    changeQuantity(command, answer, 800n, "REOPEN", "returned"),
  );
  expect(reopened).toMatchObject({ closure: null, metOn: null });
  expect(await read()).toMatchObject({ closure: "MET", answered: 800n });
  // An acceptance of the promise's own part is taken back: now it lacks something.
  await inCommand(city, async (command) => {
    await command.tx.allocation.update(accepted(rest, 0n));
    await unacceptQuantity(command, duty, 300n);
  });
  expect(await read()).toMatchObject({ closure: null, metOn: null });
});

test("decisions leave a row each; nothing is changed twice", async () => {
  const { city, open } = await scene();
  const duty = await inCommand(city, (command) => openObligation(command, open));
  const answer = await inCommand(city, (command) =>
    openObligation(command, { ...open, quantity: 700n, answersId: duty.id }),
  );
  await inCommand(city, async (command) => {
    await changeQuantity(command, answer, 700n, "AMEND", "nothing");
    await changeQuantity(command, answer, 900n, "AMEND", "raised");
    await changeQuantity(command, answer, 500n, "CANCEL", "lowered");
    await changeDueOn(command, answer, localDate("2026-05-01"), "later");
    await changeQuantity(command, answer, 0n, "WAIVE", "waived");
  });
  const rows = await world.sql(
    `select kind, "quantityAfter"::int as q, "dueOnAfter"::text as due, reason from "ObligationAmendment" where "obligationId" = $1 order by id`,
    [answer.id],
  );
  expect(rows).toEqual([
    { kind: "AMEND", q: 900, due: "2026-03-31", reason: "raised" },
    { kind: "CANCEL", q: 500, due: "2026-03-31", reason: "lowered" },
    { kind: "AMEND", q: 500, due: "2026-05-01", reason: "later" },
    { kind: "WAIVE", q: 500, due: "2026-05-01", reason: "waived" },
  ]);
  const after = await world.database.prisma.obligation.findUniqueOrThrow({ where: { id: duty.id } });
  expect(after).toMatchObject({ answered: 0n, unclaimed: 1000n });
  await inCommand(city, (command) => cancelObligation(command, duty, "over"));
  await expect(inCommand(city, (command) => cancelObligation(command, duty, "over"))).rejects.toMatchObject({
    failure: { code: "OBLIGATION_CLOSED" },
  });
});

test("claims at the same moment never add up to more than is owed", async () => {
  const { city, open } = await scene();
  const { id } = await inCommand(city, (command) => openObligation(command, open));
  const results = await Promise.allSettled(
    Array.from({ length: 5 }, () => inCommand(city, (command) => claimQuantity(command, { id }, 400n))),
  );
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(2);
  expect(await world.database.prisma.obligation.findUniqueOrThrow({ where: { id } })).toMatchObject({
    claimed: 800n,
  });
});

test("the office waives an instalment and ends a partnership: the ledger moves with it", async () => {
  const { city } = await scene();
  const unit = await city.unit();
  const giver = await city.person(unit, "MANAGER");
  const manager = await city.person(await city.office(), "MANAGER");
  const partnershipId = `Partnership:${await city.partnership(unit, await city.community())}`;
  const made = await giver.act("makePledge", {
    partnershipId,
    purpose: "work",
    lines: [
      {
        kindId: `Kind:${city.kinds.FUNDS}`,
        instalments: [
          { quantity: "3000", dueOn: "2026-06-30" },
          { quantity: "5000", dueOn: "2026-09-30" },
        ],
      },
    ],
  });
  expect(made).toMatchObject({ __typename: "Pledge" });
  const instalments = await world.database.prisma.obligation.findMany({
    where: { cityId: city.id, source: "PLEDGE" },
    orderBy: { instalment: "asc" },
  });
  const obligationId = `Obligation:${instalments[0]?.id}`;
  expect(await manager.act("amendObligation", { obligationId, quantity: "1", reason: "x" })).toMatchObject({
    code: "INSTALMENT_BY_PLEDGE",
  });
  expect(
    await manager.act(
      "waiveObligation",
      { obligationId, reason: "hardship" },
      "id ... on Obligation { closure amendments { kind } }",
    ),
  ).toMatchObject({ closure: "WAIVED", amendments: [{ kind: "WAIVE" }] });
  expect(
    await manager.act("endPartnership", { partnershipId, endsOn: "2026-03-02", reason: "merged" }),
  ).toMatchObject({ __typename: "Partnership" });
  const balances = await world.sql(
    `select type::text, balance::int from "LedgerAccount" where "cityId" = $1 and balance <> 0 order by type::text`,
    [city.id],
  );
  expect(balances).toEqual([
    { type: "CANCELLED", balance: 5000 },
    { type: "GIVER", balance: -8000 },
    { type: "WAIVED", balance: 3000 },
  ]);
});
