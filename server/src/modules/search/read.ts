import { type DivisionLevel, type OrganizationKind, Prisma } from "@gongjian/prisma/client";
import type { PersonActor } from "../../kernel/actor.ts";
import type { LocalDate } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/db.ts";
import { peopledVisibleTo, peopleVisibleTo, visibleTo } from "../organizations/policy.ts";
import { visibleTo as partnershipsVisibleTo } from "../partnerships/policy.ts";
import type { SearchTerm } from "./term.ts";

/** Several names or readings of one thing may match: so many more rows are read than things are shown. */
const SPARE = 4;
const ROLES_SHOWN = 2;

const NAME = { label: true, name: true, initials: true, pinyin: true } as const;
const LABEL = { select: { name: true }, where: { validTo: null }, take: 1 } as const;

/** Names of the actor's city that match: anywhere in a name, in its initials or in its spelling; one character or letter at the beginning. */
function matching(actor: PersonActor, { text, form, grams }: SearchTerm): Prisma.SearchNameWhereInput {
  const { cityId } = actor;
  const one = grams.length === 0;
  if (form === "NAME") {
    if (one) return { cityId, reading: 0, name: { startsWith: text } };
    const pairs = { cityId, grams: { hasEvery: [...grams] } };
    // One pair is the text itself. To ask the same twice would make the database take it for rare.
    return grams[0] === text ? pairs : { ...pairs, name: { contains: text } };
  }
  return {
    cityId,
    OR: one
      ? [{ initials: { startsWith: text } }, { name: { startsWith: text } }]
      : [
          { initials: { contains: text } },
          { pinyin: { contains: text, mode: "insensitive" } },
          { name: { contains: text } },
        ],
  };
}

/** Shorter names first: what was typed is a larger part of them. */
const shortestFirst: Prisma.SearchNameOrderByWithRelationInput[] = [
  { length: "asc" },
  { name: "asc" },
  { id: "asc" },
];

/** Organizations of some kinds that the actor may know of. One statement. */
export async function findOrganizations(
  { prisma }: Database,
  actor: PersonActor,
  term: SearchTerm,
  { kinds, count }: { kinds: readonly OrganizationKind[]; count: number },
) {
  const rows = await prisma.searchName.findMany({
    relationLoadStrategy: "join",
    where: {
      AND: [
        matching(actor, term),
        { organizationKind: kinds.length === 1 ? kinds[0] : { in: [...kinds] } },
        { organization: visibleTo(actor) },
      ],
    },
    orderBy: shortestFirst,
    take: count * SPARE,
    select: {
      ...NAME,
      organization: {
        select: {
          ...{ id: true, kind: true, name: true, endedOn: true },
          division: { select: { labels: LABEL, parent: { select: { labels: LABEL } } } },
        },
      },
    },
  });
  return firstOfEach(rows, ({ organization }) => organization?.id, count);
}

/** People whose names the actor may see, with their roles as far as the actor may see those. One statement. */
export async function findPeople(
  { prisma }: Database,
  actor: PersonActor,
  term: SearchTerm,
  { day, count }: { day: LocalDate; count: number },
) {
  const rows = await prisma.searchName.findMany({
    relationLoadStrategy: "join",
    where: {
      AND: [matching(actor, term), { organizationKind: null }, { person: peopleVisibleTo(actor, day) }],
    },
    orderBy: shortestFirst,
    take: count * SPARE,
    select: {
      ...NAME,
      person: {
        select: {
          id: true,
          memberships: {
            where: { organization: peopledVisibleTo(actor, day) },
            orderBy: [{ endsOn: { sort: "desc", nulls: "first" } }, { startsOn: "desc" }],
            take: ROLES_SHOWN,
            select: { organization: { select: { name: true } } },
          },
        },
      },
    },
  });
  return firstOfEach(rows, ({ person }) => person?.id, count);
}

/** Partnerships that the actor may see with one of these organizations as a side; the latest first. One statement. */
export async function findPartnerships(
  { prisma }: Database,
  actor: PersonActor,
  organizationIds: readonly string[],
  count: number,
) {
  const ids = { in: [...organizationIds] };
  const side = { select: { id: true, name: true } } as const;
  return prisma.partnership.findMany({
    relationLoadStrategy: "join",
    where: { AND: [partnershipsVisibleTo(actor), { OR: [{ giverId: ids }, { receiverId: ids }] }] },
    orderBy: [{ startsOn: "desc" }, { id: "desc" }],
    take: count,
    select: { id: true, state: true, giver: side, receiver: side },
  });
}

/** A division that was found, with the names above it and its own, from the top. */
export type FoundDivision = {
  id: number;
  level: DivisionLevel;
  name: string;
  initials: string;
  pinyin: string;
  names: string[];
  /** Ids from the root to the division itself. */
  ids: number[];
};

/** Divisions of the whole country: those of the actor's city first, then by level, then the shorter names. One statement. */
export async function findDivisions(
  { prisma }: Database,
  actor: PersonActor,
  term: SearchTerm,
  count: number,
): Promise<FoundDivision[]> {
  const ways = divisionsMatching(term);
  if (ways.length === 0) return [];
  const { sql } = Prisma;
  const most = count * SPARE;
  // A path ends with a slash, and "0" is the next character.
  const own = sql`s.path >= ${actor.cityPath} and s.path < ${`${actor.cityPath.slice(0, -1)}0`}`;
  const branch = (where: Prisma.Sql, elsewhere: boolean) => sql`
    (select s."divisionId", s.name, s.path, s.rank, s.initials, s.pinyin, ${elsewhere}::boolean as elsewhere
     from "SearchDivision" s where ${where} order by s.rank, s.name limit ${most})`;
  const branches = [
    branch(sql`${own} and (${Prisma.join([...ways], " or ")})`, false),
    ...ways.map((way) => branch(way, true)),
  ];
  const rows = await prisma.$queryRaw<FoundDivision[]>(sql`
    with found as (
      select * from (${Prisma.join(branches, " union all ")}) b order by elsewhere, rank, name, "divisionId" limit ${2 * most}
    )
    select f."divisionId" as id, d.level::text as level, f.name, f.initials, f.pinyin,
      string_to_array(trim(both '/' from f.path), '/')::int[] as ids,
      array(select l.name from "Division" a join "DivisionLabel" l on l."divisionId" = a.id and l."validTo" is null
        where a.id = any(string_to_array(trim(both '/' from f.path), '/')::int[]) order by length(a.path)) as names
    from found f join "Division" d on d.id = f."divisionId"
    order by f.elsewhere, f.rank, f.name, f."divisionId"`);
  return firstOfEach(rows, ({ id }) => id, count);
}

/**
 * The ways in which a division may match, each served by its own index: what is short in the order of rank, the rest by what selects.
 * None for a single letter.
 */
function divisionsMatching({ text, next, form, grams, tellingGrams }: SearchTerm): Prisma.Sql[] {
  const { sql } = Prisma;
  if (form === "NAME") {
    if (tellingGrams.length > 0)
      return [
        sql`(s.reading = 0 and s.grams @> ${[...tellingGrams]}::text[] and strpos(s.name, ${text}) > 0)`,
      ];
    const [first = ""] = text;
    return [sql`(s.reading = 0 and left(s.name, 1) = ${first} and s.name >= ${text} and s.name < ${next})`];
  }
  if (grams.length === 0) return [];
  const ways =
    text.length === 2
      ? [sql`left(s.initials, 2) = ${text}`, sql`left(lower(s.pinyin), 2) = ${text}`]
      : [
          sql`(s.initials >= ${text} and s.initials < ${next})`,
          sql`(lower(s.pinyin) >= ${text} and lower(s.pinyin) < ${next})`,
        ];
  // Ranges rather than patterns: an index serves them whatever the plan.
  if (/^\d+$/.test(text))
    ways.push(
      sql`s."divisionId" in (select l."divisionId" from "DivisionLabel" l where l.code = ${text} and l."validTo" is null)`,
    );
  return ways;
}

/** The first row of each thing, in their order. */
function firstOfEach<Row>(rows: readonly Row[], idOf: (row: Row) => unknown, count: number): Row[] {
  const seen = new Set<unknown>();
  return rows.filter((row) => !seen.has(idOf(row)) && seen.add(idOf(row)) && seen.size <= count);
}
