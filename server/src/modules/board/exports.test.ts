import { buffer } from "node:stream/consumers";
import { parse } from "csv-parse/sync";
import readWorkbook from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { act } from "../../../test/access/pair-story.ts";
import { openPair } from "../../../test/pair.ts";
import { useTestDatabase } from "../../../test/pg.ts";
import { countStatements, type TestCity, type TestPerson, World } from "../../../test/world.ts";
import { localDate, toDbDate } from "../../kernel/clock.ts";
import type { DownloadContext } from "../../kernel/download.ts";
import { newId } from "../../kernel/ids.ts";
import { chainHeadOf } from "../audit/public.ts";
import { boardColumns } from "./address.ts";
import { downloads } from "./downloads.ts";
import { words } from "./words.ts";

const database = useTestDatabase();
let world: World;
let city: TestCity;
let people: Record<
  "city" | "auditor" | "district" | "street" | "elsewhere" | "unit" | "community",
  TestPerson
>;
let giverId: string;
let otherDistrict: { id: number; path: string };

/** Many pairs of two districts, some late, some with money on its way or in dispute, one suspended. */
beforeAll(async () => {
  world = await World.open(database());
  world.clock.goTo(localDate("2026-03-02"));
  const pair = await openPair(world, "Exports");
  city = pair.city;
  otherDistrict = await city.otherDistrict("Other District");
  const abroad = await openPair(world, "Abroad");
  people = {
    city: pair.officeManager,
    auditor: await city.person(await city.office(), "AUDITOR"),
    district: await city.person(await city.office(otherDistrict), "COORDINATOR"),
    street: await city.person(await city.office(city.street), "LEADER"),
    elsewhere: abroad.coordinator,
    unit: pair.manager,
    community: pair.head,
  };
  const units = await Promise.all(["=1+1 Bureau", "水务局", "Bank"].map((name) => city.unit(name)));
  giverId = units[1]?.id ?? "";
  for (const [index, parent] of [city.street, otherDistrict, city.street, otherDistrict].entries()) {
    const community = await city.community(`社区 ${index}`, parent);
    for (const [at, unit] of units.entries()) {
      const id = await city.partnership(unit, community);
      await promise(id, unit.id, community.id, `2026-0${1 + ((index + at) % 4)}-15`);
    }
  }
  const { partnershipId, kindId, liaison, head, coordinator } = pair;
  await act(liaison, "makePledge", {
    partnershipId,
    purpose: "Lamps",
    lines: [{ kindId: kindId("FUNDS"), instalments: [{ quantity: "12345678", dueOn: "2026-03-12" }] }],
  });
  const deliveryId = await act(liaison, "logDelivery", {
    partnershipId,
    kindId: kindId("FUNDS"),
    quantity: "10000001",
    occurredOn: "2026-03-02",
  });
  await act(head, "acceptDelivery", { deliveryId, quantity: "9999999", reason: "short" });
  const suspended = await city.partnership(
    await city.unit("Paused"),
    await city.community("Rest", city.street),
  );
  await act(coordinator, "suspendPartnership", {
    partnershipId: `Partnership:${suspended}`,
    reason: "Works",
  });
  world.clock.goTo(localDate("2026-03-20"));
});
afterAll(() => world.close());

async function promise(partnershipId: string, giver: string, receiverId: string, dueOn: string) {
  const due = toDbDate(localDate(dueOn));
  await world.database.prisma.obligation.create({
    data: {
      id: newId(),
      cityId: city.id,
      giverId: giver,
      receiverId,
      partnershipId,
      kindId: city.kinds.VISIT,
      source: "COMMITMENT",
      quantity: 3n,
      opensOn: toDbDate(localDate("2026-01-01")),
      dueOn: due,
      originalDueOn: due,
    },
  });
}

function contextOf({ actor, ctx }: TestPerson): DownloadContext {
  const storage = { open: () => Promise.reject(new Error("no files")), exists: async () => false };
  return { ...ctx, actor, storage };
}

async function bytesOf(person: TestPerson, format: "csv" | "xlsx", query: Record<string, string>) {
  const declared = downloads.find(({ path }) => path === `board.${format}`);
  if (!declared) throw new Error(`no board.${format}`);
  const { body, fileName } = await declared.open(contextOf(person), query);
  return { fileName, bytes: body instanceof Uint8Array ? Buffer.from(body) : await buffer(body) };
}

type Cells = Record<string, string>;
const MONEY = new Set(
  [words.zh, words.en].flatMap(({ head: { stuckAmount, pledged, sent, received, spent } }) => [
    stuckAmount,
    pledged,
    sent,
    received,
    spent,
  ]),
);

/** The rows of both files by their heads, as texts; and what stands below or beside them. */
async function filesOf(person: TestPerson, query: Record<string, string>) {
  const csv = parse((await bytesOf(person, "csv", query)).bytes, { bom: true }) as string[][];
  const [head = []] = csv;
  const end = csv.findIndex((line) => line.every((cell) => cell === ""));
  const keyed = (line: string[]): Cells => Object.fromEntries(head.map((name, at) => [name, line[at] ?? ""]));
  const [sheet, notes] = await readWorkbook((await bytesOf(person, "xlsx", query)).bytes);
  const plain = (name: string, cell: unknown) => {
    if (cell === null || cell === undefined) return "";
    if (cell instanceof Date) return cell.toISOString().slice(0, 10);
    return MONEY.has(name) && typeof cell === "number" ? cell.toFixed(2) : String(cell);
  };
  const [xlsxHead = [], ...lines] = sheet?.data ?? [];
  return {
    head,
    xlsxHead,
    csv: csv.slice(1, end).map(keyed),
    xlsx: lines.map((line) => Object.fromEntries(head.map((name, at) => [name, plain(name, line[at])]))),
    csvNotes: csv.slice(end + 1).map(([label, said]) => [label, said]),
    xlsxNotes: (notes?.data ?? []).map(([label, said]) => [String(label), String(said)]),
  };
}

const NODE = `receivedIn firstDueOn suspendedOn openPromises lateWorkdays lateCount pledged sent received spent
  stuck { at amount since workdays } openDisputes disputeSince awaiting awaitingSince unacknowledgedDays lastContactOn
  needs needsSince partnership { kind basis state startsOn endsOn giver { name } receiver { name } }`;

type Node = Record<string, unknown> & {
  receivedIn: string[];
  stuck: { at: keyof typeof words.zh.stuckAt; amount: string; since: string; workdays: number } | null;
  needs: keyof typeof words.zh.needs;
  partnership: {
    kind: keyof typeof words.zh.kind;
    basis: keyof typeof words.zh.basis;
    state: keyof typeof words.zh.state;
    startsOn: string;
    endsOn: string;
    giver: { name: string };
    receiver: { name: string };
  };
};

/** The board as the screen pages through it. */
async function pagesOf(person: TestPerson, filter: object, sort?: object): Promise<Node[]> {
  const nodes: Node[] = [];
  let after: string | null = null;
  for (let page = 0; page < 20; page++) {
    const { data, errors } = await person.ask(
      `query ($after: String, $filter: BoardFilter, $sort: BoardSort) {
        board(first: 8, after: $after, filter: $filter, sort: $sort) {
          totalCount pageInfo { hasNextPage endCursor } edges { node { ${NODE} } } } }`,
      { after, filter, sort },
    );
    expect(errors).toEqual([]);
    const board = data?.["board"] as {
      totalCount: number;
      pageInfo: { hasNextPage: boolean; endCursor: string };
      edges: { node: Node }[];
    };
    nodes.push(...board.edges.map(({ node }) => node));
    if (!board.pageInfo.hasNextPage) {
      expect(nodes).toHaveLength(board.totalCount);
      return nodes;
    }
    after = board.pageInfo.endCursor;
  }
  throw new Error("the board does not end");
}

const yuan = (fen: unknown) => (fen == null ? "" : (Number(fen) / 100).toFixed(2));

/** What a file must say of a row of the API, in Chinese. */
function expectedOf(node: Node): Cells {
  const { head, stuckAt, needs, kind, basis, state } = words.zh;
  const { partnership, stuck } = node;
  const plain = (value: unknown) => (value === null || value === undefined ? "" : String(value));
  return {
    [head.giver]: partnership.giver.name,
    [head.receiver]: partnership.receiver.name,
    [head.receivedIn]: node.receivedIn.join(" "),
    [head.lateCount]: plain(node["lateCount"]),
    [head.lateWorkdays]: plain(node["lateWorkdays"]),
    [head.firstDueOn]: plain(node["firstDueOn"]),
    [head.suspendedOn]: plain(node["suspendedOn"]),
    [head.openPromises]: plain(node["openPromises"]),
    [head.stuckAmount]: yuan(stuck?.amount),
    [head.stuckAt]: stuck ? stuckAt[stuck.at] : "",
    [head.stuckSince]: plain(stuck?.since),
    [head.stuckWorkdays]: plain(stuck?.workdays),
    [head.openDisputes]: plain(node["openDisputes"]),
    [head.disputeSince]: plain(node["disputeSince"]),
    [head.lastContactOn]: plain(node["lastContactOn"]),
    [head.needs]: needs[node.needs],
    [head.needsSince]: plain(node["needsSince"]),
    [head.kind]: kind[partnership.kind],
    [head.basis]: basis[partnership.basis],
    [head.state]: state[partnership.state],
    [head.pledged]: yuan(node["pledged"]),
    [head.sent]: yuan(node["sent"]),
    [head.received]: yuan(node["received"]),
    [head.spent]: yuan(node["spent"]),
    [head.awaiting]: plain(node["awaiting"]),
    [head.awaitingSince]: plain(node["awaitingSince"]),
    [head.unacknowledgedDays]: plain(node["unacknowledgedDays"]),
    [head.startsOn]: partnership.startsOn,
    [head.endsOn]: partnership.endsOn,
  };
}

const ALL = boardColumns.join(".").toLowerCase();

const questions: { name: string; query: Record<string, string>; filter: () => object; sort?: object }[] = [
  { name: "as it opens", query: {}, filter: () => ({}) },
  {
    name: "late, latest first",
    query: { late: "0", sort: "late" },
    filter: () => ({ lateWorkdaysAtLeast: 0 }),
    sort: { by: "LATE" },
  },
  {
    name: "of one unit, by community the other way round",
    get query() {
      return { giver: giverId, sort: "-receiver" };
    },
    filter: () => ({ giverId: `Organization:${giverId}` }),
    sort: { by: "RECEIVER", descending: true },
  },
  {
    name: "of one district, what needs someone",
    get query() {
      return { division: String(otherDistrict.id), mine: "1", sort: "giver" };
    },
    filter: () => ({ divisionId: `Division:${otherDistrict.id}`, needsMe: true }),
    sort: { by: "GIVER" },
  },
  {
    name: "suspended, in dispute or with waiting money",
    query: { state: "active.suspended.ended", amount: "1", stuck: "1", dispute: "1", sort: "-stuck" },
    filter: () => ({
      states: ["ACTIVE", "SUSPENDED", "ENDED"],
      stuckAtLeast: "1",
      stuckWorkdaysAtLeast: 1,
      disputeOpen: true,
    }),
    sort: { by: "STUCK", descending: true },
  },
];

describe("screen, API and files say the same", () => {
  test.each(questions)("$name", async ({ query, filter, sort }) => {
    const sizes: Record<string, number> = {};
    for (const name of ["city", "auditor", "district", "street", "elsewhere"] as const) {
      const nodes = await pagesOf(people[name], filter(), sort);
      const files = await filesOf(people[name], { ...query, cols: ALL });
      sizes[name] = nodes.length;
      expect(files.head).toEqual(files.xlsxHead);
      // The columns that the API has under another name are looked at below.
      const { pairingNote, firstDue } = words.zh.head;
      const known = (rows: Cells[]) => rows.map(({ [pairingNote]: _note, [firstDue]: _due, ...row }) => row);
      const wanted = nodes.map(expectedOf);
      expect(known(files.xlsx)).toEqual(wanted);
      expect(known(files.csv)).toEqual(
        wanted.map((row) => ({
          ...row,
          单位: row["单位"]?.startsWith("=") ? `'${row["单位"]}` : row["单位"],
        })),
      );
    }
    // The question tells the territories apart, and finds something.
    expect(sizes["city"]).toBe(sizes["auditor"]);
    expect(sizes["city"]).toBeGreaterThan(0);
    expect(new Set([sizes["city"], sizes["district"], sizes["street"], sizes["elsewhere"]]).size).not.toBe(1);
  });

  test("what the page shows of the partnership itself", async () => {
    const { csv } = await filesOf(people.city, { cols: "giver.promises", giver: giverId, sort: "receiver" });
    expect(csv[0]).toMatchObject({
      单位: "水务局",
      结对说明: "",
      最先到期的承诺: "走访 0/3，2026-02-15 到期",
    });
  });
});

test("the columns are those of the page, in its order, in either language", async () => {
  const usual = await filesOf(people.street, {});
  expect(usual.head).toEqual(
    [
      "giver",
      "pairingNote",
      "receiver",
      "receivedIn",
      "lateCount",
      "lateWorkdays",
      "firstDueOn",
      "suspendedOn",
    ]
      .concat(["openPromises", "firstDue", "stuckAmount", "stuckAt", "stuckSince", "stuckWorkdays"])
      .concat(["openDisputes", "disputeSince", "lastContactOn", "needs", "needsSince"])
      .map((key) => words.zh.head[key as keyof typeof words.zh.head]),
  );
  const english = await filesOf(people.street, { cols: "term.money", locale: "en" });
  expect(english.head).toEqual([
    "Unit",
    "Pairing",
    "Pledged (yuan)",
    "Sent (yuan)",
    "Received (yuan)",
    "Spent (yuan)",
    "Term from",
    "Term to",
  ]);
  expect((await bytesOf(people.city, "xlsx", {})).fileName).toBe("共建看板-2026-03-20.xlsx");
  expect((await bytesOf(people.city, "csv", { locale: "en" })).fileName).toBe("board-2026-03-20.csv");
});

test("a file says what it is, and the chain says who took it", async () => {
  const query = { late: "3", q: "水务", giver: giverId, sort: "-late" };
  const { csv, csvNotes, xlsxNotes } = await filesOf(people.district, query);
  const head = await chainHeadOf(world.database.prisma, city.id);
  const said = Object.fromEntries(xlsxNotes);
  expect(said).toMatchObject({
    筛选: "名称含“水务”; 单位：水务局; 逾期 3 个工作日以上",
    排序: "先看逾期最久的（倒序）",
    行数: String(csv.length),
    导出时间: expect.stringMatching(/^2026-03-20 09:00:00 \+08:00$/),
  });
  // The head that stands in the file is the entry of the export itself.
  expect(said["审计链末条"]).toContain(`第 ${head?.seq} 条 ${head?.hash}`);
  expect(csvNotes.map(([label]) => label)).toEqual(xlsxNotes.map(([label]) => label));
  const [entry] = await world.sql<{ command: string; payload: string; personId: string }>(
    `select command, payload, "personId" from "AuditEntry" where "cityId" = $1 order by seq desc limit 1`,
    [city.id],
  );
  expect(entry).toMatchObject({ command: "reading.export", personId: people.district.actor.personId });
  expect(JSON.parse(entry?.payload ?? "{}")).toMatchObject({
    of: "board",
    format: "xlsx",
    by: "LATE",
    descending: true,
    filter: { giverId, lateWorkdaysAtLeast: 3 },
  });
  expect(entry?.payload).not.toContain("水务");
  // An id of another city is neither found nor named.
  const stranger = await filesOf(people.elsewhere, { giver: giverId });
  expect(stranger.csv).toEqual([]);
  expect(Object.fromEntries(stranger.xlsxNotes)["筛选"]).toBe("单位：（看不到的）");
});

test("who is in no office has no board to take away; what cannot be read is refused", async () => {
  for (const name of ["unit", "community"] as const)
    await expect(bytesOf(people[name], "csv", {})).rejects.toMatchObject({ failure: { type: "Forbidden" } });
  const before = await chainHeadOf(world.database.prisma, city.id);
  for (const [parameter, value] of [
    ["late", "-1"],
    ["giver", "nobody"],
    ["state", "active.gone"],
    ["sort", "--late"],
    ["cols", "giver.phone"],
    ["locale", "fr"],
    ["lates", "1"],
  ] as const)
    await expect(bytesOf(people.city, "xlsx", { [parameter]: value }), parameter).rejects.toMatchObject({
      failure: { problems: [{ path: [parameter], code: "OUT_OF_RANGE" }] },
    });
  expect(await chainHeadOf(world.database.prisma, city.id)).toEqual(before);
});

test("a file costs as many statements for one row as for many", async () => {
  const statements = async (query: Record<string, string>) =>
    (await countStatements(world, () => bytesOf(people.city, "csv", query))).length;
  expect(await statements({})).toBe(await statements({ q: "Paused" }));
});
