import type pg from "pg";

/** One division that differs: its code, its name now, and what it would be. */
export type DifferingDivision = { code: string; name: string; before: string | null; after: string | null };

/** How many differ in one way, and the first of them. */
export type Differing = { count: number; first: DifferingDivision[] };

/** How a data set differs from the tree. */
export type Difference = {
  created: Differing;
  renamed: Differing;
  moved: Differing;
  gone: Differing;
  /** How many of those that are gone stay because organizations sit there or below. */
  kept: number;
};

/** How many of each kind of difference a report names. */
export const SHOWN = 20;

/** Whether there is anything to write. */
export function isDifferent({ created, renamed, moved, gone, kept }: Difference): boolean {
  return created.count + renamed.count + moved.count + gone.count - kept > 0;
}

/**
 * Compares the temporary table `incoming` with the standing divisions of the scopes; leaves the rows in the temporary table `differing`.
 *
 * @returns also whether any division that a scope names was there before.
 */
export async function compare(
  client: pg.ClientBase,
  scopes: readonly string[],
): Promise<{ difference: Difference; known: boolean }> {
  await client.query(
    `create temp table differing on commit drop as
     select 'NEW' as kind, i.id, i.code, i.name, null::text as was, i.name as becomes, '{}'::jsonb as before, '{}'::jsonb as after, false as kept
       from incoming i where i."isNew"
     union all
     select 'RENAMED', i.id, i.code, l.name, l.name, i.name, jsonb_build_object('name', l.name), jsonb_build_object('name', i.name), false
       from incoming i join "DivisionLabel" l on l."divisionId" = i.id and l."validTo" is null
       where not i."isNew" and l.name <> i.name
     union all
     select 'MOVED', i.id, i.code, i.name, old.code, i."parentCode",
         jsonb_build_object('parentId', d."parentId"), jsonb_build_object('parentCode', i."parentCode"), false
       from incoming i join "Division" d on d.id = i.id left join incoming p on p.code = i."parentCode"
         left join "DivisionLabel" old on old."divisionId" = d."parentId" and old."validTo" is null
       where not i."isNew" and (d."parentId" is distinct from p.id or p."isNew")
     union all
     select 'GONE', d.id, l.code, l.name, l.code, null, jsonb_build_object('endedOn', null), jsonb_build_object('ended', true),
         exists (select from "Organization" o join "Division" at on at.id = o."divisionId"
                 where o."endedOn" is null and at.path like d.path || '%')
           or exists (select from "City" c join "Division" at on at.id = c."divisionId" where at.path like d.path || '%')
       from "DivisionLabel" l join "Division" d on d.id = l."divisionId"
       where l."validTo" is null and d."endedOn" is null and d.level in ('PROVINCE', 'CITY', 'COUNTY', 'STREET', 'COMMUNITY')
         and l.code ~ '^\\d+$' and exists (select from unnest($1::text[]) s(scope) where s.scope = 'all' or l.code like s.scope || '%')
         and not exists (select from incoming i where i.code = l.code)`,
    [scopes],
  );
  const { rows } = await client.query(
    `select kind, code, name, was as before, becomes as after, count from (
       select *, (count(*) over (partition by kind))::int as count, row_number() over (partition by kind order by code) as place
       from differing) d
     where place <= ${SHOWN} order by kind, code`,
  );
  const kept = await client.query(`select count(*)::int as count from differing where kept`);
  const of = (kind: string): Differing => {
    const found = rows.filter((row) => row.kind === kind);
    return {
      count: found[0]?.count ?? 0,
      first: found.map(({ code, name, before, after }) => ({ code, name, before, after })),
    };
  };
  const known = await client.query(
    `select exists (select from incoming where not "isNew" and (code = any($1::text[]) or 'all' = any($1::text[]))) as known`,
    [scopes],
  );
  return {
    difference: {
      created: of("NEW"),
      renamed: of("RENAMED"),
      moved: of("MOVED"),
      gone: of("GONE"),
      kept: kept.rows[0].count,
    },
    known: known.rows[0].known,
  };
}
