import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, type TestCity, type TestPerson, World } from "../../../test/world.ts";
import { XLSX } from "../../kernel/media-types.ts";
import { evidenceFileRoutes } from "./file-routes.ts";
import { ingestFile } from "./ingest.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

/** The functions of the real file routes; whoever is "signed in" is the test's person. */
const routes = () => evidenceFileRoutes<TestPerson>(world, async (person) => person.actor);

/** A picture with features: a bright disc somewhere on a gradient. */
async function picture(x: number, quality = 80): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><defs><linearGradient id="g"><stop offset="0" stop-color="#123"/><stop offset="1" stop-color="#dca"/></linearGradient></defs>
    <rect width="640" height="480" fill="url(#g)"/><circle cx="${x}" cy="${(x * 7) % 480}" r="120" fill="#fff"/><rect x="${640 - x}" y="40" width="90" height="${x / 2}" fill="#000"/></svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality }).toBuffer();
}

async function upload(person: TestPerson, bytes: Buffer, fileName = "yard.jpg"): Promise<string> {
  const ingested = await ingestFile({ bytes, fileName, kind: undefined, now: world.clock.now() });
  if ("refusal" in ingested) throw new Error(ingested.refusal);
  return (await routes().saveEvidence(person, ingested.record)).id;
}

async function village(name: string) {
  const city = await world.city(name);
  const community = await city.community();
  const unit = await city.unit();
  await city.partnership(unit, community);
  return {
    city,
    community,
    worker: await city.person(community, "LIAISON"),
    colleague: await city.person(community, "MEMBER"),
    liaison: await city.person(unit, "LIAISON"),
    stranger: await city.person(await city.unit(), "MANAGER"),
    auditor: await city.person(await city.office(), "AUDITOR"),
    elsewhere: await city.person(await city.office(await city.otherDistrict()), "MANAGER"),
  };
}

const request = (city: TestCity, community: { id: string }, evidence: string[]) => ({
  receiverId: `Organization:${community.id}`,
  title: "The fence fell",
  body: "",
  urgency: "URGENT",
  needs: [{ kindId: `Kind:${city.kinds.VISIT}`, quantity: "1", description: "" }],
  evidenceIds: evidence.map((id) => `Evidence:${id}`),
  open: true,
});

const opens = async (person: TestPerson, id: string) =>
  (await routes().openEvidence(person, id, false)) !== undefined;

test("a file is its uploader's until it stands behind a fact, then theirs who may see the fact", async () => {
  const { city, community, worker, colleague, liaison, stranger, auditor, elsewhere } =
    await village("Opening");
  const id = await upload(worker, await picture(100));
  expect(await opens(worker, id)).toBe(true);
  for (const person of [colleague, liaison, auditor, stranger]) expect(await opens(person, id)).toBe(false);

  const made = await worker.act("createHelpRequest", request(city, community, [id]));
  expect(made).toMatchObject({ __typename: "HelpRequest" });
  for (const person of [worker, colleague, liaison, auditor]) expect(await opens(person, id)).toBe(true);
  for (const person of [stranger, elsewhere]) expect(await opens(person, id)).toBe(false);
  const far = await world.city("Far");
  expect(await opens(await far.person(await far.office(), "MANAGER"), id)).toBe(false);

  const seen = await liaison.ask(
    `query ($id: ID!) { node(id: $id) { ... on HelpRequest { evidence { id kind fileName mediaType width height url thumbnailUrl reused uploadedBy { id } } } } }`,
    { id: made["id"] },
  );
  expect(seen).toMatchObject({
    errors: [],
    data: {
      node: {
        evidence: [
          {
            id: `Evidence:${id}`,
            kind: "PHOTO",
            fileName: "yard.jpg",
            mediaType: "image/jpeg",
            width: 640,
            height: 480,
            url: `/files/${id}`,
            thumbnailUrl: `/files/${id}/thumbnail`,
            reused: false,
            uploadedBy: { id: `Person:${worker.actor.personId}` },
          },
        ],
      },
    },
  });
  const hidden = await stranger.ask(`query ($id: ID!) { node(id: $id) { id } }`, { id: `Evidence:${id}` });
  expect(hidden.data).toEqual({ node: null });
  const entries = await world.sql(
    `select payload from "AuditEntry" where command = 'evidence.upload' and "cityId" = $1`,
    [city.id],
  );
  expect(entries).toHaveLength(1);
  expect(JSON.stringify(entries)).not.toContain("yard");

  await world.sql(`update "Evidence" set "erasedAt" = now() where id = $1`, [id]);
  expect(await opens(worker, id)).toBe(false);
});

test("nobody puts another's file behind a fact, nor one that is not there", async () => {
  const { city, community, worker, colleague } = await village("Linking");
  const theirs = await upload(colleague, await picture(150));
  const problem = {
    __typename: "ValidationError",
    problems: [{ path: ["evidenceIds", "1"], code: "EVIDENCE_NOT_FOUND" }],
  };
  const own = await upload(worker, await picture(200));
  expect(await worker.act("createHelpRequest", request(city, community, [own, theirs]))).toMatchObject(
    problem,
  );
  expect(
    await worker.act(
      "createHelpRequest",
      request(city, community, [own, "0190a000-0000-7000-8000-000000000009"]),
    ),
  ).toMatchObject(problem);
  expect(
    await worker.act("createHelpRequest", request(city, community, new Array(21).fill(own))),
  ).toMatchObject({
    __typename: "HelpRequest",
  });
  expect(
    await world.sql(`select count(*)::int as n from "EvidenceLink" where "cityId" = $1`, [city.id]),
  ).toEqual([{ n: 1 }]);
});

test("the kinds of files say who hands them in, and a workbook stays its uploader's", async () => {
  const { city, community, worker, auditor } = await village("Kinds");
  const manager = await city.person(await city.office(), "MANAGER");
  expect(await routes().mayUpload(auditor, undefined)).toBe(false);
  expect(await routes().mayUpload(worker, "PHOTO")).toBe(true);
  expect(await routes().mayUpload(worker, "WORKBOOK")).toBe(false);
  expect(await routes().mayUpload(manager, "WORKBOOK")).toBe(true);
  const workbook = {
    fileKind: "WORKBOOK" as const,
    sha256: "c".repeat(64),
    perceptualHash: null,
    mediaType: XLSX,
    bytes: 10,
    width: null,
    height: null,
    capturedAt: null,
    storageKey: "cc/cc/c",
    thumbnailKey: null,
    fileName: "units.xlsx",
  };
  await expect(routes().saveEvidence(worker, workbook)).rejects.toMatchObject({
    failure: { code: "NOT_ALLOWED" },
  });
  const both = await city.person(community, "MANAGER");
  const { id } = await routes().saveEvidence(both, workbook);
  expect(await both.act("createHelpRequest", request(city, community, [id]))).toMatchObject({
    __typename: "ValidationError",
  });
  expect(await opens(both, id)).toBe(true);
  expect(await opens(manager, id)).toBe(false);
});

test("a picture that was handed in before is marked, also when it was compressed again; a new one and a retry are not", async () => {
  const { city, community, worker, liaison } = await village("Reuse");
  const reused = async (person: TestPerson, id: string) => {
    const { data } = await person.ask(`query ($id: ID!) { node(id: $id) { ... on Evidence { reused } } }`, {
      id: `Evidence:${id}`,
    });
    return (data as { node: { reused: boolean } }).node.reused;
  };
  const first = await upload(worker, await picture(120));
  const retried = await upload(worker, await picture(120));
  expect(await reused(worker, retried)).toBe(false);
  await worker.act("createHelpRequest", request(city, community, [first]));
  expect(await reused(worker, await upload(worker, await picture(120)))).toBe(true);
  expect(await reused(liaison, await upload(liaison, await picture(120, 35)))).toBe(true);
  expect(await reused(liaison, await upload(liaison, await picture(420)))).toBe(false);
  const plain = await sharp({ create: { width: 90, height: 90, channels: 3, background: "#777" } })
    .jpeg()
    .toBuffer();
  const white = await sharp({ create: { width: 90, height: 90, channels: 3, background: "#fff" } })
    .jpeg()
    .toBuffer();
  await upload(liaison, plain);
  expect(await reused(worker, await upload(worker, white))).toBe(false);
  // Another city's pictures are not compared with.
  const other = await village("Reuse elsewhere");
  expect(await reused(other.worker, await upload(other.worker, await picture(120)))).toBe(false);
});

test("opening a file costs one statement", async () => {
  const { worker } = await village("Costs");
  const id = await upload(worker, await picture(300));
  expect(await countStatements(world, () => routes().openEvidence(worker, id, false))).toHaveLength(1);
});

test("what an office opens of money is one entry a day; the sides, small pictures and other files are none", async () => {
  const { city, community, worker, liaison, auditor } = await village("Read money");
  const [pair] = await world.sql<{ id: string }>(`select id from "Partnership" where "cityId" = $1`, [
    city.id,
  ]);
  const log = async (kindId: string, quantity: string, x: number, more: object = {}) => {
    const id = await upload(liaison, await picture(x));
    const made = await liaison.act("logDelivery", {
      partnershipId: `Partnership:${pair?.id}`,
      kindId: `Kind:${kindId}`,
      quantity,
      occurredOn: "2026-03-02",
      evidenceIds: [`Evidence:${id}`],
      ...more,
    });
    expect(made).toMatchObject({ __typename: "Delivery" });
    return id;
  };
  const money = await log(city.kinds.FUNDS, "20000", 510, { channel: "COMMUNITY" });
  const visit = await log(city.kinds.VISIT, "1", 560);
  const asked = await upload(worker, await picture(80));
  await worker.act("createHelpRequest", request(city, community, [asked]));
  const entries = () =>
    world.sql<{ personId: string; partnershipId: string; subjectIds: string[] }>(
      `select "personId", "partnershipId", "subjectIds"::text[] from "AuditEntry" where command = 'reading.attachment' and "cityId" = $1`,
      [city.id],
    );
  for (const person of [worker, liaison]) expect(await opens(person, money)).toBe(true);
  for (const id of [visit, asked]) expect(await opens(auditor, id)).toBe(true);
  expect(await routes().openEvidence(auditor, money, true)).toBeDefined();
  expect(await entries()).toEqual([]);

  await Promise.all([opens(auditor, money), opens(auditor, money)]);
  expect(await opens(auditor, money)).toBe(true);
  expect(await entries()).toEqual([
    {
      personId: auditor.actor.personId,
      partnershipId: pair?.id,
      subjectIds: [money, expect.any(String)],
    },
  ]);
  world.clock.passDays(1);
  await opens(auditor, money);
  expect(await entries()).toHaveLength(2);
});
