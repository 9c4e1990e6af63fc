import { dateOf, localDate, localTime } from "../../kernel/clock.ts";
import type { DownloadContext, DownloadDeclaration } from "../../kernel/download.ts";
import { isId } from "../../kernel/ids.ts";
import { CSV, XLSX } from "../../kernel/media-types.ts";
import type { Subject } from "../../kernel/policy.ts";
import { can } from "../../kernel/policy.ts";
import { Rejection } from "../../kernel/result.ts";
import { count, date, type Table, type TableColumn, text } from "../../kernel/table.ts";
import { csvOf } from "../../kernel/table-csv.ts";
import { sheetOf, xlsxBook } from "../../kernel/table-xlsx.ts";
import { fill, localeOf } from "../../kernel/words.ts";
import { chainHeadOf, recordReading } from "../audit/public.ts";
import { openOn } from "../organizations/policy.ts";
import { loadOrganization, organizationSubject } from "../organizations/public.ts";
import { dayOf, periodProblems } from "./model.ts";
import { actions } from "./policy.ts";
import { findVolunteer } from "./read.ts";
import {
  type EntryLine,
  entryLines,
  type PersonLine,
  personLines,
  type RecordsOf,
  type ServiceLine,
  serviceLines,
} from "./read-records.ts";
import { type RecordWords, words } from "./words.ts";

/**
 * Records of volunteers in the five groups of the national rules (志愿服务记录与证明出具办法): person, service, training, honours,
 * evaluation. One's own; of a member or of the whole organization for its manager; of its territory for an office. The chain says
 * who took them away.
 */

type Asked = { of: RecordsOf; about: string; subject?: Subject; ids: string[]; own: boolean };

const IDS = /^(Person|Organization):(.+)$/;

/** Whose records are asked for: `of=Person:<uuid>` or `of=Organization:<uuid>`; one's own when absent. */
async function askedFor(ctx: DownloadContext, query: Record<string, string>): Promise<Asked> {
  const { actor, database } = ctx;
  const day = dateOf(ctx.clock.now());
  const to = query["to"] === undefined ? day : dayOf(query, "to");
  const from = query["from"] === undefined ? localDate(`${to.slice(0, 4)}-01-01`) : dayOf(query, "from");
  const problems = periodProblems(from, to, day);
  if (problems.length > 0) throw Rejection.validation(problems);
  const [, type, id] = IDS.exec(query["of"] ?? `Person:${actor.personId}`) ?? [];
  if (!id || !isId(id)) throw Rejection.notFound();
  const between = { from, to, day };
  if (type === "Person") {
    const person = await findVolunteer(database, actor, id, day);
    if (!person) throw Rejection.notFound();
    return { of: { people: { id }, ...between }, about: person.name, ids: [id], own: id === actor.personId };
  }
  const organization = await loadOrganization(database.prisma, actor, id);
  const subject = organizationSubject(organization);
  if (!can(actor, actions["volunteer.export"], subject)) throw Rejection.forbidden();
  const people = {
    cityId: actor.cityId,
    memberships: { some: { organizationId: id, ...openOn(day) } },
  };
  return { of: { people, ...between }, about: organization.name, subject, ids: [id], own: false };
}

async function record(ctx: DownloadContext, asked: Asked, format: string): Promise<void> {
  const { from, to } = asked.of;
  await recordReading(ctx, {
    what: asked.subject ? "export" : "person",
    subjectIds: asked.ids,
    payload: { of: "volunteers", format, from, to, own: asked.own },
    ...(asked.subject ? { subject: asked.subject } : {}),
  });
}

async function notesOf(ctx: DownloadContext, { of, about }: Asked, w: RecordWords) {
  const head = await chainHeadOf(ctx.database.prisma, ctx.actor.cityId);
  const lines: [string, string][] = [
    [w.about.at, `${localTime(ctx.clock.now())} +08:00`],
    [w.about.of, about],
    [w.about.days, `${of.from} – ${of.to}`],
    [w.about.chain, head ? fill(w.chainAt, { seq: head.seq, hash: head.hash }) : w.about.none],
    [w.about.meaning, w.about.means],
  ];
  return { name: w.notes, lines: () => lines };
}

function personColumns({ head }: RecordWords): TableColumn<PersonLine>[] {
  return [
    { head: head.name, width: 14, cell: (row) => text(row.name) },
    { head: head.phone, width: 16, cell: (row) => text(row.phone) },
    { head: head.organization, width: 30, cell: (row) => text(row.organizations) },
    { head: head.since, width: 12, cell: (row) => date(row.since) },
    { head: head.minutes, width: 14, cell: (row) => count(row.minutes) },
    { head: head.typedMinutes, width: 14, cell: (row) => count(row.typedMinutes) },
  ];
}

function serviceColumns({ head, sources, states }: RecordWords): TableColumn<ServiceLine>[] {
  return [
    { head: head.name, width: 14, cell: (row) => text(row.name) },
    { head: head.day, width: 12, cell: (row) => date(row.day) },
    { head: head.title, width: 30, cell: (row) => text(row.activity) },
    { head: head.host, width: 24, cell: (row) => text(row.host) },
    { head: head.minutes, width: 14, cell: (row) => (row.typed ? null : count(row.minutes)) },
    { head: head.typedMinutes, width: 14, cell: (row) => (row.typed ? count(row.minutes) : null) },
    { head: head.source, width: 14, cell: (row) => text(sources[row.method]) },
    { head: head.state, width: 12, cell: (row) => text(states[row.state]) },
    { head: head.confirmer, width: 24, cell: (row) => text(row.confirmer) },
    { head: head.confirmedBy, width: 14, cell: (row) => text(row.confirmedBy) },
    { head: head.confirmedOn, width: 12, cell: (row) => date(row.confirmedOn) },
  ];
}

function entryColumns({ head }: RecordWords): TableColumn<EntryLine>[] {
  return [
    { head: head.name, width: 14, cell: (row) => text(row.name) },
    { head: head.day, width: 12, cell: (row) => date(row.day) },
    { head: head.title, width: 40, cell: (row) => text(row.title) },
    { head: head.issuer, width: 24, cell: (row) => text(row.issuer) },
    { head: head.minutes, width: 14, cell: (row) => count(row.minutes) },
    { head: head.organization, width: 24, cell: (row) => text(row.organization) },
    { head: head.enteredBy, width: 14, cell: (row) => text(row.enteredBy) },
    { head: head.answer, width: 30, cell: (row) => text(row.answer) },
  ];
}

/** Five sheets, one for each group, and what they are. */
const xlsx: DownloadDeclaration = {
  path: "volunteer-records.xlsx",
  async open(ctx, query) {
    const asked = await askedFor(ctx, query);
    const w = words[localeOf(query["locale"])];
    await record(ctx, asked, "xlsx");
    const { database } = ctx;
    const { of } = asked;
    const entries = (name: string, kind: EntryLine["kind"]) =>
      sheetOf({ name, columns: entryColumns(w), rows: entryLines(database, of, kind) });
    const sheets = [
      sheetOf({ name: w.sheets.person, columns: personColumns(w), rows: personLines(database, of) }),
      sheetOf({ name: w.sheets.service, columns: serviceColumns(w), rows: serviceLines(database, of) }),
      entries(w.sheets.training, "TRAINING"),
      entries(w.sheets.honour, "HONOUR"),
      entries(w.sheets.evaluation, "EVALUATION"),
    ];
    const body = xlsxBook(sheets, await notesOf(ctx, asked, w));
    return { fileName: `${w.file}-${of.day}.xlsx`, mediaType: XLSX, body };
  },
};

/** A line of any of the five groups. */
type AnyLine = { group: string } & Partial<PersonLine> & Partial<ServiceLine> & Partial<EntryLine>;

async function* allLines(ctx: DownloadContext, { of }: Asked, w: RecordWords): AsyncGenerator<AnyLine> {
  const { database } = ctx;
  const groupOf = { TRAINING: w.sheets.training, HONOUR: w.sheets.honour, EVALUATION: w.sheets.evaluation };
  for await (const { minutes, ...line } of personLines(database, of))
    yield { group: w.sheets.person, ...line, minutes };
  for await (const line of serviceLines(database, of))
    yield {
      group: w.sheets.service,
      ...line,
      minutes: line.typed ? 0n : line.minutes,
      typedMinutes: line.typed ? line.minutes : 0n,
    };
  for (const kind of ["TRAINING", "HONOUR", "EVALUATION"] as const)
    for await (const { minutes, ...line } of entryLines(database, of, kind))
      yield { group: groupOf[kind], ...line, ...(minutes === null ? {} : { minutes }) };
}

/** The same in one table: each line says to which group it belongs. */
const csv: DownloadDeclaration = {
  path: "volunteer-records.csv",
  async open(ctx, query) {
    const asked = await askedFor(ctx, query);
    const w = words[localeOf(query["locale"])];
    await record(ctx, asked, "csv");
    const { head, states, sources } = w;
    const table: Table<AnyLine> = {
      name: w.file,
      columns: [
        { head: head.group, width: 14, cell: (row) => text(row.group) },
        { head: head.name, width: 14, cell: (row) => text(row.name) },
        { head: head.phone, width: 16, cell: (row) => text(row.phone) },
        { head: head.organization, width: 24, cell: (row) => text(row.organizations ?? row.organization) },
        { head: head.since, width: 12, cell: (row) => date(row.since) },
        { head: head.day, width: 12, cell: (row) => date(row.day) },
        { head: head.title, width: 30, cell: (row) => text(row.activity ?? row.title) },
        { head: head.host, width: 24, cell: (row) => text(row.host) },
        { head: head.minutes, width: 14, cell: (row) => count(row.minutes) },
        { head: head.typedMinutes, width: 14, cell: (row) => count(row.typedMinutes) },
        { head: head.source, width: 14, cell: (row) => text(row.method && sources[row.method]) },
        { head: head.state, width: 12, cell: (row) => text(row.state && states[row.state]) },
        { head: head.confirmer, width: 24, cell: (row) => text(row.confirmer) },
        { head: head.confirmedBy, width: 14, cell: (row) => text(row.confirmedBy) },
        { head: head.confirmedOn, width: 12, cell: (row) => date(row.confirmedOn) },
        { head: head.issuer, width: 24, cell: (row) => text(row.issuer) },
        { head: head.enteredBy, width: 14, cell: (row) => text(row.enteredBy) },
        { head: head.answer, width: 30, cell: (row) => text(row.answer) },
      ],
      rows: allLines(ctx, asked, w),
      notes: await notesOf(ctx, asked, w),
    };
    return { fileName: `${w.file}-${asked.of.day}.csv`, mediaType: CSV, body: csvOf(table) };
  },
};

/** The files that this module makes. */
export const downloads: readonly DownloadDeclaration[] = [xlsx, csv];
