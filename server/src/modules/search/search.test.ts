import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "../../../test/pg.ts";
import {
  countStatements,
  type TestCity,
  type TestOrganization,
  type TestPerson,
  World,
} from "../../../test/world.ts";
import { COMMON_GRAMS, cleaned, gramsOf, readingsOf } from "./model.ts";

const database = useTestDatabase();
let world: World;
let city: TestCity;
let unit: TestOrganization;
let community: TestOrganization;
let readings: Map<string, string[]>;
const actors: Record<string, TestPerson> = {};

/** Of the actor's own city, with marks, spaces, letters, digits and characters of two readings. */
const UNITS = ["西岭市邮政局", "中国银行（城东）支行", "长乐音乐学院", "KTV行业协会 3队", "重庆饭店"];
const COMMUNITIES = ["湖滨社区", "西湖社区", "六安路社区居委会", "长沙路社区"];

beforeAll(async () => {
  world = await World.open(database());
  city = await world.city("西岭市");
  const rows = await world.sql<{ character: string; syllables: string[] }>(
    'select * from "CharacterReading"',
  );
  readings = new Map(rows.map(({ character, syllables }) => [character, syllables]));
  const units = [];
  for (const name of UNITS) units.push(await city.unit(name));
  const communities = [];
  for (const name of COMMUNITIES) communities.push(await city.community(name));
  const district = await city.otherDistrict("东岭区");
  [unit, community] = [units[0] as TestOrganization, communities[0] as TestOrganization];
  await city.partnership(unit, community);
  await city.partnership(units[1] as TestOrganization, communities[1] as TestOrganization);
  actors["office"] = await city.person(await city.office(city.root, "西岭市创文办"), "COORDINATOR", "王小明");
  actors["otherDistrict"] = await city.person(
    await city.office(district, "东岭区创文办"),
    "MANAGER",
    "单雄信",
  );
  actors["unit"] = await city.person(unit, "LIAISON", "曾国安");
  actors["community"] = await city.person(community, "MANAGER", "古丽·艾力");
  const elsewhere = await world.city("北山市");
  const stranger = await elsewhere.unit("西湖社区邮政局");
  actors["stranger"] = await elsewhere.person(stranger, "MANAGER", "王小红");
});
afterAll(() => world.close());

type Hit = {
  kind: string;
  id: string;
  name: string;
  withName: string | null;
  place: string[];
  markFrom: number | null;
  markLength: number | null;
};
type Group = { kind: string; more: boolean; hits: Hit[] };

async function search(
  who: string,
  text: string,
  kinds: string[] | null = null,
  first = 100,
): Promise<Group[]> {
  const answer = await actors[who]?.ask(
    `query ($text: String!, $first: Int!, $kinds: [SearchKind!]) { search(text: $text, first: $first, kinds: $kinds) {
       kind more hits { kind id name withName place markFrom markLength } } }`,
    { text, first, kinds },
  );
  expect(answer?.errors).toEqual([]);
  return answer?.data?.["search"] as Group[];
}
const names = (groups: Group[], kind?: string) =>
  groups.filter((group) => !kind || group.kind === kind).flatMap(({ hits }) => hits.map(({ name }) => name));

/** What the lists of the modules show: the measure of what a search may find. */
async function visible(who: string): Promise<Map<string, string>> {
  const answer = await actors[who]?.ask(
    `{ organizations(first: 100) { edges { node { id name } } } people(first: 100) { edges { node { id name } } }
       partnerships(first: 100) { edges { node { id } } } }`,
  );
  expect(answer?.errors).toEqual([]);
  const lists = Object.values(answer?.data ?? {}) as { edges: { node: { id: string; name?: string } }[] }[];
  return new Map(lists.flatMap(({ edges }) => edges.map(({ node }) => [node.id, node.name ?? ""])));
}

test.each(["office", "otherDistrict", "unit", "community", "stranger"])(
  "%s finds each organization and person it may see by every piece of the name, and nothing else",
  async (who) => {
    const seen = await visible(who);
    expect(seen.size).toBeGreaterThan(0);
    const found = new Map<string, Set<string>>();
    const finds = async (text: string, id: string) => {
      let ids = found.get(text);
      if (!ids) {
        const groups = await search(who, text, ["UNIT", "COMMUNITY", "OFFICE", "PERSON", "PARTNERSHIP"]);
        ids = new Set(groups.flatMap(({ hits }) => hits.map((hit) => hit.id)));
        found.set(text, ids);
        for (const one of ids) expect(seen.has(one), `${text} finds ${one}`).toBe(true);
      }
      expect(ids, `${text} finds ${seen.get(id)}`).toContain(id);
    };
    for (const [id, name] of seen) {
      if (!/^(Organization|Person):/.test(id)) continue;
      const text = cleaned(name);
      for (const piece of gramsOf(text)) await finds(piece, id);
      for (const { initials, pinyin } of readingsOf(text, readings)) {
        await finds(initials, id);
        await finds(initials.slice(0, 2), id);
        await finds(pinyin.toLowerCase().slice(0, 5), id);
      }
    }
    // What others may see is looked for too.
    for (const text of ["西湖", "邮政", "xhsq", "王", "小红", "北山市", "社区"]) {
      for (const { hits } of await search(who, text, [
        "UNIT",
        "COMMUNITY",
        "OFFICE",
        "PERSON",
        "PARTNERSHIP",
      ]))
        for (const { id, name } of hits) expect(seen.has(id), `${text} finds ${name}`).toBe(true);
    }
  },
);

test("what is typed is cleaned; the part that matches is marked; partnerships come with their sides", async () => {
  expect(names(await search("office", " ＸＨＳＱ "), "COMMUNITY")).toEqual(["西湖社区"]);
  expect(names(await search("office", "银 行(城"), "UNIT")).toEqual(["中国银行（城东）支行"]);
  expect(await search("office", "　（）% _")).toEqual([]);
  expect(await search("office", "无".repeat(500))).toEqual([]);
  const marked = async (text: string) => {
    const hit = (await search("office", text, ["UNIT"]))[0]?.hits[0];
    return (
      hit && [...hit.name].slice(hit.markFrom ?? 99, (hit.markFrom ?? 0) + (hit.markLength ?? 0)).join("")
    );
  };
  expect(await marked("行城东")).toBe("行（城东");
  expect(await marked("yzj")).toBe("邮政局");
  expect(await marked("youzheng")).toBe("邮政");
  const [pair] = (await search("unit", "湖滨")).filter(({ kind }) => kind === "PARTNERSHIP");
  expect(pair?.hits).toMatchObject([{ name: unit.name, withName: community.name }]);
  expect((await search("office", "社区", ["COMMUNITY"], 2))[0]).toMatchObject({
    more: true,
    hits: { length: 2 },
  });
});

test("divisions of the whole country are found by everybody, the own city's first, with what they lie in", async () => {
  const found = async (who: string, text: string) =>
    (await search(who, text, ["DIVISION"])).flatMap(({ hits }) =>
      hits.map(({ name, place }) => [...place, name].join("/")),
    );
  expect((await found("office", "西岭"))[0]).toBe("西岭市");
  expect((await found("stranger", "北山"))[0]).toBe("北山市");
  expect(await found("stranger", "湖社")).toEqual(["西岭市/西岭市 District/西岭市 Street/西湖社区"]);
  for (const text of ["西", "西湖", "xhsq", "xihu", "xi"])
    expect(await found("stranger", text)).toContain("西岭市/西岭市 District/西岭市 Street/西湖社区");
  // Neither half of a common ending selects anything: then names that begin with it.
  expect(await found("office", "社区")).toEqual([]);
  for (const text of ["cslsq", "zslsq", "changshalu"]) expect(await found("office", text)).toHaveLength(1);
});

test("the index follows every write by itself", async () => {
  const { prisma } = world.database;
  const of = (text: string, kind: string) => search("office", text, [kind]).then((groups) => names(groups));
  await prisma.organization.update({ where: { id: unit.id }, data: { shortName: "邮局" } });
  expect(await of("邮局", "UNIT")).toEqual(["邮局"]);
  await prisma.organization.update({
    where: { id: unit.id },
    data: { name: "西岭市邮务局", shortName: null },
  });
  expect([await of("邮局", "UNIT"), await of("邮政", "UNIT"), await of("邮务", "UNIT")]).toEqual([
    [],
    [],
    ["西岭市邮务局"],
  ]);
  const person = await city.person(community, "MEMBER", "欧阳修文");
  expect(await of("oyx", "PERSON")).toEqual(["欧阳修文"]);
  await prisma.person.update({
    where: { id: person.actor.personId },
    data: { name: "", erasedAt: world.clock.now() },
  });
  expect(await of("oyx", "PERSON")).toEqual([]);
  expect(await world.sql(`select from "SearchName" where "personId" = $1`, [person.actor.personId])).toEqual(
    [],
  );

  const divisions = () =>
    search("office", "西湖", ["DIVISION"]).then((groups) => groups.flatMap(({ hits }) => hits));
  const [before] = await divisions();
  const id = Number(before?.id.split(":")[1]);
  await prisma.division.update({
    where: { id },
    data: { path: `${city.root.path}${id}/`, parentId: city.root.id },
  });
  expect((await divisions())[0]?.place).toEqual(["西岭市"]);
  await prisma.division.update({ where: { id }, data: { endedOn: new Date("2026-03-01") } });
  expect(await divisions()).toEqual([]);
});

test("the server's keys are the database's, character by character", async () => {
  const texts = [
    ...UNITS,
    ...COMMUNITIES,
    "",
    "·",
    "ＡＢＣ　１２",
    "重庆长沙六安路",
    "㐀𠀀北",
    "a_b%c\\d",
    "吕ü绿",
    "①甲",
    "Ⅳ区",
    "ﬁ〇",
  ];
  const rows = await world.sql<{ name: string; grams: string[]; telling: string[]; readings: unknown }>(
    `select t.name, grams_of(t.name) as grams, grams_of(t.name, common_grams()) as telling,
       (select jsonb_agg(jsonb_build_object('initials', r.initials, 'pinyin', r.pinyin) order by r.reading) from readings_of(t.name) r) as readings
     from unnest($1::text[]) with ordinality u(text, n), lateral (select search_text(u.text) as name) t order by u.n`,
    [texts],
  );
  expect(rows).toEqual(
    texts.map((text) => {
      const name = cleaned(text);
      return {
        name,
        grams: gramsOf(name),
        telling: gramsOf(name, COMMON_GRAMS),
        readings: readingsOf(name, readings),
      };
    }),
  );
  const [common] = await world.sql<{ grams: string[] }>("select common_grams() as grams");
  expect([...COMMON_GRAMS].sort()).toEqual(common?.grams.sort());
});

test("the same few statements, one hit or many", async () => {
  const statements = async (text: string) =>
    (await countStatements(world, () => search("office", text))).length;
  const [one, many] = [await statements("创文办"), await statements("西岭")];
  expect(one).toBe(many);
  expect(many).toBeLessThanOrEqual(6);
});
