import { AxeBuilder } from "@axe-core/playwright";
import pg from "pg";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { TEXTS, TOO_WIDE } from "./in-page.ts";
import { findThings, pages, type Things } from "./pages.ts";
import { DESK, type Language, PHONE } from "./people.ts";
import { prepareSession, stranger, useBrowser, type Visitor, visit } from "./visitor.ts";

useBrowser();

const LANGUAGES: readonly Language[] = ["zh", "en"];
/** A key or a code that no text was found for stands alone, like this. */
const KEY = /^[a-z][a-zA-Z]*(\.[a-zA-Z_]+)+$|^[A-Z]+(_[A-Z]+)+$/;
/** How the switch offers Chinese: in Chinese. */
const ITSELF = ["中", "中文", "切换到中文"];
const HAN = /\p{Script=Han}+/gu;

/** What people wrote into the city, in one text: names, reasons, notes. Kinds have an English name of their own. */
async function wordsOfTheCity(ownerUrl: string): Promise<string> {
  const database = new pg.Client({ connectionString: ownerUrl });
  await database.connect();
  try {
    const { rows: columns } = await database.query<{ table: string; column: string }>(
      `select table_name as "table", column_name as "column" from information_schema.columns
       where table_schema = 'public' and data_type = 'text' and table_name !~ '^(Kind|_|Outbox|AuditEntry)'`,
    );
    const texts = columns.map(
      ({ table, column }) => `select "${column}"::text as text from "${table}" where "${column}" ~ '[^ -~]'`,
    );
    const { rows } = await database.query<{ text: string }>(texts.join(" union "));
    return rows.map(({ text }) => text).join("\n");
  } finally {
    await database.end();
  }
}

/** Looks at the page as it stands: findings of axe, width, words. */
async function look(visitor: Visitor, language: Language, words: string): Promise<string[]> {
  const { page } = visitor;
  const found: string[] = [];
  const { violations } = await new AxeBuilder({ page }).analyze();
  for (const { id, impact, nodes } of violations)
    if (impact === "serious" || impact === "critical")
      found.push(`${impact} ${id} at ${nodes.map(({ target }) => target.join(" ")).join("; ")}`);
  const wide = await page.evaluate<number>(TOO_WIDE);
  if (wide > 0) found.push(`${wide} px too wide`);
  for (const text of await page.evaluate<string[]>(TEXTS)) {
    if (KEY.test(text)) found.push(`shows ${text}`);
    const own = (text.match(HAN) ?? []).filter((run) => !ITSELF.includes(run) && !words.includes(run));
    if (language === "en" && own.length > 0) found.push(`says ${text}`);
  }
  return found;
}

describe("every page", () => {
  let things: Things;
  beforeAll(async () => {
    const liaison = await visit("liaison");
    things = await findThings((query, variables) => liaison.ask(query, variables));
  });

  it.each(pages)("$name: both languages, phone and desk", async ({ as, name, path, bothNames }) => {
    const words = await wordsOfTheCity(inject("product").ownerUrl);
    const inLanguage = async (language: Language): Promise<string[]> => {
      const options = { language, size: PHONE, expectProblems: name === "invitation-gone" };
      const visitor = as ? await visit(as, options) : await stranger(options);
      const found: string[] = [];
      await visitor.go(path(things));
      for (const size of [PHONE, DESK]) {
        await visitor.page.setViewportSize(size);
        await visitor.settled();
        const seen = await look(visitor, bothNames ? "zh" : language, words);
        found.push(...seen.map((what) => `${language} ${size.width}: ${what}`));
      }
      return found;
    };
    // The first visit of a person signs in; both languages then share the session.
    if (as) await prepareSession(as);
    const found = await Promise.all(LANGUAGES.map(inLanguage));
    expect(found.flat().join("\n")).toBe("");
  });
});
