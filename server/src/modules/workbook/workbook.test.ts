import { deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import writeXlsx from "write-excel-file/node";
import { useTestDatabase } from "../../../test/pg.ts";
import { type TestCity, type TestPerson, World } from "../../../test/world.ts";
import { ingestFile } from "../evidence/ingest.ts";
import { uploadEvidence } from "../evidence/upload-evidence.ts";
import { makeZip } from "../evidence/zip-fixture.ts";
import { SHEETS, type SheetName } from "./columns.ts";
import { makeTemplate } from "./template.ts";

const database = useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await World.open(database());
});
afterAll(() => world.close());

type Cell = string | number | Date | null;
type Filled = Partial<Record<SheetName, Record<string, Cell>[]>>;

/** A workbook in the template's form: rows by column key. */
function workbook(filled: Filled): Promise<Buffer> {
  const cell = (value: Cell) =>
    value === null
      ? null
      : value instanceof Date
        ? { value, type: Date, format: "yyyy-mm-dd" }
        : typeof value === "number"
          ? { value, type: Number }
          : { value, type: String };
  return writeXlsx(
    Object.entries(filled).map(([name, rows]) => {
      const sheet = SHEETS[name as SheetName];
      return {
        sheet: `${sheet.zh} ${sheet.en}`,
        data: [
          sheet.columns.map(({ zh, en }) => ({ value: `${zh} ${en}`, type: String })),
          ...rows.map((row) => sheet.columns.map(({ key }) => cell(row[key] ?? null))),
        ],
      };
    }),
  ).toBuffer();
}

async function upload(person: TestPerson, bytes: Uint8Array): Promise<string> {
  const ingested = await ingestFile({ bytes, fileName: "in.xlsx", kind: "WORKBOOK", now: world.clock.now() });
  if ("refusal" in ingested) throw new Error(ingested.refusal);
  world.files.set(ingested.record.storageKey, ingested.content);
  const { id } = await uploadEvidence(person.ctx, ingested.record);
  return `Evidence:${id}`;
}

const CHECK = `query ($id: ID!) { workbookCheck(evidenceId: $id) { problemCount
  problems { sheet row cell code params { name value } } sheets { sheet created changed unchanged } } }`;

type Check = {
  problemCount: number;
  problems: { sheet: string | null; row: number | null; cell: string | null; code: string }[];
  sheets: { sheet: string; created: number; changed: number; unchanged: number }[];
};

async function check(person: TestPerson, id: string): Promise<Check> {
  const answer = await person.ask(CHECK, { id });
  expect(answer.errors).toEqual([]);
  return answer.data?.["workbookCheck"] as Check;
}

const load = (person: TestPerson, evidenceId: string) =>
  person.act("importWorkbook", { evidenceId }, "... on WorkbookImport { created changed unchanged }");

/** How many rows there are of everything that a workbook makes. */
const census = (city: TestCity) =>
  world.sql(
    `select (select count(*)::int from "Organization" where "cityId" = $1) as organizations,
      (select count(*)::int from "Person" where "cityId" = $1) as people,
      (select count(*)::int from "Membership" where "cityId" = $1) as roles,
      (select count(*)::int from "Partnership" where "cityId" = $1) as pairs,
      (select count(*)::int from "Pledge" where "cityId" = $1) as pledges,
      (select count(*)::int from "Posting" where "cityId" = $1) as postings`,
    [city.id],
  );

async function openOffice(name: string) {
  const city = await world.city(name);
  const manager = await city.person(await city.office(), "MANAGER");
  const lake = await city.community(`${name} Lake`);
  return { city, manager, lake };
}

function wholeYear(lake: string): Filled {
  const unit = { name: "文峰局", shortName: "文峰", creditCode: null, unitClass: "重点" };
  return {
    units: [unit, { name: "山前学校 ", phone: 13_900_000_009 }],
    communities: [{ name: lake, residents: "５２００" }],
    people: [
      {
        name: "李安",
        phone: "１３９００００００００1",
        organization: "文峰局",
        role: "联络员",
        title: "主任",
      },
      { name: "周平", phone: 13_900_000_002, organization: "文峰", role: "leader" },
      { name: "陈静", phone: "13900000003", organization: lake, role: "网格员" },
    ],
    pairings: [
      {
        ...{ giver: "文峰局", receiver: lake, startsOn: new Date("2026-01-01"), endsOn: "2026年12月31日" },
        ...{ documentNumber: "〔2025〕18 号", documentDate: 46_011 },
      },
      {
        ...{ giver: "文峰局", receiver: lake, kind: "领导联点", leader: "周平", startsOn: "2026/1/1" },
        ...{ endsOn: "20261231", documentNumber: "〔2025〕18 号", documentDate: "2025-12-20" },
      },
    ],
    pledges: [
      {
        giver: "文峰局",
        receiver: lake,
        purpose: "经费",
        amount: "2万元",
        pledgedOn: "2026-01-15",
        dueOn: "2026-06-30",
      },
      {
        giver: "文峰局",
        receiver: lake,
        purpose: "经费",
        amount: 1234.5,
        pledgedOn: "2026-01-15",
        dueOn: "2026-09-30",
      },
      {
        ...{ giver: "文峰局", receiver: lake, purpose: "物资", good: "大米", quantity: "12.5" },
        ...{ pledgedOn: "2026-01-15", dueOn: "2026-09-30" },
      },
    ],
  };
}

test("a workbook is checked, loaded whole, and loaded again without changing anything", async () => {
  const { city, manager, lake } = await openOffice("Once");
  const id = await upload(manager, await workbook(wholeYear(lake.name)));
  const before = await census(city);
  const dry = await check(manager, id);
  expect(dry.problems).toEqual([]);
  expect(dry.sheets.map(({ created, changed, unchanged }) => [created, changed, unchanged])).toEqual([
    [2, 0, 0],
    [0, 1, 0],
    [3, 0, 0],
    [2, 0, 0],
    [3, 0, 0],
  ]);
  expect(await census(city)).toEqual(before);

  expect(await load(manager, id)).toMatchObject({ __typename: "WorkbookImport", created: 10, changed: 1 });
  const after = await census(city);
  expect(after).toEqual([{ organizations: 4, people: 4, roles: 4, pairs: 2, pledges: 3, postings: 6 }]);
  const amounts = await world.sql(
    `select "quantity"::text as quantity, "dueOn"::text as "dueOn" from "Obligation" where "cityId" = $1 and source = 'PLEDGE' order by 2, 1`,
    [city.id],
  );
  expect(amounts).toEqual([
    { quantity: "2000000", dueOn: "2026-06-30" },
    { quantity: "123450", dueOn: "2026-09-30" },
    { quantity: "12500", dueOn: "2026-09-30" },
  ]);
  expect(
    await world.sql(
      `select phone, residents from "Organization" where "cityId" = $1 and kind <> 'OFFICE' order by name`,
      [city.id],
    ),
  ).toEqual(
    expect.arrayContaining([
      { phone: "13900000009", residents: null },
      { phone: null, residents: 5200 },
    ]),
  );

  const again = await load(manager, await upload(manager, await workbook(wholeYear(lake.name))));
  expect(again).toMatchObject({ __typename: "WorkbookImport", created: 0, changed: 0, unchanged: 11 });
  expect(await census(city)).toEqual(after);
  const entries = await world.sql(
    `select command, payload::json ->> 'sha256' as sha256, cardinality("subjectIds") > 10 as named from "AuditEntry"
     where "cityId" = $1 and command = 'workbook.import' order by seq`,
    [city.id],
  );
  expect(entries).toEqual([
    { command: "workbook.import", sha256: expect.stringMatching(/^[0-9a-f]{64}$/), named: true },
    { command: "workbook.import", sha256: expect.any(String), named: false },
  ]);
});

test("one bad cell loads nothing, and every bad cell is named", async () => {
  const { city, manager, lake } = await openOffice("Bad");
  const filled = wholeYear(lake.name);
  const bad: Filled = {
    ...filled,
    units: [
      ...(filled.units ?? []),
      { name: "", creditCode: "123" },
      { name: "x", creditCode: "91350100M000100Y44" },
    ],
    people: [
      { name: "李安", phone: "abc", organization: "Nobody", role: "boss" },
      { name: "王", organization: "文峰局", role: "网格员" },
    ],
    pledges: [
      {
        giver: "文峰局",
        receiver: lake.name,
        purpose: "x",
        amount: "-5",
        pledgedOn: "2026-13-01",
        dueOn: "2026-01-01",
      },
    ],
  };
  const before = await census(city);
  const id = await upload(manager, await workbook(bad));
  const dry = await check(manager, id);
  expect(dry.problems.map(({ sheet, cell, code }) => [sheet, cell, code])).toEqual(
    [
      ["UNITS", "A4", "REQUIRED"],
      ["UNITS", "C5", "CREDIT_CODE_WRONG"],
      ["PEOPLE", "D2", "UNKNOWN_WORD"],
      ["PEOPLE", "D3", "ROLE_NOT_FOR_KIND"],
      ["PLEDGES", "D2", "AMOUNT_NEGATIVE"],
      ["PLEDGES", "G2", "DATE_UNREADABLE"],
      ["PAIRINGS", expect.any(String), "UNKNOWN_LEADER"],
    ].sort(
      (a, b) =>
        ["UNITS", "PEOPLE", "PAIRINGS", "PLEDGES"].indexOf(String(a[0])) -
        ["UNITS", "PEOPLE", "PAIRINGS", "PLEDGES"].indexOf(String(b[0])),
    ),
  );
  const refused = await load(manager, id);
  expect(refused).toMatchObject({ __typename: "ValidationError" });
  expect(refused["problems"]).toContainEqual({ path: ["units", "C5"], code: "CREDIT_CODE_WRONG" });
  expect(await census(city)).toEqual(before);
});

test("only managers of the city's office, and only who uploaded it", async () => {
  const { city, manager, lake } = await openOffice("Who");
  const id = await upload(manager, await workbook(wholeYear(lake.name)));
  const coordinator = await city.person(await city.office(), "COORDINATOR");
  const other = await city.person(await city.office(), "MANAGER");
  const district = await city.person(await city.office(city.district), "MANAGER");
  const stranger = (await openOffice("Elsewhere")).manager;
  for (const person of [coordinator, other, district, stranger]) {
    expect(await check(person, id)).toBeNull();
    expect((await load(person, id))["__typename"]).toBe("NotFound");
  }
  const own = await upload(coordinator, await workbook(wholeYear(lake.name)));
  expect(await check(coordinator, own)).toBeNull();
  expect(await load(coordinator, own)).toMatchObject({ __typename: "Forbidden" });
});

test("two managers who load the same at once make it once", async () => {
  const { city, manager, lake } = await openOffice("Twice");
  const other = await city.person(await city.office(), "MANAGER");
  const bytes = await workbook(wholeYear(lake.name));
  const ids = [await upload(manager, bytes), await upload(other, bytes)];
  const answers = await Promise.all([load(manager, ids[0] ?? ""), load(other, ids[1] ?? "")]);
  expect(answers.map((answer) => answer["created"]).sort()).toEqual([0, 10]);
  expect(await census(city)).toMatchObject([{ pairs: 2, pledges: 3 }]);
});

test("the template is read back without a problem but that it is empty", async () => {
  const { manager } = await openOffice("Template");
  const dry = await check(manager, await upload(manager, await makeTemplate()));
  expect(dry.problems.map(({ code }) => code)).toEqual(["NO_ROWS"]);
});

test("a zip bomb and a broken file are refused before anything reads them", async () => {
  const size = 200 * 1024 * 1024;
  const bomb = makeZip([
    { name: "xl/worksheets/sheet1.xml", method: 8, packed: deflateRawSync(Buffer.alloc(size)), size },
  ]);
  const take = (bytes: Uint8Array) =>
    ingestFile({ bytes, fileName: "a.xlsx", kind: "WORKBOOK", now: world.clock.now() });
  expect(await take(bomb)).toEqual({ refusal: "ARCHIVE_TOO_LARGE" });
  expect(await take(Buffer.from("PK\u0003\u0004 nothing"))).toEqual({ refusal: "BROKEN_FILE" });
});

test("a unit whose own row is wrong is not missed again in the rows that name it", async () => {
  const { manager, lake } = await openOffice("Listed");
  const filled = wholeYear(lake.name);
  const [first = {}, ...others] = filled.units ?? [];
  const id = await upload(
    manager,
    await workbook({ ...filled, units: [{ ...first, creditCode: "123" }, ...others] }),
  );
  const dry = await check(manager, id);
  expect(
    dry.problems.filter(({ code }) => code !== "UNKNOWN_LEADER").map(({ cell, code }) => [cell, code]),
  ).toEqual([["C2", "CREDIT_CODE_WRONG"]]);
});
