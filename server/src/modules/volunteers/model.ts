import { type LocalDate, parseLocalDate } from "../../kernel/clock.ts";
import { codeOfDigest, grouped, typedCode } from "../../kernel/readable-code.ts";
import { type FieldProblem, Rejection } from "../../kernel/result.ts";

/** A volunteer's record: sums that never mix measured and typed hours, certificates and their codes. Pure. */

/** One confirmed piece of service. */
export type ServedTime = { minutes: bigint; typed: boolean };

/** Measured and typed minutes, side by side: there is no third number that adds them. */
export type ServiceSums = { minutes: bigint; typedMinutes: bigint };

export function sumsOf(lines: readonly ServedTime[]): ServiceSums {
  let minutes = 0n;
  let typedMinutes = 0n;
  for (const line of lines) {
    if (line.typed) typedMinutes += line.minutes;
    else minutes += line.minutes;
  }
  return { minutes, typedMinutes };
}

/** The number of a certificate: counted in its city and year. */
export function certificateNumber(year: string, count: number): string {
  return `${year}-${count.toString().padStart(6, "0")}`;
}

const CODE_LENGTH = 16;

/** The code of a certificate from a digest of 32 bytes, as it is shown and stored: 79 bits in groups of four. */
export function certificateCode(digest: Uint8Array): string {
  return grouped(codeOfDigest(digest, CODE_LENGTH));
}

/** A typed code as it is compared; null for what can be no code. */
export function cleanCertificateCode(text: string): string | null {
  const code = typedCode(text, CODE_LENGTH);
  return code && grouped(code);
}

/** A name of which only the beginning is shown: 张** for 张三丰, J****** for Jane Doe. */
export function maskedName(name: string): string {
  const [first = "", ...rest] = [...name.trim()];
  return first + "*".repeat(Math.max(1, Math.min(rest.length, 6)));
}

/** Whether a typed name is the holder's, spaces and case aside. */
export function isNameOf(typed: string, name: string): boolean {
  const bare = (text: string) =>
    text
      .normalize("NFKC")
      .replace(/[\s·•]/g, "")
      .toLowerCase();
  return bare(typed) !== "" && bare(typed) === bare(name);
}

/** Problems of the days of a certificate or an export: in order, not in the future, at most ten years. */
export function periodProblems(fromDay: LocalDate, toDay: LocalDate, today: LocalDate): FieldProblem[] {
  if (toDay > today) return [{ path: ["toDay"], code: "DATE_IN_FUTURE" }];
  if (fromDay > toDay) return [{ path: ["fromDay"], code: "DATES_REVERSED" }];
  if (Number(toDay.slice(0, 4)) - Number(fromDay.slice(0, 4)) > 10)
    return [{ path: ["fromDay"], code: "OUT_OF_RANGE" }];
  return [];
}

/** A day in the query of a download; REQUIRED or OUT_OF_RANGE at its name. */
export function dayOf(query: Record<string, string>, name: string): LocalDate {
  const text = query[name];
  const day = text === undefined ? null : parseLocalDate(text);
  if (!day) throw Rejection.validation([{ path: [name], code: text ? "OUT_OF_RANGE" : "REQUIRED" }]);
  return day;
}
