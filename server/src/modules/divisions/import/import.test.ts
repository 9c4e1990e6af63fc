import { execFileSync } from "node:child_process";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../../test/pg.ts";
import { type DataFile, type DataSet, readDataSet } from "./data-set.ts";
import { importDivisions } from "./load.ts";
import { parseDataSet } from "./parse.ts";

const database = useTestDatabase();
let owner: pg.Client;
beforeAll(async () => {
  owner = new pg.Client({ connectionString: database().ownerUrl });
  await owner.connect();
});
afterAll(() => owner.end());

const FIXTURE = join(import.meta.dirname, "fixture");
const dataSet = readDataSet(FIXTURE);

/** The fixture with one file changed. */
function changed(file: DataFile, change: (text: string) => string): DataSet {
  return { ...dataSet, files: { ...dataSet.files, [file]: change(dataSet.files[file]) } };
}

const load = (scopes: string[], of = dataSet, apply = false, day = "2026-03-02") =>
  importDivisions(owner, {
    divisions: parseDataSet(of, scopes),
    scopes,
    release: "fixture@1",
    apply,
    now: new Date(`${day}T02:00:00Z`),
  });

async function tree() {
  const { rows } = await owner.query(
    `select l.code, l.name, p.code as parent, d."endedOn"::text as "endedOn", d.path = coalesce(pd.path, '/') || d.id || '/' as "pathFits"
     from "Division" d join lateral (select * from "DivisionLabel" l where l."divisionId" = d.id order by "validFrom" desc limit 1) l on true
       left join "Division" pd on pd.id = d."parentId" left join "DivisionLabel" p on p."divisionId" = pd.id and p."validTo" is null
     order by l.code`,
  );
  return rows;
}

test("malformed lines are named with file and line, and nothing is loaded", async () => {
  const faults: [DataFile, (text: string) => string, RegExp][] = [
    [
      "villages.csv",
      (text) => text.replace(/^970101002001,.*$/m, "970101002001"),
      /^villages\.csv, line 4: 6 fields expected, 1 found\. Nothing/,
    ],
    [
      "streets.csv",
      (text) => text.replace("970101002,", "97010100X,"),
      /^streets\.csv, line 3: the code "97010100X" is not 9 digits/,
    ],
    [
      "streets.csv",
      (text) => text.replace('"山前街道"', '"山前街道'),
      /^streets\.csv, line 3: the quotes do not match/,
    ],
    ["areas.csv", (text) => text.replace('"西区"', '""'), /^areas\.csv, line 3: 970102 has no name/],
    ["areas.csv", (text) => `${text}970101,"又一区",9701,97\n`, /^areas\.csv, line 5: 970101 is there twice/],
    [
      "villages.csv",
      (text) => `${text}970301001001,"x",970301001,97,9703,970301\n`,
      /line 7: 970301001001 stands under 970301001, which is not there/,
    ],
    [
      "villages.csv",
      (text) => `${text}970101001009,"x",970201001,97,9702,970201\n`,
      /line 7: 970101001009 does not begin with 970201001/,
    ],
    [
      "cities.csv",
      (text) => text.replace("provinceCode", "province"),
      /^cities\.csv, line 1: the head does not name/,
    ],
    [
      "areas.csv",
      (text) => text.replace("东区", "东\uFFFD"),
      /^areas\.csv, line 2: the name of 970101 has characters/,
    ],
    ["provinces.csv", () => "", /^provinces\.csv is empty/],
  ];
  for (const [file, change, said] of faults)
    expect(() => parseDataSet(changed(file, change), ["9701"])).toThrow(said);
  expect(() => parseDataSet(dataSet, ["9709"])).toThrow("no division 9709");
  expect(await tree()).toEqual([]);
});

test("a prefecture is loaded whole, loading again changes nothing, differences wait for --apply", async () => {
  expect(await load(["9701"])).toMatchObject({ written: "LOADED", difference: { created: { count: 11 } } });
  const loaded = await tree();
  expect(loaded.map(({ code }) => code)).toEqual([
    ...["97", "9701", "970101", "970101001", "970101001001", "970101001002", "970101002", "970101002001"],
    ...["970102", "970102100", "970102100201"],
  ]);
  expect(loaded.every((row) => row.pathFits)).toBe(true);
  expect(await load(["9701"])).toMatchObject({
    written: "NOTHING",
    difference: { created: { count: 0 }, gone: { count: 0 } },
  });

  const next = changed("villages.csv", (text) =>
    text
      .replace("湖岸社区", "湖心社区")
      .replace(/^970101001002.*\n/m, "")
      .concat('970101002002,"山后社区",970101002,97,9701,970101\n'),
  );
  const seen = await load(["9701"], next);
  expect(seen).toMatchObject({
    written: "NOTHING",
    difference: {
      created: { count: 1, first: [{ code: "970101002002", name: "山后社区" }] },
      renamed: { count: 1, first: [{ code: "970101001001", before: "湖岸社区", after: "湖心社区" }] },
      gone: { count: 1, first: [{ code: "970101001002", name: "码头社区" }] },
      kept: 0,
    },
  });
  expect(await tree()).toEqual(loaded);

  expect(await load(["9701"], next, true, "2026-04-01")).toMatchObject({ written: "APPLIED" });
  const labels = await owner.query(
    `select name, "validFrom"::text as "from", "validTo"::text as "to" from "DivisionLabel" where code like '970101001001' or code = '970101002002' order by code, 2`,
  );
  expect(labels.rows).toEqual([
    { name: "湖岸社区", from: "1992-01-01", to: "2026-04-01" },
    { name: "湖心社区", from: "2026-04-01", to: null },
    { name: "山后社区", from: "2026-04-01", to: null },
  ]);
  const ended = (await tree()).filter((row) => row.endedOn !== null);
  expect(ended).toMatchObject([{ code: "970101001002", endedOn: "2026-03-31" }]);
  expect(await load(["9701"], next)).toMatchObject({ written: "NOTHING" });
  const chain = await owner.query(
    `select command, payload::json ->> 'release' as release from "AuditEntry" order by seq`,
  );
  expect(chain.rows).toEqual([
    { command: "divisions.import", release: "fixture@1" },
    { command: "divisions.import", release: "fixture@1" },
  ]);
});

test("what moves takes its subtree along; what has organizations stays", async () => {
  const street = await owner.query<{ id: number; path: string }>(
    `select d.id, d.path from "Division" d join "DivisionLabel" l on l."divisionId" = d.id where l.code = '970101002' and l."validTo" is null`,
  );
  const west = await owner.query<{ id: number }>(
    `select l."divisionId" as id from "DivisionLabel" l where l.code = '970102' and l."validTo" is null`,
  );
  // As if an office had moved the street by hand: the data set says otherwise.
  await owner.query(`update "Division" set "parentId" = $2 where id = $1`, [
    street.rows[0]?.id,
    west.rows[0]?.id,
  ]);
  const report = await load(["9701"], dataSet, true, "2026-05-01");
  expect(report).toMatchObject({ written: "APPLIED", difference: { moved: { count: 1 } } });
  expect((await tree()).every((row) => row.pathFits)).toBe(true);

  const cityId = "018f0000-0000-7000-8000-000000000001";
  await owner.query(
    `insert into "City" (id, "divisionId", name, "openedOn") select $1, l."divisionId", 'x', '2026-01-01' from "DivisionLabel" l where l.code = '9701'`,
    [cityId],
  );
  await owner.query(
    `insert into "Organization" (id, "cityId", kind, name, "divisionId", "startedOn")
     select '018f0000-0000-7000-8000-000000000002', $1, 'COMMUNITY', 'x', l."divisionId", '2026-01-01' from "DivisionLabel" l where l.code = '970102100201'`,
    [cityId],
  );
  const without = changed("villages.csv", (text) => text.replace(/^970102100201.*\n/m, ""));
  expect(await load(["9701"], without, true, "2026-06-01")).toMatchObject({
    written: "NOTHING",
    difference: { gone: { count: 1 }, kept: 1 },
  });
});

test("all the rest joins what is there", async () => {
  expect(await load(["all"])).toMatchObject({ written: "NOTHING", difference: { created: { count: 4 } } });
  expect(await load(["all"], dataSet, true)).toMatchObject({ written: "APPLIED" });
  expect((await tree()).every((row) => row.pathFits)).toBe(true);
  const since = await owner.query(
    `select d."startedOn"::text as since from "Division" d join "DivisionLabel" l on l."divisionId" = d.id where l.code = '970201001001'`,
  );
  expect(since.rows).toEqual([{ since: "1992-01-01" }]);
});

test("an npm package file is read like a folder, a damaged one is refused", () => {
  const folder = process.env["TMPDIR"] ?? "/tmp";
  const file = join(folder, `divisions-${process.pid}.tgz`);
  execFileSync(
    "tar",
    [
      "-czf",
      file,
      "--transform",
      "s,^,package/dist/,",
      ...["provinces", "cities", "areas", "streets", "villages"].map((n) => `${n}.csv`),
    ],
    { cwd: FIXTURE },
  );
  expect(readDataSet(file).files).toEqual(dataSet.files);
  execFileSync("rm", [file]);
  expect(() => readDataSet(import.meta.filename)).toThrow("cannot be unpacked");
  expect(() => readDataSet("/nowhere")).toThrow("There is no /nowhere");
});
