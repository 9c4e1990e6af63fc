import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { LocalDate } from "../../../kernel/clock.ts";
import { newId } from "../../../kernel/ids.ts";
import { COMMON_GRAMS, cleaned, gramsOf, readingsOf } from "../../search/model.ts";
import { childPath } from "../territory.ts";
import { DataSetError } from "./data-set.ts";
import type { IncomingDivision } from "./parse.ts";
import { takeRulesDown } from "./rules.ts";

/** Where a division stands in the tree. */
export type Place = { id: number; path: string };

/** Tells what was just done, and how long it took. */
export type Timed = <T>(step: string, work: () => Promise<T>) => Promise<T>;

// The data set does not say since when a division exists. This is the earliest day that the product knows.
const SINCE = "1992-01-01";
// So many at once are written without indexes and checks between tables, which follow for all of them together.
const REBUILT_FROM = 50_000;
// What these triggers do for each write is done here for all rows together.
const BY_SET = ["search_added", "overlap_added"];
const CHUNK = 256 * 1024;
/** The levels in the order of the enum, from 1. */
const LEVELS = ["PROVINCE", "CITY", "COUNTY", "STREET", "COMMUNITY"];

/**
 * Writes new divisions (parents first), their labels and their rows in the search index by COPY, with everything computed here: the
 * database only stores, and checks afterwards. `standing` names those of the data set that are there already, by their codes.
 *
 * @returns where the new ones stand, by their codes.
 */
export async function addDivisions(
  client: pg.ClientBase,
  input: { divisions: readonly IncomingDivision[]; standing: ReadonlyMap<string, Place>; on: LocalDate },
  timed: Timed,
): Promise<ReadonlyMap<string, Place>> {
  const { divisions, standing, on } = input;
  const placed = new Map<string, Place>();
  if (divisions.length === 0) return placed;
  const ids = await reserveIds(client, divisions.length);
  for (const [at, { code, parentCode }] of divisions.entries()) {
    const parent = parentCode === null ? null : (placed.get(parentCode) ?? standing.get(parentCode));
    if (parent === undefined) throw new Error(`${code} comes before ${parentCode}, under which it stands`);
    const id = ids[at] ?? 0;
    placed.set(code, { id, path: childPath(parent?.path ?? null, id) });
  }
  // A division whose prefecture was not known at all existed before; one that joins a known prefecture begins today.
  const since = ({ code }: IncomingDivision) => (standing.has(code.slice(0, 4)) ? on : SINCE);
  const place = (code: string) => placed.get(code) ?? standing.get(code);

  const rebuilt = divisions.length > REBUILT_FROM ? await takeRulesDown(client) : [];
  for (const trigger of BY_SET) await client.query(`alter table "DivisionLabel" disable trigger ${trigger}`);
  await timed("Divisions", () =>
    copy(client, '"Division" (id, "parentId", level, path, "startedOn")', divisions, (division) => {
      const { id, path } = place(division.code) as Place;
      const parent = division.parentCode === null ? "\\N" : place(division.parentCode)?.id;
      return `${id}\t${parent}\t${division.level}\t${path}\t${since(division)}\n`;
    }),
  );
  await timed("Labels", () =>
    copy(client, '"DivisionLabel" (id, "divisionId", code, name, "validFrom")', divisions, (division) => {
      const { code, name } = division;
      return `${newId()}\t${place(code)?.id}\t${code}\t${escaped(name)}\t${since(division)}\n`;
    }),
  );
  const readings = await readReadings(client);
  await timed("Names to search by", () =>
    copy(
      client,
      '"SearchDivision" ("divisionId", reading, name, path, rank, grams, initials, pinyin)',
      divisions,
      ({ code, name, level }) => {
        const { id, path } = place(code) as Place;
        const text = cleaned(name);
        const rank = (LEVELS.indexOf(level) + 1) * 100 + [...text].length;
        const grams = escaped(`{${gramsOf(text, COMMON_GRAMS).map(quoted).join(",")}}`);
        let lines = "";
        for (const [reading, { initials, pinyin }] of readingsOf(text, readings).entries())
          lines += `${id}\t${reading}\t${escaped(text)}\t${path}\t${rank}\t${reading === 0 ? grams : "\\N"}\t${initials}\t${pinyin}\n`;
        return lines;
      },
    ),
  );
  for (const trigger of BY_SET) await client.query(`alter table "DivisionLabel" enable trigger ${trigger}`);
  for (const { name, statement } of rebuilt) await timed(name, () => client.query(statement));
  await refuseOverlaps(client);
  return placed;
}

/** A current label must begin when the closed ones of its division and of its code have ended; the indexes watch over the rest. */
async function refuseOverlaps(client: pg.ClientBase): Promise<void> {
  const overlap = (column: "divisionId" | "code") =>
    `select c.code from "DivisionLabel" c join "DivisionLabel" l on l."${column}" = c."${column}"
     where c."validTo" > c."validFrom" and l."validTo" is null and l."validFrom" < c."validTo"`;
  const { rows } = await client.query<{ code: string | null }>(
    `${overlap("divisionId")} union ${overlap("code")} limit 1`,
  );
  if (rows[0]) throw new DataSetError(`Labels of ${rows[0].code} would overlap in time. Nothing was loaded.`);
}

/** Takes ids from the sequence; others may take some between them. */
async function reserveIds(client: pg.ClientBase, count: number): Promise<number[]> {
  const { rows } = await client.query<[number]>({
    text: `select nextval(pg_get_serial_sequence('"Division"', 'id'))::int from generate_series(1, $1::int)`,
    values: [count],
    rowMode: "array",
  });
  return rows.map(([id]) => id);
}

async function readReadings(client: pg.ClientBase): Promise<ReadonlyMap<string, string[]>> {
  const { rows } = await client.query<{ character: string; syllables: string[] }>(
    'select character, syllables from "CharacterReading"',
  );
  return new Map(rows.map(({ character, syllables }) => [character, syllables]));
}

/** Streams one or several lines of COPY's text form for each row. */
export async function copy<Row>(
  client: pg.ClientBase,
  into: string,
  rows: Iterable<Row>,
  line: (row: Row) => string,
): Promise<void> {
  function* chunks() {
    let chunk = "";
    for (const row of rows) {
      chunk += line(row);
      if (chunk.length < CHUNK) continue;
      yield chunk;
      chunk = "";
    }
    if (chunk !== "") yield chunk;
  }
  await pipeline(Readable.from(chunks()), client.query(copyFrom(`copy ${into} from stdin`)));
}

/** A text in COPY's text form; names have no control characters. */
export function escaped(text: string): string {
  return text.includes("\\") ? text.replaceAll("\\", "\\\\") : text;
}

/** An element of an array's text form. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
