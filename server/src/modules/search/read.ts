import { type DivisionLevel, type OrganizationKind, Prisma } from "@gongjian/prisma/client";
import { organizationIds, type PersonActor } from "../../kernel/actor.ts";
import type { LocalDate } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/db.ts";
import { reachOf, seesAll } from "../organizations/public-reach.ts";
import { visibleTo as partnershipsVisibleTo } from "../partnerships/policy.ts";
import type { SearchTerm } from "./term.ts";

/** Several names or readings of one thing may match: so many more rows are read than things are shown. */
const SPARE = 4;
const ROLES_SHOWN = 2;

/** Kinds of names, as they are shown apart. */
export type NameGroup = "UNIT" | "COMMUNITY" | "OFFICE" | "PERSON";

/** A name that was found: of an organization or of a person. */
export type FoundName = {
  group: NameGroup;
  /** Of the organization or the person. */
  id: string;
  label: string;
  name: string;
  initials: string;
  pinyin: string;
  /** Of an organization that has ended. */
  ended: boolean;
  /** Of an organization the division above its own and its own; of a person organizations in which the actor may see a role. */
  place: string[];
};

/** Names that match: anywhere in a name, in its initials or in its spelling; one character or letter at the beginning. */
function matching({ text, next, form, grams }: SearchTerm): Prisma.Sql {
  const { sql } = Prisma;
  const begins = sql`(n.name >= ${text} and n.name < ${next})`;
  if (grams.length === 0)
    return form === "NAME"
      ? sql`n.reading = 0 and ${begins}`
      : sql`(${begins} or n.initials >= ${text} and n.initials < ${next})`;
  if (form === "SPELLED")
    return sql`(strpos(n.initials, ${text}) > 0 or strpos(lower(n.pinyin), ${text}) > 0 or strpos(n.name, ${text}) > 0)`;
  const pairs = sql`n.grams @> ${[...grams]}::text[]`;
  // One pair is the text itself. To ask the same twice would make the database take it for rare.
  return grams[0] === text ? pairs : sql`${pairs} and strpos(n.name, ${text}) > 0`;
}

const KINDS = {
  UNIT: ["PARTNER_UNIT"],
  COMMUNITY: ["COMMUNITY"],
  OFFICE: ["OFFICE", "TEAM"],
} as const satisfies Partial<Record<NameGroup, readonly OrganizationKind[]>>;

/**
 * Organizations that the actor may know of, and people whose names it may see, shorter names first: what was typed is a larger part
 * of them. One statement.
 */
export async function findNames(
  { prisma }: Database,
  actor: PersonActor,
  term: SearchTerm,
  { groups, day, count }: { groups: readonly NameGroup[]; day: LocalDate; count: number },
): Promise<FoundName[]> {
  if (groups.length === 0) return [];
  const { sql } = Prisma;
  const city = sql`${actor.cityId}::uuid`;
  const whole = seesAll(actor);
  const isUnit = organizationIds(actor, "PARTNER_UNIT").length > 0;
  // A list of one: only the index by person serves a list, and the database would take the exclusion constraint's slow one.
  const rolesOf = (person: Prisma.Sql) => sql`m."cityId" = ${city} and m."personId" = any(array[${person}])`;
  const all = (kind: OrganizationKind) => whole || kind === "OFFICE" || (isUnit && kind === "COMMUNITY");
  const branch = (group: NameGroup, where: Prisma.Sql) => sql`
    (select ${group}::text as "group", n.* from "SearchName" n where n."cityId" = ${city} and ${matching(term)} and ${where}
     order by n.length, n.name, n.id limit ${count * SPARE})`;
  const branches = groups.flatMap((group) => {
    if (group === "PERSON") {
      // Asked of one name after the other until enough are found, rather than joined.
      const seen = whole
        ? sql`(n."personId" = ${actor.personId}::uuid or (select true from "Membership" m where ${rolesOf(sql`n."personId"`)} limit 1))`
        : sql`n."personId" = any(array(select id from people))`;
      return [branch(group, sql`n."organizationKind" is null and ${seen}`)];
    }
    return KINDS[group].map((kind) =>
      branch(
        group,
        sql`n."organizationKind" = ${kind}::"OrganizationKind" ${all(kind) ? Prisma.empty : sql`and n."organizationId" = any(array(select id from known))`}`,
      ),
    );
  });
  const label = (division: Prisma.Sql) =>
    sql`(select l.name from "DivisionLabel" l where l."divisionId" = ${division} and l."validTo" is null limit 1)`;
  const rows = await prisma.$queryRaw<FoundName[]>(sql`
    with ${whole ? Prisma.empty : reachOf(actor, day)} found as (${Prisma.join(branches, " union all ")})
    select f."group", coalesce(f."organizationId", f."personId") as id, f.label, f.name, f.initials, f.pinyin,
      o."endedOn" is not null as ended,
      case when f."personId" is null then array_remove(array[${label(sql`d."parentId"`)}, ${label(sql`d.id`)}], null)
        else array(select r.name from "Membership" m join "Organization" r on r."cityId" = m."cityId" and r.id = m."organizationId"
          where ${rolesOf(sql`f."personId"`)} ${whole ? Prisma.empty : sql`and m."organizationId" in (select id from peopled)`}
          order by m."endsOn" desc nulls first, m."startsOn" desc limit ${ROLES_SHOWN}) end as place
    from found f
    left join "Organization" o on o."cityId" = ${city} and o.id = f."organizationId"
    left join "Division" d on d.id = o."divisionId"
    order by f.length, f.name, f.id`);
  return groups.flatMap((group) =>
    firstOfEach(
      rows.filter((row) => row.group === group),
      ({ id }) => id,
      count,
    ),
  );
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
    where: {
      AND: [
        seesAll(actor) ? { cityId: actor.cityId } : partnershipsVisibleTo(actor),
        { OR: [{ giverId: ids }, { receiverId: ids }] },
      ],
    },
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
          text.length === 3
            ? sql`left(lower(s.pinyin), 3) = ${text}`
            : sql`(lower(s.pinyin) >= ${text} and lower(s.pinyin) < ${next})`,
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
