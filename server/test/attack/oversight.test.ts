import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { crc32, deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { digestOf } from "../../src/kernel/canonical.ts";
import { localDate } from "../../src/kernel/clock.ts";
import { newId } from "../../src/kernel/ids.ts";
import { unzip } from "../../src/kernel/unzip.ts";
import { ingestFile } from "../../src/modules/evidence/ingest.ts";
import { uploadEvidence } from "../../src/modules/evidence/upload-evidence.ts";
import { makeZip } from "../../src/modules/evidence/zip-fixture.ts";
import { defaultTemplate } from "../../src/modules/reports/circular-files.ts";
import { type Quarter, tellQuarter } from "../../src/modules/reports/quarter-fixture.ts";
import { useTestDatabase } from "../pg.ts";
import { TestPerson, World } from "../world.ts";
import { type RealServer, startRealServer } from "./real-server.ts";

/** What an attacker tries on the board, the files that leave, reports, search and erasure. */

const database = useTestDatabase();
let world: World;
let quarter: Quarter;
let server: RealServer;
let cookie: string;
beforeAll(async () => {
  world = await World.open(database());
  quarter = await tellQuarter(world);
  server = await startRealServer(world);
  cookie = await server.signIn(quarter.people.coordinator, "coordinator.one");
});
afterAll(async () => {
  await server.close();
  await world.close();
});

async function get(path: string, method = "GET") {
  const answer = await fetch(`${server.url}/downloads/${path}`, { method, headers: { cookie } });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

const cursor = (values: unknown) => Buffer.from(JSON.stringify(values)).toString("base64url");

/** Nobody learns from an answer how the server is made, and nothing that was sent is our failure. */
function expectNoFailure(what: string, status: number, text: string): void {
  expect([what, status < 500, text.includes("INTERNAL")]).toEqual([what, true, false]);
  expect(text).not.toMatch(/prisma|select |postgres|node_modules|\.ts:/i);
}

type Asked = [document: string, variables: Record<string, unknown>];

describe("what was never meant", () => {
  test("cursors, numbers and texts that nobody would send are wrong, and never our failure", async () => {
    const id = newId();
    const board = `query ($n: Int = 5, $a: String, $f: BoardFilter, $s: BoardSort) {
      board(first: $n, after: $a, filter: $f, sort: $s) { totalCount hiddenCount edges { node { id } } } }`;
    const search = "query ($t: String!) { search(text: $t, first: 3) { kind hits { name } } }";
    const facts = `query ($f: String!) { periodReportFacts(scope: UNIT, id: "Organization:${quarter.unit.id}", periodId: "${quarter.periods.first}", facts: $f, first: 5) { totalCount } }`;
    const asked: Asked[] = [
      ...["+275760-09-12", "-271821-04-20", "0000-01-01", "infinity", "2026-13-01"].map(
        (day): Asked => [board, { a: cursor(["1", day, id]) }],
      ),
      ...[["9".repeat(30), "2026-01-01", id], [null, null, null], [{}, [], id], ["1"], "x", 7].map(
        (values): Asked => [board, { a: cursor(values) }],
      ),
      [board, { s: { by: "GIVER" }, a: cursor(["\ud800", id]) }],
      [board, { s: { by: "GIVER" }, a: cursor(["x", "x"]) }],
      [board, { a: "!" }],
      ...[0, -1, 101, 2 ** 31 - 1].map((n): Asked => [board, { n }]),
      ...[-(2 ** 31), -1, 2 ** 31 - 1].map(
        (days): Asked => [board, { f: { lateWorkdaysAtLeast: days, stuckWorkdaysAtLeast: days } }],
      ),
      ...["-1", "9".repeat(18), "9".repeat(40), "1.5"].map(
        (amount): Asked => [board, { f: { stuckAtLeast: amount } }],
      ),
      [board, { f: { states: Array(2_000).fill("ACTIVE") } }],
      [board, { f: { text: "\ud83d%_\\'" } }],
      [board, { f: { divisionId: "Division:999999999" } }],
      [board, { f: { giverId: quarter.periods.first } }],
      ...["\u{10ffff}", "甲\u{10ffff}", "\ud800", "\ud7ff", "%", "ﷺ".repeat(300), "a".repeat(50_000)].map(
        (t): Asked => [search, { t }],
      ),
      ...["", "__proto__", "constructor", "a".repeat(10_000), ":", "../.."].map((f): Asked => [facts, { f }]),
    ];
    for (const [query, variables] of asked) {
      const { status, body } = await server.post({ query, variables }, { cookie });
      expectNoFailure(JSON.stringify(variables).slice(0, 80), status, JSON.stringify(body));
    }
  });

  test("a file's address is read strictly; other methods and other ways to it are not there", async () => {
    const board = await get("board.csv");
    expect(Object.fromEntries(board.headers)).toMatchObject({
      "cache-control": "private, no-store",
      "content-disposition": expect.stringMatching(/^attachment; filename="[\x20-\x7e]+"; filename\*=/),
      "content-type": "text/csv; charset=utf-8",
      "x-content-type-options": "nosniff",
    });
    for (const path of [
      "board.csv/",
      "%2e%2e/board.csv",
      "..%2f..%2fetc%2fpasswd",
      "BOARD.CSV",
      "board.csv%00",
    ])
      expect([path, (await get(path)).status]).toEqual([
        path,
        path.includes("%00") ? expect.any(Number) : 404,
      ]);
    for (const method of ["HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
      expect([method, (await get("board.csv", method)).status]).toEqual([method, 404]);
    const wrong = ["__proto__=1", "late=-1", "late=99999", "giver=x", "sort=__proto__", "cols=constructor"];
    for (const query of [...wrong, "locale=xx", "a[]=1", "q=%00", "q=a&q=b", "state=active.x"]) {
      const { status, text, headers } = await get(`board.csv?${query}`);
      expect([query, [400, 422].includes(status)]).toEqual([query, true]);
      expect(headers.get("content-disposition")).toBeNull();
      expectNoFailure(query, status, text);
    }
    const period = `periodId=${quarter.periods.first}`;
    for (const path of [
      "packs.zip?partnershipId=%25&periodId=1",
      `packs.zip?organizationId=${quarter.unit.id.toUpperCase()}`,
      `report.csv?scope=__proto__&id=1&${period}`,
      `report.docx?scope=DISTRICT&id=Division:1e3&${period}`,
      `report.docx?scope=COMMUNITY&id=Organization:${quarter.unit.id}&${period}`,
      `ledger.xlsx?id=${quarter.partnerships.near}&from=0000-01-01&to=9999-12-31`,
      "circular-template.docx?id=",
    ]) {
      const { status, text } = await get(path);
      expect([path, [404, 422].includes(status)]).toEqual([path, true]);
      expectNoFailure(path, status, text);
    }
  });

  test("rows that prove something are beyond the application's rights", async () => {
    const rights = await world.sql<{ name: string; update: boolean; delete: boolean; proof: boolean }>(
      `select c.relname as name, has_table_privilege(r.name, c.oid, 'update') as update, has_table_privilege(r.name, c.oid, 'delete') as delete,
         exists (select from pg_trigger g where g.tgrelid = c.oid and g.tgname = 'append_only') as proof
       from pg_class c, (select $1::name as name) r where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`,
      [new URL(database().appUrl).username],
    );
    const proofs = rights.filter(({ proof }) => proof);
    expect(proofs.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        ...["AuditEntry", "CircularTemplate", "PersonErasure", "PublishedHead", "SealedDocument"],
        "SealedReport",
      ]),
    );
    expect(proofs.filter((right) => right.update || right.delete)).toEqual([]);
    // What has versions, or follows from other rows, is never deleted by the application.
    const deletable = rights.filter((right) => right.delete).map(({ name }) => name);
    expect(deletable.sort()).toEqual(
      [
        ...["AgreementLine", "AuthAccount", "AuthLockout", "AuthRateLimit", "AuthSession", "AuthTwoFactor"],
        ...["AuthVerification", "CalendarDay", "IdempotencyKey", "OutboxEvent", "PublicFormCount"],
        ...["Letter", "WebhookAttempt", "WebhookCall"],
      ].sort(),
    );
  });
});

describe("sight", () => {
  test("who has an office here and a unit there sees and changes as each of them alone", async () => {
    const { city, unit, partnerships, people } = quarter;
    const here = await city.person(await city.office(city.district), "COORDINATOR");
    const there = await city.person(unit, "LIAISON");
    const both = new TestPerson(
      world,
      { ...here.actor, memberships: [...there.actor.memberships, ...here.actor.memberships] },
      here.membershipId,
    );
    const rows = async (person: TestPerson) => {
      const { data } = await person.ask(
        "{ board(first: 50) { totalCount edges { node { partnership { id } } } } boardTotals { total { partnerships } } }",
      );
      return data as { board: { totalCount: number; edges: { node: { partnership: { id: string } } }[] } };
    };
    // The unit's second partnership, in the other district, is no row of the office.
    expect(await rows(both)).toEqual(await rows(here));
    expect((await rows(both)).board.edges.map(({ node }) => node.partnership.id)).toEqual([
      partnerships.near,
    ]);
    const file = (await both.download("board.csv")).bytes.toString("utf8");
    expect(file).not.toContain("Garden community");
    const { data } = await both.ask(
      `mutation ($input: ExtendObligationsInput!) { extendObligations(input: $input) { ... on Failure { code } } }`,
      {
        input: {
          ...{ idempotencyKey: randomUUID(), partnershipIds: [partnerships.far], days: 5, reason: "Snow" },
        },
      },
    );
    expect(data).toEqual({ extendObligations: { code: "NOT_ALLOWED" } });
    for (const person of [people.liaison, people.worker, there]) {
      expect((await rows(person)).board).toEqual({ totalCount: 0, edges: [] });
      await expect(person.download("board.csv")).rejects.toThrow();
      await expect(person.download("packs.zip", { periodId: quarter.periods.first })).rejects.toThrow();
    }
  });

  test("search and counts tell no more than the lists", async () => {
    const other = await world.city("Elsewhere");
    const stranger = await other.person(await other.office(), "MANAGER");
    const { people, otherUnit, unit, periods } = quarter;
    const found = async (person: TestPerson, text: string) => {
      const { data } = await person.ask(
        "query ($t: String!) { search(text: $t, first: 1, kinds: [UNIT, COMMUNITY, OFFICE, PERSON, PARTNERSHIP]) { kind more hits { id } } }",
        { t: text },
      );
      return data?.["search"];
    };
    for (const text of ["Water bureau", "Zhou Lan", "bureau", "City office"])
      expect(await found(stranger, text)).toEqual([]);
    // The other unit is none of this community's; the only hit says that there are no more.
    expect(await found(people.worker, "bureau")).toMatchObject([
      { kind: "UNIT", more: false, hits: [{ id: `Organization:${unit.id}` }] },
      { kind: "PARTNERSHIP", more: false },
    ]);
    const facts = async (person: TestPerson, id: string, key: string) =>
      (
        await person.ask(
          `query ($id: ID!, $p: ID!, $f: String!) { periodReportFacts(scope: UNIT, id: $id, periodId: $p, facts: $f, first: 9) { totalCount } }`,
          { id: `Organization:${id}`, p: periods.first, f: key },
        )
      ).data?.["periodReportFacts"];
    const { data } = await people.coordinator.ask(
      `query ($id: ID!, $p: ID!) { periodReport(scope: CITY, id: $id, periodId: $p) { units(first: 9) { edges { node { id promises { owed { facts } } } } } } }`,
      { id: `City:${quarter.city.id}`, p: periods.first },
    );
    const keys = [...JSON.stringify(data).matchAll(/"facts":"([^"]+)"/g)].map(([, key]) => key ?? "");
    expect(keys.length).toBeGreaterThan(1);
    expect(await facts(people.liaison, otherUnit.id, keys[0] ?? "")).toBeNull();
    // Keys of the city's figures, asked of one's own report, hold nothing of others.
    for (const key of keys) {
      const own = (await facts(people.liaison, unit.id, key)) as { totalCount: number };
      expect([key, own.totalCount === 0 || key.includes(unit.id)]).toEqual([key, true]);
    }
  });
});

describe("files", () => {
  test("no cell calculates, and no name breaks a workbook or a line", async () => {
    const { city } = quarter;
    const names = ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", " =1+1", "\u00a0=1", "＝1", "＋1"];
    const office = await city.person(await city.office(city.district), "COORDINATOR");
    for (const [at, name] of names.entries())
      await city.partnership(await city.unit(`${name}\u0001\u001f]]>&<b>"${at}`), quarter.community);
    const csv = (await office.download("board.csv")).bytes.toString("utf8");
    const cells = [...csv.matchAll(/"((?:[^"]|"")*)"|([^,\r\n"]+)/g)].map(
      ([, quoted, bare]) => quoted ?? bare ?? "",
    );
    expect(cells.length).toBeGreaterThan(100);
    expect(cells.filter((cell) => /^[\s\u00a0]*[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
    const sheet = Buffer.from(
      unzip((await office.download("board.xlsx")).bytes)?.get("xl/worksheets/sheet1.xml") ?? [],
    ).toString("utf8");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 forbids.
    expect(sheet).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]|<f>|<b>/);
    const texts = [...sheet.matchAll(/<t xml:space="preserve">([^<]*)<\/t>/g)].map(([, text]) => text ?? "");
    expect(texts.some((text) => text.startsWith("=HYPERLINK(1)]]&gt;&amp;&lt;b&gt;&quot;0"))).toBe(true);
  });

  test("a list that came whole says how many rows it has and where the chain stood", async () => {
    const { text } = await get("board.csv?locale=en");
    const [rows = "", notes = ""] = text.split(/\r\n,*\r\n/);
    const count = rows.split("\r\n").length - 1;
    expect(notes).toMatch(new RegExp(`Rows[^\\r]*,${count},`));
    expect(notes).toMatch(/[0-9a-f]{64}/);
  });
});

describe("a circular's template", () => {
  const pack = (name: string, content: string | Uint8Array) => {
    const bytes = Buffer.from(content);
    return { name, method: 8 as const, packed: deflateRawSync(bytes), size: bytes.length, crc: crc32(bytes) };
  };
  async function documentOf(xml: string): Promise<Buffer> {
    const parts = [...(unzip(await defaultTemplate("zh")) ?? [])];
    return makeZip([
      ...parts.filter(([name]) => name !== "word/document.xml").map(([name, bytes]) => pack(name, bytes)),
      pack("word/document.xml", xml),
    ]);
  }
  const body = (inside: string, head = "") =>
    `<?xml version="1.0"?>${head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${inside}</w:body></w:document>`;
  const line = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

  async function set(bytes: Uint8Array, key: string = randomUUID()) {
    const { manager } = quarter.people;
    const ingested = await ingestFile({
      bytes,
      fileName: "template.docx",
      kind: "CIRCULAR_TEMPLATE",
      now: world.clock.now(),
    });
    if ("refusal" in ingested) return ingested.refusal;
    world.files.set(ingested.record.storageKey, ingested.content);
    const evidenceId = `Evidence:${(await uploadEvidence(manager.ctx, ingested.record)).id}`;
    const answer = await manager.act("setCircularTemplate", { evidenceId, idempotencyKey: key });
    return (
      (answer["problems"] as { code: string }[] | undefined)?.map(({ code }) => code) ?? answer["__typename"]
    );
  }

  test("is refused when it could not be filled, or would hold everybody up", async () => {
    const began = performance.now();
    const entity = `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>`;
    expect(await set(await documentOf(body(line("{{title}} &e;"), entity)))).toEqual(["NOT_A_DOCUMENT"]);
    expect(await set(await documentOf(body(`${line("{{title}}")}<w:p>`)))).toEqual(["NOT_A_DOCUMENT"]);
    const formula = `<w:p><m:oMath xmlns:m="m"><m:r><w:t>{{title}}</w:t></m:r></m:oMath></w:p>`;
    expect(await set(await documentOf(body(formula)))).toEqual(["PLACEHOLDER_UNKNOWN"]);
    expect(await set(await documentOf(body(line("{{title}} ".repeat(3_000)))))).toEqual(["TOO_MANY"]);
    expect(await set(await documentOf(body("<w:p >".repeat(600_000))))).toEqual(["NO_PLACEHOLDERS"]);
    expect(await set(await documentOf(body(" ".repeat(30_000_000))))).toEqual(["NOT_A_DOCUMENT"]);
    const names = Array.from({ length: 5_000 }, (_, at) => `{{n${at}}}`).join("");
    expect(await set(await documentOf(body(line(names))))).toHaveLength(20);
    const parts = [...(unzip(await defaultTemplate("zh")) ?? [])].map(([name, bytes]) => pack(name, bytes));
    expect(await set(makeZip([...parts, pack("word/vbaProject.bin", "x")]))).toBe("ACTIVE_CONTENT");
    expect(performance.now() - began).toBeLessThan(30_000);
  });

  test("two at once become two versions, and the same one sent again is the same", async () => {
    const key = randomUUID();
    const own = await documentOf(body(line("{{title}}")));
    const versions = async () =>
      (await world.sql<{ n: number }>(`select "versionNumber" as n from "CircularTemplate" order by 1`)).map(
        ({ n }) => n,
      );
    await Promise.all([set(own, key), set(await documentOf(body(line("{{title}} {{date}}"))))]);
    expect(await versions()).toEqual([1, 2]);
  });
});

test("no phone is found from what leaves in a pack, not from its digest either", async () => {
  const { people, periods } = quarter;
  const phone = "13987654321";
  await people.manager.act("changePerson", { personId: `Person:${people.liaison.actor.personId}`, phone });
  const parts = unzip((await people.coordinator.download("packs.zip", { periodId: periods.first })).bytes);
  const all = [...(parts ?? [])].map(([, bytes]) => Buffer.from(bytes).toString("utf8")).join("\n");
  expect(all).toContain("person.change");
  expect(all).not.toContain(phone);
  expect(all).not.toContain(digestOf(phone));
});

describe("erasure", () => {
  test("nothing comes back to a person who is being erased at the same moment", async () => {
    const { city, unit, people } = quarter;
    const { manager } = people;
    for (const [at, act] of (
      [
        ["addMembership", { organizationId: `Organization:${unit.id}`, role: "MEMBER" }],
        ["changePerson", { name: "东方朔望", phone: "13811112222" }],
        ["erasePerson", { reason: "Letter 9" }],
      ] as const
    ).entries()) {
      const gone = await city.person(unit, "MEMBER", `司徒长风${at}`);
      await world.sql(`update "Membership" set "endsOn" = '2026-02-28' where id = $1`, [gone.membershipId]);
      const personId = `Person:${gone.actor.personId}`;
      const [mutation, input] = act;
      const [erased, other] = await Promise.all([
        manager.act("erasePerson", { personId, reason: "Letter 8" }),
        manager.act(mutation, { personId, ...input }),
      ]);
      const [row] = await world.sql<{ name: string; phone: string | null; roles: number; gone: boolean }>(
        `select p.name, p.phone, p."erasedAt" is not null as gone, (select count(*)::int from "Membership" m
           where m."personId" = p.id and (m."endsOn" is null or m."endsOn" >= '2026-03-20')) as roles
         from "Person" p where p.id = $1`,
        [gone.actor.personId],
      );
      // Either the role came first and the erasure was refused, or the person is gone and has none.
      if (mutation === "addMembership" && other["id"]) expect(erased).toMatchObject({ code: "ROLES_OPEN" });
      else expect(row).toEqual({ name: "", phone: null, roles: 0, gone: true });
      if (mutation === "erasePerson")
        expect([erased, other].filter((answer) => "id" in answer)).toHaveLength(1);
      const traces = await world.sql<{ n: number }>(
        `select count(*)::int as n from "RowHistory" where "rowId" = $1 and ("row" ->> 'name' <> '' or "row" ->> 'phone' is not null)`,
        [gone.actor.personId],
      );
      if (row?.gone) {
        expect(traces).toEqual([{ n: 0 }]);
        // A request that began before it finds nobody, and writes no name.
        const stale = await gone.act("saveView", {
          ...{ officeId: `Organization:${quarter.office.id}`, name: "x", parameters: "{}", shared: false },
        });
        expect(stale).toMatchObject({ code: expect.stringMatching(/NOT_ALLOWED|NOT_FOUND/) });
      }
    }
  });

  test("the last manager of the city's office cannot leave, and so cannot be erased", async () => {
    const { manager } = quarter.people;
    const personId = `Person:${manager.actor.personId}`;
    expect(await manager.act("erasePerson", { personId, reason: "Mine" })).toMatchObject({
      code: "ROLES_OPEN",
    });
    expect(
      await manager.act("endMembership", {
        membershipId: `Membership:${manager.membershipId}`,
        endsOn: localDate("2026-03-20"),
      }),
    ).toMatchObject({ code: "LAST_MANAGER" });
  });
});

test("a view saved twice with one key is one view; with two keys at once they are two", async () => {
  const { coordinator } = quarter.people;
  const view = {
    officeId: `Organization:${quarter.office.id}`,
    name: "Late",
    parameters: "{}",
    shared: true,
  };
  const key = randomUUID();
  const answers = await Promise.all(
    [key, key, randomUUID()].map((idempotencyKey) =>
      coordinator.act("saveView", { ...view, idempotencyKey }),
    ),
  );
  expect(answers[0]?.["id"]).toBe(answers[1]?.["id"]);
  expect(answers[2]?.["id"]).not.toBe(answers[0]?.["id"]);
  for (const parameters of ["[]", "null", '{"a":1}', `{"a":"${"x".repeat(4_000)}"}`, "{"])
    expect(await coordinator.act("saveView", { ...view, parameters })).toMatchObject({
      problems: [{ code: "VIEW_PARAMETERS" }],
    });
  await world.sql(
    `insert into "SavedView" (id, "cityId", "officeId", "membershipId", name, parameters, shared)
     select gen_random_uuid(), v."cityId", v."officeId", v."membershipId", 'x', '{}', true from "SavedView" v, generate_series(1, 48)
     where v.id = $1`,
    [String(answers[0]?.["id"]).split(":")[1]],
  );
  expect(await coordinator.act("saveView", view)).toMatchObject({ problems: [{ code: "TOO_MANY" }] });
});

test("a report asked for while its period is being sealed is one or the other, never a mixture", async () => {
  const { people, periods, city } = quarter;
  const query = { scope: "CITY", id: `City:${city.id}`, periodId: periods.first, locale: "en" };
  const [, during] = await Promise.all([quarter.seal(), people.coordinator.download("report.csv", query)]);
  const after = await people.coordinator.download("report.csv", query);
  expect(during.bytes.toString("utf8")).toMatch(/[0-9a-f]{64}/);
  const again = await people.manager.download("report.csv", query);
  expect(again.bytes.equals(after.bytes)).toBe(true);
  // What was fixed, and the document that was kept, are what the chain says; nobody emptied an entry.
  await people.coordinator.download("report.docx", query);
  expect(await world.sql(`select locale from "SealedDocument"`)).toEqual([{ locale: "en" }]);
  for (const check of ["sealed-hashes", "sealed-reports", "erased-entries"]) {
    const file = new URL(`../../../prisma/checks/${check}.sql`, import.meta.url);
    expect([check, await world.sql(await readFile(file, "utf8"))]).toEqual([check, []]);
  }
});
