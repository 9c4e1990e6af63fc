import { createHash } from "node:crypto";
import { Document, Packer, Paragraph } from "docx";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import { type TestPerson, World } from "../../../test/world.ts";
import { localDate } from "../../kernel/clock.ts";
import { Rejection } from "../../kernel/result.ts";
import { unzip } from "../../kernel/unzip.ts";
import { ingestFile } from "../evidence/ingest.ts";
import { uploadEvidence } from "../evidence/upload-evidence.ts";
import { PLACEHOLDERS } from "./circular.ts";
import { defaultTemplate } from "./circular-files.ts";
import { textsOfDocx } from "./docx-text.ts";
import { done, type Quarter, tellQuarter } from "./quarter-fixture.ts";

const database = useTestDatabase();
let world: World;
let quarter: Quarter;
let city: { scope: string; id: string; periodId: string };
beforeAll(async () => {
  world = await World.open(database());
  quarter = await tellQuarter(world, "滨湖市");
  city = { scope: "CITY", id: `City:${quarter.city.id}`, periodId: quarter.periods.first };
});
afterAll(() => world.close());

type Answered = { bytes: Buffer; fileName: string } | { code: string; problems?: unknown };

async function fetched(person: TestPerson, path: string, query: Record<string, string>): Promise<Answered> {
  try {
    return await person.download(path, query);
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    const { failure } = error;
    return failure.type === "ValidationError"
      ? { code: failure.code, problems: failure.problems }
      : { code: failure.code };
  }
}

async function taken(person: TestPerson, path: string, query: Record<string, string>) {
  const answer = await fetched(person, path, query);
  if (!("bytes" in answer)) throw new Error(`${path}: ${answer.code}`);
  return answer;
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const lines = (bytes: Uint8Array) => textsOfDocx(bytes) ?? [];

test("a report as a document and as CSV says what the screen says, in both languages, with the head of the chain", async () => {
  world.clock.goTo(localDate("2026-03-20"));
  const { coordinator } = quarter.people;
  const zh = await taken(coordinator, "report.docx", city);
  expect(zh.fileName).toBe("滨湖市-2026Q1-周期报告.docx");
  const text = lines(zh.bytes);
  expect(text).toContain("滨湖市2026 年第一季度共建周期报告");
  expect(text).toEqual(
    expect.arrayContaining(["待对方确认", "20,000.00 元", "Flood relief went first", "City office"]),
  );
  expect(text.join("\n")).toMatch(/审计链 第 \d+ 条 [0-9a-f]{64}/);
  const en = lines((await taken(coordinator, "report.docx", { ...city, locale: "en" })).bytes);
  expect(en).toEqual(
    expect.arrayContaining(["1. Promises (how many)", "Awaiting confirmation", "¥15,000.00"]),
  );
  // No name of a person leaves with a report.
  expect(`${text}${en}`).not.toContain("Zhou Lan");

  const csv = (await taken(coordinator, "report.csv", { ...city, locale: "en" })).bytes.toString("utf8");
  expect(csv).toContain('2. Kinds of support,1 Funds,Owed,"¥20,000.00"');
  expect(csv).toContain("1. Promises (how many),4 Awaiting confirmation,This period,2");
  expect(csv).toMatch(/Audit chain,\d+ [0-9a-f]{64}/);
});

test("what an office takes along stands in the chain; a side with its own report is not watched", async () => {
  const { people, city: place, unit } = quarter;
  const recorded = async () => {
    const rows = await world.sql<{ n: number }>(
      `select count(*)::int as n from "AuditEntry" where chain = $1 and command = 'reading.report'`,
      [place.id],
    );
    return rows[0]?.n ?? 0;
  };
  const before = await recorded();
  const own = { scope: "UNIT", id: `Organization:${unit.id}`, periodId: quarter.periods.first };
  await taken(people.liaison, "report.docx", own);
  expect(await recorded()).toBe(before);
  await taken(people.coordinator, "report.docx", own);
  expect(await recorded()).toBe(before + 1);
});

test("what one may not see is not found, and a wrong question is told so", async () => {
  const { people, unit, partnerships } = quarter;
  const notFound = { code: "NOT_FOUND" };
  expect(await fetched(people.liaison, "report.docx", city)).toEqual(notFound);
  expect(await fetched(people.liaison, "circular.docx", city)).toEqual(notFound);
  expect(await fetched(people.districtOfficer, "circular.docx", city)).toEqual(notFound);
  expect(await fetched(people.liaison, "circular-template.docx", {})).toEqual({ code: "NOT_ALLOWED" });
  const days = { from: "2026-01-01", to: "2026-03-31" };
  expect(await fetched(people.otherLiaison, "ledger.xlsx", { id: partnerships.near, ...days })).toEqual(
    notFound,
  );
  expect(
    await fetched(people.liaison, "report.csv", { scope: "UNIT", id: `Organization:${unit.id}` }),
  ).toEqual({
    code: "VALIDATION",
    problems: [{ path: ["periodId"], code: "REQUIRED" }],
  });
  expect(
    await fetched(people.liaison, "ledger.docx", { id: partnerships.near, ...days, to: "soon" }),
  ).toMatchObject({
    problems: [{ path: ["to"], code: "NOT_A_DATE" }],
  });
  expect(
    await fetched(people.coordinator, "circular.docx", { ...city, number: "x".repeat(61) }),
  ).toMatchObject({
    problems: [{ path: ["number"], code: "TOO_LONG" }],
  });
});

test("the ledger has the usual columns, in both formats", async () => {
  const { people, partnerships } = quarter;
  const query = { id: partnerships.near, from: "2026-01-01", to: "2026-03-31" };
  const { data } = await people.worker.ask(
    `query ($id: ID!) { partnershipLedger(id: $id, from: "2026-01-01", to: "2026-03-31") {
      giver { name } totals { kind { code } quantity accepted }
      rows(first: 10) { totalCount edges { node { on kind { code } content quantity accepted handler { name } confirmer { name } confirmedOn state voucherNumber evidenceCount } } } } }`,
    { id: partnerships.near },
  );
  expect(data?.["partnershipLedger"]).toMatchObject({
    giver: { name: "Water bureau" },
    totals: [
      { kind: { code: "FUNDS" }, quantity: "2000000", accepted: "1500000" },
      { kind: { code: "VISIT" }, quantity: "3", accepted: "3" },
    ],
    rows: {
      totalCount: 2,
      edges: [
        {
          node: {
            on: "2026-03-02",
            kind: { code: "VISIT" },
            content: "Stairs and lamps",
            confirmedOn: "2026-03-02",
          },
        },
        { node: { kind: { code: "FUNDS" }, accepted: "1500000", state: "DISPUTED", voucherNumber: "W-17" } },
      ],
    },
  });
  const text = lines((await taken(people.liaison, "ledger.docx", query)).bytes);
  expect(text).toEqual(
    expect.arrayContaining([
      "序号",
      "单位经办人",
      "社区确认人",
      "确认日期",
      "佐证数",
      "20,000.00 元",
      "有异议；凭证号 W-17",
    ]),
  );
  const xlsx = unzip((await taken(people.liaison, "ledger.xlsx", query)).bytes);
  const sheet = Buffer.from(xlsx?.get("xl/worksheets/sheet1.xml") ?? []).toString("utf8");
  expect(sheet).toContain("数量/金额");
  expect(sheet).toContain("<v>20000.00</v>");
  // It names people: an office that takes it along is recorded, the sides are not.
  await taken(people.coordinator, "ledger.docx", query);
  const readings = await world.sql<{ person: string }>(
    `select "personId" as person from "AuditEntry" where chain = $1 and command = 'reading.export'`,
    [quarter.city.id],
  );
  expect(readings).toEqual([{ person: people.coordinator.actor.personId }]);
});

/** An upload as the file route makes it; its id. */
async function upload(person: TestPerson, bytes: Uint8Array): Promise<string> {
  const ingested = await ingestFile({
    bytes,
    fileName: "template.docx",
    kind: "CIRCULAR_TEMPLATE",
    now: world.clock.now(),
  });
  if ("refusal" in ingested) throw new Error(ingested.refusal);
  world.files.set(ingested.record.storageKey, ingested.content);
  return `Evidence:${(await uploadEvidence(person.ctx, ingested.record)).id}`;
}

const documentOf = (...texts: string[]) =>
  Packer.toBuffer(new Document({ sections: [{ children: texts.map((text) => new Paragraph(text)) }] }));

test("the product's own template has every place, and a circular of it has none left", async () => {
  const { coordinator } = quarter.people;
  const template = await defaultTemplate("zh");
  expect(sha256(template)).toBe(sha256(await defaultTemplate("zh")));
  for (const name of PLACEHOLDERS) expect(lines(template).join("\n")).toContain(`{{${name}}}`);
  const { bytes, fileName } = await taken(coordinator, "circular.docx", {
    ...city,
    number: "滨创办〔2026〕7 号",
    closing: "{{closing}} {{{title}}}",
  });
  expect(fileName).toBe("通报-2026Q1.docx");
  const text = lines(bytes).join("\n");
  expect(text).not.toMatch(/\{\{/);
  expect(text).toContain("滨创办〔2026〕7 号");
  expect(text).toContain("本期应完成义务 4 件，按时完成 1 件");
  expect(text).toContain("City office");
  // Both units have nothing late while the quarter runs; names of persons are in no circular.
  expect(text).toContain("Post bureau、Water bureau");
  expect(text).not.toContain("Zhou Lan");
});

test("a city's own template holds from its upload on, and earlier ones stay", async () => {
  const { people, city: place } = quarter;
  const { manager, coordinator } = people;
  const set = async (bytes: Uint8Array) =>
    manager.act("setCircularTemplate", { evidenceId: await upload(manager, bytes) }, "id");
  expect(await set(await documentOf("{{title}} {{rank}} {{best person}}"))).toMatchObject({
    problems: [
      { path: ["evidenceId"], code: "PLACEHOLDER_UNKNOWN" },
      { path: ["evidenceId"], code: "PLACEHOLDER_UNKNOWN" },
    ],
  });
  expect(await set(await documentOf("No place at all"))).toMatchObject({
    problems: [{ code: "NO_PLACEHOLDERS" }],
  });
  const own = await documentOf("Our words: {{title}}", "{{unitsLate}}");
  const evidenceId = await upload(manager, own);
  expect(await coordinator.act("setCircularTemplate", { evidenceId })).toMatchObject({ code: "NOT_ALLOWED" });
  const first = await done(manager, "setCircularTemplate", { evidenceId });
  await done(manager, "setCircularTemplate", {
    evidenceId: await upload(manager, await documentOf("New: {{title}}")),
  });
  const { data } = await coordinator.ask(
    `{ circularTemplates(first: 5) { totalCount edges { node { versionNumber fileName placeholders byName } } } circularPlaceholders { name isBlock } }`,
  );
  expect(data).toMatchObject({
    circularTemplates: {
      totalCount: 2,
      edges: [
        { node: { versionNumber: 2, placeholders: ["title"] } },
        { node: { versionNumber: 1, placeholders: ["title", "unitsLate"], byName: "Zhou Lan" } },
      ],
    },
  });
  const circular = lines((await taken(coordinator, "circular.docx", city)).bytes);
  expect(circular[0]).toBe("New: 关于2026 年第一季度共建结对工作情况的通报");
  const kept = await taken(coordinator, "circular-template.docx", { id: first });
  expect(sha256(kept.bytes)).toBe(sha256(own));
  await expect(
    world.sql(`update "CircularTemplate" set "fileName" = 'x' where "cityId" = $1`, [place.id]),
  ).rejects.toThrow(/never changed/);
});

test("the document of a sealed report has the same bytes a year later, whatever happened since", async () => {
  const { people, unit, waiting } = quarter;
  const { coordinator, manager } = people;
  await quarter.seal();
  const own = { scope: "UNIT", id: `Organization:${unit.id}`, periodId: quarter.periods.first };
  const [first, second] = await Promise.all([
    taken(coordinator, "report.docx", city),
    taken(manager, "report.docx", city),
  ]);
  expect(sha256(second.bytes)).toBe(sha256(first.bytes));
  const csv = await taken(coordinator, "report.csv", city);
  await done(people.otherWorker, "acceptDelivery", { deliveryId: waiting });
  await done(manager, "changeOrganization", { organizationId: own.id, name: "Renamed bureau", version: 0 });
  world.clock.goTo(localDate("2027-04-10"));
  expect(sha256((await taken(coordinator, "report.docx", city)).bytes)).toBe(sha256(first.bytes));
  expect((await taken(coordinator, "report.csv", city)).bytes.equals(csv.bytes)).toBe(true);
  // Not only because it was kept: made for the first time now, it is what it would have been then.
  const late = lines((await taken(people.liaison, "report.docx", own)).bytes);
  expect(late).toContain("Water bureau2026 年第一季度共建周期报告");
  const [kept] = await world.sql<{ sha256: string }>(
    `select payload::jsonb ->> 'sha256' as sha256 from "AuditEntry" where chain = $1 and command = 'report.keepDocument' order by seq limit 1`,
    [quarter.city.id],
  );
  expect(kept?.sha256).toBe(sha256(first.bytes));
});
