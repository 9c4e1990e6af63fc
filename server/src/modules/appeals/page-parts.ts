import type { PublicActor } from "../../kernel/actor.ts";
import type { CommandContext } from "../../kernel/command.ts";
import type { PageContext } from "../../kernel/page.ts";
import type { SecretOf } from "../../kernel/secret.ts";
import type { Locale } from "../../kernel/words.ts";

/** What the public pages of this module share. */

/** A command's context for whoever stands in front of a public page of a city. */
export function asVisitor(
  { database, clock, wakeOutbox, secretOf }: PageContext,
  cityId: string,
): CommandContext & { secretOf: SecretOf } {
  const actor: PublicActor = { kind: "PUBLIC", cityId };
  return { database, clock, wakeOutbox, secretOf, actor };
}

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
  return `/p/appeals/follow${locale === "zh" ? "" : `?lang=${locale}`}`;
}
