import { Rejection } from "./result.ts";

/**
 * Words of the files that leave the house. Screens have theirs in the web app; a file is made here, whole and in one language, so a
 * module that makes one keeps its words in `words.ts`, typed in both languages.
 */

export const locales = ["zh", "en"] as const;
export type Locale = (typeof locales)[number];

/** The language that was asked for, Chinese when none was. OUT_OF_RANGE at `locale`. */
export function localeOf(text: string | undefined): Locale {
  if (text === undefined) return "zh";
  const locale = locales.find((one) => one === text);
  if (!locale) throw Rejection.validation([{ path: ["locale"], code: "OUT_OF_RANGE" }]);
  return locale;
}

export type Words = { [key: string]: string | Words };

/** Declares a module's words: Chinese, and the same keys in English. */
export function defineWords<W extends Words>(words: { zh: W; en: NoInfer<W> }): Record<Locale, W> {
  return words;
}

/** A text with its `{names}` replaced. A name that is not given is a mistake of ours. */
export function fill(text: string, values: Record<string, string | number | bigint>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`no {${name}} for "${text}"`);
    return String(value);
  });
}
