import { localTime } from "../../kernel/clock.ts";

/** Calendars as phones read them: RFC 5545, in Asia/Shanghai. Pure. */

export type CalendarEntry = {
  /** Stable for ever: what a phone knows the entry by. */
  uid: string;
  /** Raised whenever its time, place or state changes. */
  sequence: number;
  status: "CONFIRMED" | "TENTATIVE" | "CANCELLED";
  startsAt: Date;
  endsAt: Date;
  /** When it was put in. */
  stamp: Date;
  summary: string;
  location: string;
  description: string;
  url?: string;
};

/** Text as a value: what has a meaning of its own in the format is escaped, control characters are left out. */
function escaped(text: string): string {
  return (
    text
      .replaceAll("\\", "\\\\")
      .replaceAll(";", "\\;")
      .replaceAll(",", "\\,")
      .replaceAll(/\r\n|\r|\n/g, "\\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be left out.
      .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "")
  );
}

const FOLD_OCTETS = 74;

/** A line of at most 75 octets, continued on the next ones after a space; never within a character. */
function folded(line: string): string {
  const lines: string[] = [];
  let part = "";
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > FOLD_OCTETS) {
      lines.push(part);
      part = "";
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...lines, part].join("\r\n ");
}

/** An instant in UTC. */
const utc = (at: Date) => `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;

/** An instant as a time of day in Asia/Shanghai. */
function local(at: Date): string {
  return `${localTime(at).slice(0, 16).replaceAll(/[-:]/g, "").replace(" ", "T")}00`;
}

// One offset since 1991, and no fact is older.
const ZONE = [
  "BEGIN:VTIMEZONE",
  "TZID:Asia/Shanghai",
  "BEGIN:STANDARD",
  "DTSTART:19911001T000000",
  "TZOFFSETFROM:+0800",
  "TZOFFSETTO:+0800",
  "TZNAME:CST",
  "END:STANDARD",
  "END:VTIMEZONE",
];

/** The text of a calendar that phones subscribe to. */
export function calendarText(name: string, entries: readonly CalendarEntry[]): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Gongjian//Gongjian//ZH",
    "CALSCALE:GREGORIAN",
    `X-WR-CALNAME:${escaped(name)}`,
    "X-WR-TIMEZONE:Asia/Shanghai",
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    ...ZONE,
    ...entries.flatMap((entry) => [
      "BEGIN:VEVENT",
      `UID:${entry.uid}`,
      `SEQUENCE:${entry.sequence}`,
      `DTSTAMP:${utc(entry.stamp)}`,
      `DTSTART;TZID=Asia/Shanghai:${local(entry.startsAt)}`,
      `DTEND;TZID=Asia/Shanghai:${local(entry.endsAt)}`,
      `STATUS:${entry.status}`,
      `SUMMARY:${escaped(entry.summary)}`,
      `LOCATION:${escaped(entry.location)}`,
      ...(entry.description ? [`DESCRIPTION:${escaped(entry.description)}`] : []),
      ...(entry.url ? [`URL:${entry.url}`] : []),
      "END:VEVENT",
    ]),
    "END:VCALENDAR",
  ];
  return `${lines.map(folded).join("\r\n")}\r\n`;
}
