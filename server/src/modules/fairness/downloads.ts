import type { Readable } from "node:stream";
import { digestOf } from "../../kernel/canonical.ts";
import { dateOf, localTime } from "../../kernel/clock.ts";
import type { DownloadContext, DownloadDeclaration } from "../../kernel/download.ts";
import { CSV, XLSX } from "../../kernel/media-types.ts";
import { Rejection } from "../../kernel/result.ts";
import { type Table, yuanDigits } from "../../kernel/table.ts";
import { csvOf } from "../../kernel/table-csv.ts";
import { xlsxOf } from "../../kernel/table-xlsx.ts";
import { fill, localeOf } from "../../kernel/words.ts";
import { chainHeadOf, recordReading } from "../audit/public.ts";
import { type FairnessAddress, readAddress } from "./address.ts";
import { fairnessColumns, thousandths } from "./columns.ts";
import type { FairnessRow } from "./model.ts";
import { readFairness } from "./read.ts";
import { questionOf } from "./view.ts";
import { type FairnessWords, words } from "./words.ts";

/** More communities than any city has. */
const ALL_ROWS = 100_000;

/**
 * The fairness view as a file: the rows that its address shows, in its order. For offices, each for its territory; the chain says
 * who took which rows away.
 *
 * @throws Rejection NOT_ALLOWED for who is in no office; OUT_OF_RANGE at a parameter that cannot be read.
 */
async function fairnessTable(ctx: DownloadContext, format: string, query: Record<string, string>) {
  const { actor, database, clock } = ctx;
  const { prisma } = database;
  const office = actor.memberships.find(({ organizationKind }) => organizationKind === "OFFICE");
  if (!office) throw Rejection.forbidden();
  const address = readAddress(query);
  const locale = localeOf(query["locale"]);
  const said = words[locale];
  const question = await questionOf(ctx, actor, address);
  if (!question) throw Rejection.validation([{ path: ["period"], code: "OUT_OF_RANGE" }]);
  const { text, ...filter } = address.filter;
  await recordReading(ctx, {
    what: "export",
    subjectIds: [],
    payload: {
      ...{ of: "fairness", format, period: question.period, ...address.sort },
      filter: {
        ...Object.fromEntries(Object.entries(filter).filter(([, value]) => value != null)),
        ...(text ? { text: digestOf(text) } : {}),
      },
    },
    subject: { cityId: actor.cityId, organization: { id: office.organizationId, path: office.path } },
  });
  const { rows, summary } = await readFairness(prisma, question, ALL_ROWS, null);
  const named = await prisma.organization.findUnique({
    where: { id: office.organizationId },
    select: { name: true },
  });
  const head = await chainHeadOf(prisma, actor.cityId);
  const now = clock.now();
  const { about } = said;
  const { medians } = summary;
  const values = {
    money: medians.money === null ? "–" : yuanDigits(medians.money),
    minutes: thousandths(medians.minutes) ?? "–",
    activities: thousandths(medians.activities) ?? "–",
  };
  const lines = { under: question.lines.under / 10, over: question.lines.over / 10 };
  const which = await whichOf(ctx, address, said);
  const table: Table<FairnessRow> = {
    name: said.sheet,
    columns: fairnessColumns(said, question.lines),
    rows: each(rows),
    notes: {
      name: said.notes,
      lines: () => [
        [about.exportedBy, named?.name ?? ""],
        [about.at, `${localTime(now)} +08:00`],
        [about.period, question.period],
        [about.which, which],
        [about.order, orderOf(address, said)],
        [about.rows, String(rows.length)],
        [about.medians, fill(about.medianValues, values)],
        [about.lines, fill(about.lineValues, lines)],
        [
          about.chain,
          head
            ? fill(about.chainHead, { seq: head.seq, hash: head.hash, at: `${localTime(head.at)} +08:00` })
            : about.chainNone,
        ],
        [about.meaning, about.means],
      ],
    },
  };
  return { table, name: `${said.file}-${question.period}-${dateOf(now)}.${format}` };
}

async function* each(rows: readonly FairnessRow[]): AsyncGenerator<FairnessRow> {
  yield* rows;
}

/** The conditions of a filter in words. */
async function whichOf(
  { database }: DownloadContext,
  { filter }: FairnessAddress,
  said: FairnessWords,
): Promise<string> {
  const say = said.filter;
  const label =
    filter.divisionId == null
      ? null
      : await database.prisma.divisionLabel.findFirst({
          where: { divisionId: filter.divisionId },
          orderBy: { validFrom: "desc" },
          select: { name: true },
        });
  const found = [
    filter.text && fill(say.text, { text: filter.text }),
    filter.divisionId != null && fill(say.division, { name: label?.name ?? say.unknown }),
    filter.mark && said.mark[filter.mark],
    filter.withoutUnit && say.withoutUnit,
    filter.withoutResidents && say.withoutResidents,
    filter.unmetNeeds && say.unmetNeeds,
  ].filter((one) => typeof one === "string" && one !== "");
  return found.length === 0 ? say.none : found.join("; ");
}

function orderOf({ sort: { by, descending } }: FairnessAddress, said: FairnessWords): string {
  return descending ? fill(said.reversed, { order: said.order[by] }) : said.order[by];
}

function fairness(
  format: string,
  mediaType: string,
  write: (table: Table<FairnessRow>) => Readable,
): DownloadDeclaration {
  return {
    path: `fairness.${format}`,
    async open(ctx, query) {
      const { table, name } = await fairnessTable(ctx, format, query);
      return { fileName: name, mediaType, body: write(table) };
    },
  };
}

/** The files that this module makes. */
export const downloads: readonly DownloadDeclaration[] = [
  fairness("csv", CSV, csvOf),
  fairness("xlsx", XLSX, xlsxOf),
];
