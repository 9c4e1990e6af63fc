import { inLocale } from "../../kernel/page.ts";
import type { Locale } from "../../kernel/words.ts";

/** What the public pages of this module share. */

/** The name that residents use. */
export function communityName({ name, shortName }: { name: string; shortName: string | null }): string {
  return shortName ?? name;
}

/** A day as people write it, in the city's time. */
export function dayIn(locale: Locale, at: Date): string {
  return new Intl.DateTimeFormat(locale === "zh" ? "zh-CN" : "en-GB", {
    timeZone: "Asia/Shanghai",
    year: "numeric",
    month: "long",
    day: "numeric",
  }).format(at);
}

/** Where an appeal is followed, in the language of the page. */
export function followPath(locale: Locale): string {
  return inLocale("/p/appeals/follow", locale);
}
