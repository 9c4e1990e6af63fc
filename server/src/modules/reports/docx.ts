import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import {
  AlignmentType,
  Document,
  Footer,
  type ISectionPropertiesOptions,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import { unzip } from "../../kernel/unzip.ts";
import { xmlText } from "../../kernel/xml-text.ts";
import { zipOf } from "../../kernel/zip.ts";
import type { Section } from "./section.ts";

/**
 * Documents on A4 that are the same bytes for the same content: parts in a fixed order, no date but the one that is given, none of
 * the machine's own.
 */

/** Twentieths of a point. */
const MARGIN = 1080;
const A4 = { width: 11_906, height: 16_838 };
const TEXT_WIDTH = A4.width - 2 * MARGIN;
const FONT = {
  ascii: "Times New Roman",
  hAnsi: "Times New Roman",
  cs: "Times New Roman",
  eastAsia: "SimSun",
};
const GREY = "EDEDED";

export type DocumentText = {
  title: string;
  /** Lines below the title. */
  lines: string[];
  sections: Section[];
  /** A last line. */
  closing: string | null;
  /** Lines at the foot of every page, above the page number. */
  footer: string[];
  /** With `{page}` and `{pages}`. */
  page: string;
  /** What an empty section says. */
  none: string;
  /** When its content was fixed. */
  at: Date;
  landscape?: boolean;
};

/** A document of tables. */
export function documentBytes(text: DocumentText): Promise<Uint8Array> {
  const width = text.landscape ? A4.height - 2 * MARGIN : TEXT_WIDTH;
  const document = new Document({
    title: text.title,
    creator: "Gongjian",
    lastModifiedBy: "Gongjian",
    styles: { default: { document: { run: { font: FONT, size: 21 } } } },
    sections: [
      {
        properties: { page: pageOf(text.landscape ?? false) },
        footers: { default: footerOf(text) },
        children: [
          line(text.title, { bold: true, size: 36, align: AlignmentType.CENTER, after: 160 }),
          ...text.lines.map((one) => line(one, { align: AlignmentType.CENTER, after: 40 })),
          ...text.sections.flatMap((section) => [
            line(section.heading, { bold: true, size: 26, before: 280, after: 100, keepNext: true }),
            ...(section.note === null
              ? []
              : [line(section.note, { after: 80, keepNext: section.rows.length > 0 })]),
            section.rows.length === 0 ? line(text.none, {}) : tableOf(section, width),
          ]),
          ...(text.closing === null ? [] : [line(text.closing, { size: 18, before: 320 })]),
        ],
      },
    ],
  });
  return Packer.toBuffer(document).then((bytes) => sameBytes(bytes, text.at));
}

/** A4 with the margins that tables of this module fill. */
export function pageOf(landscape: boolean): ISectionPropertiesOptions["page"] {
  return {
    // The library turns the page by itself.
    size: { ...A4, ...(landscape ? { orientation: "landscape" as const } : {}) },
    margin: { top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN },
  };
}

type Look = {
  bold?: boolean;
  /** Half points. */
  size?: number;
  align?: (typeof AlignmentType)[keyof typeof AlignmentType];
  before?: number;
  after?: number;
  keepNext?: boolean;
};

/** A paragraph; the line breaks of a text stay. */
export function line(text: string, { bold, size, align, before, after, keepNext }: Look): Paragraph {
  return new Paragraph({
    alignment: align,
    keepNext,
    spacing: { before, after },
    children: text
      .split(/\r?\n/)
      .map(
        (part, index) =>
          new TextRun({ text: xmlText(part), bold, size, font: FONT, break: index === 0 ? 0 : 1 }),
      ),
  });
}

/** A table over so many twentieths of a point; its head stands on every page, and no row breaks. */
export function tableOf({ columns, rows }: Section, width = TEXT_WIDTH): Table {
  const parts = columns.reduce((sum, column) => sum + column.width, 0);
  const widths = columns.map((column) => Math.floor((width * column.width) / parts));
  const cell = (text: string, index: number, isHead: boolean) =>
    new TableCell({
      width: { size: widths[index] ?? 0, type: WidthType.DXA },
      margins: { top: 40, bottom: 40, left: 70, right: 70 },
      ...(isHead ? { shading: { fill: GREY } } : {}),
      children: [
        line(text, {
          size: 18,
          bold: isHead,
          align: isHead
            ? AlignmentType.CENTER
            : columns[index]?.isNumber
              ? AlignmentType.RIGHT
              : AlignmentType.LEFT,
        }),
      ],
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: width, type: WidthType.DXA },
    columnWidths: widths,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map(({ head }, index) => cell(head, index, true)),
      }),
      ...rows.map(
        (row) =>
          new TableRow({ cantSplit: true, children: row.map((text, index) => cell(text, index, false)) }),
      ),
    ],
  });
}

function footerOf({ footer, page }: DocumentText): Footer {
  const number = { size: 16, font: FONT };
  const fields = { "{page}": PageNumber.CURRENT, "{pages}": PageNumber.TOTAL_PAGES };
  const parts = page.split(/(\{pages?\})/).filter((part) => part !== "");
  return new Footer({
    children: [
      ...footer.map((one) => line(one, { size: 14, align: AlignmentType.CENTER })),
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: parts.map((part) =>
          part === "{page}" || part === "{pages}"
            ? new TextRun({ ...number, children: [fields[part]] })
            : new TextRun({ ...number, text: part }),
        ),
      }),
    ],
  });
}

/**
 * The same document packed again with the given instant in place of the machine's clock, parts in the order of their names and
 * plain, so that no version of a compressor shows. `last` becomes a small last line.
 */
export async function sameBytes(docx: Uint8Array, at: Date, last = ""): Promise<Uint8Array> {
  const parts = unzip(docx);
  if (!parts) throw new Error("the document was not packed");
  const instant = `${at.toISOString().slice(0, 19)}Z`;
  const change: Record<string, (xml: string) => string> = {
    "docProps/core.xml": (xml) =>
      xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)/g, `$1${instant}$2`),
    "word/document.xml": (xml) => (last === "" ? xml : withLastLine(xml, last)),
  };
  const entries = [...parts]
    // What the format looks for first comes first.
    .sort(([a], [b]) => (a === CONTENTS || (b !== CONTENTS && a < b) ? -1 : 1))
    .map(([path, content]) => {
      const changed = change[path]?.(new TextDecoder().decode(content));
      const bytes = Buffer.from(changed ?? content);
      return { path, compress: false, open: () => Readable.from([bytes]) };
    });
  return new Uint8Array(await buffer(zipOf(entries)));
}

const CONTENTS = "[Content_Types].xml";

/** A small line after everything else; the page's own properties stay last. */
function withLastLine(xml: string, text: string): string {
  const properties = xml.lastIndexOf("<w:sectPr");
  const at = properties < 0 ? xml.lastIndexOf("</w:body>") : properties;
  const escaped = xmlText(text).replace(/[&<>]/g, (one) => ({ "&": "&amp;", "<": "&lt;" })[one] ?? "&gt;");
  const paragraph = `<w:p><w:pPr><w:spacing w:before="300"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="14"/></w:rPr><w:t xml:space="preserve">${escaped}</w:t></w:r></w:p>`;
  return xml.slice(0, at) + paragraph + xml.slice(at);
}
