import type { Readable } from "node:stream";
import { digestOf } from "../../kernel/canonical.ts";
import { dateOf, localTime } from "../../kernel/clock.ts";
import type { DownloadContext, DownloadDeclaration } from "../../kernel/download.ts";
import { CSV, XLSX } from "../../kernel/media-types.ts";
import { Rejection } from "../../kernel/result.ts";
import type { Table } from "../../kernel/table.ts";
import { csvOf } from "../../kernel/table-csv.ts";
import { xlsxOf } from "../../kernel/table-xlsx.ts";
import { fill, localeOf } from "../../kernel/words.ts";
import { chainHeadOf, recordReading } from "../audit/public.ts";
import { type BoardAddress, readAddress } from "./address.ts";
import { type ExportRow, exportColumns } from "./columns.ts";
import { filterWords, officeNames, sortWords } from "./filter-words.ts";
import { officeMemberships } from "./policy.ts";
import { boardRows } from "./read-export.ts";
import { type BoardWords, words } from "./words.ts";

/**
 * The board as a file: the rows that its address shows, in its order, with its columns. For offices, each for its territory; the
 * chain says who took which rows away.
 *
 * @throws Rejection NOT_ALLOWED for who is in no office; OUT_OF_RANGE at a parameter that cannot be read.
 */
async function boardTable(ctx: DownloadContext, format: string, query: Record<string, string>) {
  const { actor, database, clock } = ctx;
  const [office] = officeMemberships(actor);
  if (!office) throw Rejection.forbidden();
  const address = readAddress(query);
  const locale = localeOf(query["locale"]);
  const said = words[locale];
  const about = {
    office: await officeNames(database, actor),
    which: await filterWords(database, { filter: address.filter, actor, words: said, locale }),
    order: sortWords(address.sort, said),
  };
  await recordReading(ctx, {
    what: "export",
    subjectIds: [],
    payload: { of: "board", format, ...recordOf(address) },
    subject: { cityId: actor.cityId, organization: { id: office.organizationId, path: office.path } },
  });
  const head = await chainHeadOf(database.prisma, actor.cityId);
  const now = clock.now();
  let rows = 0;
  async function* counted(): AsyncGenerator<ExportRow> {
    for await (const row of boardRows(ctx, actor, address.filter, address.sort)) {
      rows++;
      yield row;
    }
  }
  const lines = () => notesOf(said, { ...about, at: now, rows, head });
  const table: Table<ExportRow> = {
    name: said.sheet,
    columns: exportColumns(address.columns, said, locale),
    rows: counted(),
    notes: { name: said.notes, lines },
  };
  return { table, name: `${said.file}-${dateOf(now)}.${format}` };
}

/** What the chain keeps of an export: which rows, in ids, numbers and digests. */
function recordOf({ filter: { text, ...filter }, sort, columns }: BoardAddress): Record<string, unknown> {
  const given = Object.entries(filter).filter(([, value]) => value != null);
  const plain = given.map(([name, value]) => [name, typeof value === "bigint" ? String(value) : value]);
  return {
    filter: { ...Object.fromEntries(plain), ...(text ? { text: digestOf(text) } : {}) },
    ...sort,
    columns,
  };
}

type About = {
  office: string;
  which: string[];
  order: string;
  at: Date;
  rows: number;
  head: { seq: bigint; hash: string; at: Date } | null;
};

function notesOf({ about }: BoardWords, { office, which, order, at, rows, head }: About): [string, string][] {
  return [
    [about.exportedBy, office],
    [about.at, `${localTime(at)} +08:00`],
    [about.which, which.join("; ")],
    [about.order, order],
    [about.rows, String(rows)],
    [
      about.chain,
      head
        ? fill(about.chainHead, { seq: head.seq, hash: head.hash, at: `${localTime(head.at)} +08:00` })
        : about.chainNone,
    ],
    [about.meaning, about.means],
  ];
}

function board(
  format: string,
  mediaType: string,
  write: (table: Table<ExportRow>) => Readable,
): DownloadDeclaration {
  return {
    path: `board.${format}`,
    async open(ctx, query) {
      const { table, name } = await boardTable(ctx, format, query);
      return { fileName: name, mediaType, body: write(table) };
    },
  };
}

/** The files that this module makes. */
export const downloads: readonly DownloadDeclaration[] = [
  board("csv", CSV, csvOf),
  board("xlsx", XLSX, xlsxOf),
];
