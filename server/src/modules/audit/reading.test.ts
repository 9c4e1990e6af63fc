import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { World } from "../../../test/world.ts";
import { chainHeadOf, recordReading } from "./public.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

const FORBIDDEN = { failure: { type: "Forbidden" } };

test("a reading is one entry in the name of who read, and the head follows it", async () => {
  const city = await world.city("Readings");
  const unit = await city.unit();
  const community = await city.community();
  const partnershipId = await city.partnership(unit, community);
  const street = await city.office(city.street);
  const auditor = await city.person(street, "AUDITOR");
  const { prisma } = world.database;
  expect(await chainHeadOf(prisma, city.id)).toBeNull();

  const sides = {
    cityId: city.id,
    giver: { id: unit.id, path: unit.division.path },
    receiver: { id: community.id, path: community.division.path },
  };
  await recordReading(auditor.ctx, {
    what: "pack",
    subjectIds: [partnershipId],
    partnershipId,
    payload: { manifest: "ab" },
    subject: sides,
  });
  const [entry] = await prisma.auditEntry.findMany({ where: { cityId: city.id } });
  expect(entry).toMatchObject({
    command: "reading.pack",
    personId: auditor.actor.personId,
    organizationId: street.id,
    partnershipId,
    subjectIds: [partnershipId],
  });
  expect(JSON.parse(entry?.payload ?? "")).toMatchObject({ manifest: "ab" });
  expect(await chainHeadOf(prisma, city.id)).toEqual({
    seq: 1n,
    hash: Buffer.from(entry?.hash ?? []).toString("hex"),
    at: entry?.at,
  });

  // What visibleTo has bounded is read in the name of the own organization.
  const liaison = await city.person(unit, "LIAISON");
  await recordReading(liaison.ctx, { what: "export", subjectIds: [], payload: { rows: 3 } });
  expect((await chainHeadOf(prisma, city.id))?.seq).toBe(2n);

  const elsewhere = await city.person(await city.office(await city.otherDistrict()), "MANAGER");
  const stranger = await city.person(await city.unit(), "MANAGER");
  const abroad = await world.city("Abroad");
  const foreigner = await abroad.person(await abroad.office(), "MANAGER");
  for (const person of [elsewhere, stranger, foreigner]) {
    const reading = recordReading(person.ctx, {
      what: "pack",
      subjectIds: [partnershipId],
      payload: {},
      subject: sides,
    });
    await expect(reading).rejects.toMatchObject(FORBIDDEN);
  }
  expect((await chainHeadOf(prisma, city.id))?.seq).toBe(2n);
});

test("what is recorded once under a key stays one entry, also for two at once", async () => {
  const city = await world.city("Once");
  const auditor = await city.person(await city.office(), "AUDITOR");
  const file = city.id;
  const read = (day: string) =>
    recordReading(auditor.ctx, {
      what: "attachment",
      subjectIds: [file],
      payload: { evidenceId: file },
      onceAs: `${file}:${day}`,
    });
  await Promise.all([read("2026-03-02"), read("2026-03-02"), read("2026-03-02")]);
  expect((await chainHeadOf(world.database.prisma, city.id))?.seq).toBe(1n);
  await read("2026-03-03");
  expect((await chainHeadOf(world.database.prisma, city.id))?.seq).toBe(2n);
});
