import { Document, Packer, type Paragraph, PatchType, patchDocument, type Table, TextRun } from "docx";
import { uuidOf } from "../../graphql/node-id.ts";
import { today } from "../../kernel/clock.ts";
import type { Download, DownloadContext } from "../../kernel/download.ts";
import { DOCX } from "../../kernel/media-types.ts";
import { can } from "../../kernel/policy.ts";
import { type FieldProblem, Rejection } from "../../kernel/result.ts";
import { fill, type Locale } from "../../kernel/words.ts";
import { xmlText } from "../../kernel/xml-text.ts";
import { chainHeadOf, recordReading } from "../audit/public.ts";
import { type BlockPlace, type LinePlace, PLACEHOLDERS } from "./circular.ts";
import { line, pageOf, sameBytes, tableOf } from "./docx.ts";
import { openReport } from "./open-report.ts";
import { actions, templatesVisibleTo } from "./policy.ts";
import { dayText, periodText, yuanText } from "./quantity-text.ts";
import type { PeriodReport, TableRow } from "./report.ts";
import type { Section } from "./section.ts";
import { tableSection } from "./sections.ts";
import { reportWords } from "./words.ts";
import { circularWords } from "./words-circular.ts";

/** The circular (通报) of a period as a document: a template whose places are filled from the city's report. */

/** What an office may say in a circular beyond the figures, and how long it may be. */
const SAID = { title: 120, number: 60, addressee: 200, closing: 2000 } as const;

/** The circular of a period, for those who read the city's report. */
export async function circularDocument(
  ctx: DownloadContext,
  periodId: string,
  said: Record<string, string>,
  locale: Locale,
): Promise<Download> {
  const { actor, database, clock } = ctx;
  const { cityId } = actor;
  const opened = await openReport(ctx, { scope: "CITY", id: cityId }, periodId);
  if (!opened) throw Rejection.notFound();
  const grant = can(actor, actions["circular.export"], { cityId });
  if (!grant) throw Rejection.forbidden();
  checkSaid(said);
  // A text that names a place itself must not be filled again, or for ever.
  const report = withoutPlaces(opened.report);
  const template = await database.prisma.circularTemplate.findFirst({
    where: { cityId },
    orderBy: { versionNumber: "desc" },
  });
  await recordReading(ctx, {
    what: "report",
    subjectIds: [periodId, ...(template ? [template.id] : [])],
    payload: { file: "circular", periodId, template: template?.sha256 ?? null },
    subject: { cityId, organization: organizationOf(grant.membership) },
  });
  const head = await chainHeadOf(database.prisma, cityId);
  const data = template?.content ?? (await defaultTemplate(locale));
  const office = await database.prisma.organization.findFirst({
    where: { cityId, id: grant.membership?.organizationId ?? "" },
    select: { name: true },
  });
  const lines = linesOf(
    report,
    withoutPlaces({ ...said, office: office?.name ?? "" }),
    locale,
    dayText(today(clock), locale),
  );
  const filled = await patchDocument({
    outputType: "uint8array",
    data,
    keepOriginalStyles: true,
    patches: {
      ...Object.fromEntries(
        Object.entries(lines).map(([name, text]) => [
          name,
          { type: PatchType.PARAGRAPH, children: runsOf(text) },
        ]),
      ),
      ...blocksOf(report, locale),
    },
  });
  const chain = head ? fill(reportWords[locale].head, { seq: head.seq, hash: head.hash }) : "";
  return {
    fileName: `${fill(circularWords[locale].fileName, { period: report.period.code })}.docx`,
    mediaType: DOCX,
    body: await sameBytes(filled, clock.now(), chain),
  };
}

/** A template with nothing in its places; null when it cannot be filled. */
export async function emptied(template: Uint8Array): Promise<Uint8Array | null> {
  const nothing = { type: PatchType.PARAGRAPH, children: [new TextRun("")] };
  const patches = Object.fromEntries(PLACEHOLDERS.map((name) => [name, nothing]));
  return patchDocument({
    outputType: "uint8array",
    data: template,
    keepOriginalStyles: true,
    patches,
  }).catch(() => null);
}

function organizationOf(membership: { organizationId: string; path: string } | null) {
  if (!membership) throw Rejection.forbidden();
  return { id: membership.organizationId, path: membership.path };
}

function checkSaid(said: Record<string, string>): void {
  const problems = Object.entries(SAID).flatMap(([name, max]): FieldProblem[] =>
    (said[name] ?? "").length > max ? [{ path: [name], code: "TOO_LONG", params: { max: String(max) } }] : [],
  );
  if (problems.length > 0) throw Rejection.validation(problems);
}

/** The same with `{{` taken apart wherever a text holds it; JSON itself never has two braces side by side. */
function withoutPlaces<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value).replace(/\{(?=\{)/g, "{ ")) as Value;
}

/** The text of a place; its line breaks stay. */
function runsOf(text: string): TextRun[] {
  return text
    .split(/\r?\n/)
    .map((part, index) => new TextRun({ text: xmlText(part), break: index === 0 ? 0 : 1 }));
}

function linesOf(
  report: PeriodReport,
  said: Record<string, string>,
  locale: Locale,
  date: string,
): Record<LinePlace, string> {
  const words = circularWords[locale];
  const period = periodText(report.period.code, locale);
  const { promises } = report;
  const river = (word: PeriodReport["money"][number]["word"]) =>
    yuanText(report.money.find((row) => row.word === word)?.change.amount ?? "0", locale);
  return {
    title: said["title"] || fill(words.title, { period }),
    number: said["number"] || words.number,
    date,
    addressee: said["addressee"] || words.addressee,
    closing: said["closing"] || words.closing,
    office: said["office"] ?? "",
    city: report.cityName,
    period,
    from: dayText(report.period.opensOn, locale),
    to: dayText(report.period.closesOn, locale),
    promises: String(promises.owed.count),
    metOnTime: String(promises.metOnTime.count),
    metLate: String(promises.metLate.count),
    awaiting: String(promises.awaiting.count),
    late: String(promises.late.count),
    unmet: String(promises.unmet.count),
    pledged: river("pledged"),
    sent: river("sent"),
    received: river("received"),
    spent: river("spent"),
  };
}

/** Promises of a line that were not kept on their day, met in the end or not. */
const lateIn = ({ promises }: TableRow) =>
  promises.late.count + promises.unmet.count + promises.metLate.count;

type Block = { type: typeof PatchType.DOCUMENT; children: (Paragraph | Table)[] };

function blocksOf(report: PeriodReport, locale: Locale): Record<BlockPlace, Block> {
  const words = circularWords[locale];
  const block = (section: Section): Block => ({
    type: PatchType.DOCUMENT,
    children: section.rows.length === 0 ? [line(words.none, {})] : [tableOf(section)],
  });
  const late = report.units.filter((row) => lateIn(row) > 0);
  const nothingLate = report.units.filter((row) => row.promises.owed.count > 0 && lateIn(row) === 0);
  const { columns } = words;
  return {
    districts: block(tableSection(report.divisions, "", locale)),
    communities: block(tableSection(report.communities, "", locale)),
    // In the order of their names: a circular says what is open, it ranks nobody.
    unitsLate: block({
      heading: "",
      note: null,
      columns: [
        { head: columns.name, width: 4 },
        { head: columns.owed, width: 1, isNumber: true },
        { head: columns.late, width: 1, isNumber: true },
        { head: columns.unmet, width: 1, isNumber: true },
      ],
      rows: late.map((row) => [
        row.name,
        String(row.promises.owed.count),
        String(lateIn(row)),
        String(row.promises.unmet.count),
      ]),
    }),
    unitsNothingLate: {
      type: PatchType.DOCUMENT,
      children: [
        line(nothingLate.map(({ name }) => name).join(locale === "zh" ? "、" : ", ") || words.none, {}),
      ],
    },
  };
}

/** The product's own template, in a language: a document that a city may take, change and hand in as its own. */
export async function defaultTemplate(locale: Locale): Promise<Uint8Array> {
  const words = circularWords[locale];
  const place = (name: string) => `{{${name}}}`;
  const places = Object.fromEntries(PLACEHOLDERS.map((name) => [name, place(name)]));
  const heading = (text: string) =>
    line(text, { bold: true, size: 28, before: 280, after: 120, keepNext: true });
  const document = new Document({
    title: words.templateName,
    creator: "Gongjian",
    lastModifiedBy: "Gongjian",
    sections: [
      {
        properties: { page: pageOf(false) },
        children: [
          line(place("title"), { bold: true, size: 40, align: "center", after: 200 }),
          line(place("number"), { size: 24, align: "center", after: 300 }),
          line(place("addressee"), { size: 28, after: 160 }),
          line(fill(words.opening, places), { size: 28, after: 160 }),
          ...(["districts", "unitsLate", "unitsNothingLate", "communities"] as const).flatMap((name) => [
            heading(words.headings[name]),
            line(place(name), {}),
          ]),
          line(place("closing"), { size: 28, before: 280, after: 280 }),
          line(place("office"), { size: 28, align: "right" }),
          line(place("date"), { size: 28, align: "right" }),
        ],
      },
    ],
  });
  return sameBytes(await Packer.toBuffer(document), TEMPLATE_DAY);
}

/** A day for a document that has none. */
const TEMPLATE_DAY = new Date(0);

/** A version of the city's template, or the product's own. For the city's offices. */
export async function templateFile(
  ctx: DownloadContext,
  id: string | null,
  locale: Locale,
): Promise<Download> {
  if (id !== null) {
    const template = await ctx.database.prisma.circularTemplate.findFirst({
      where: { AND: [{ id: uuidOf("CircularTemplate", id) }, templatesVisibleTo(ctx.actor)] },
    });
    if (!template) throw Rejection.notFound();
    return { fileName: template.fileName, mediaType: DOCX, body: template.content };
  }
  if (!ctx.actor.memberships.some(({ organizationKind }) => organizationKind === "OFFICE"))
    throw Rejection.forbidden();
  return {
    fileName: `${circularWords[locale].templateName}.docx`,
    mediaType: DOCX,
    body: await defaultTemplate(locale),
  };
}
