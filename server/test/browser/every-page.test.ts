import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { axeProblems } from "./axe.ts";
import { DEFECTS, TEXTS, TOO_WIDE } from "./in-page.ts";
import { findThings, pages, type Things } from "./pages.ts";
import { DESK, type Language, PHONE, type Who } from "./people.ts";
import { openSeat, prepareSession, useBrowser, type Visitor, visit } from "./visitor.ts";

useBrowser();

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

/**
 * What is looked at in each look. A page is loaded once: then the window and the language change under it,
 * as they do for people. Every rule is asked of both widths and both languages; what depends on how wide the words of a
 * language are in a narrow window is asked of both on a phone, and in the long run of the short words on a desk too.
 */
const LOOKS: readonly { language: Language; size: typeof PHONE; rules: "every" | "layout" }[] = [
  { language: "zh", size: PHONE, rules: "every" },
  ...(process.env["LONG"] === "1" ? ([{ language: "zh", size: DESK, rules: "layout" }] as const) : []),
  { language: "en", size: DESK, rules: "every" },
  { language: "en", size: PHONE, rules: "layout" },
];

/** Looks at the page as it stands: findings of axe, width, words. */
async function look(
  { page }: Visitor,
  { rules, words, language }: { rules: "every" | "layout"; words: string; language: Language },
): Promise<string[]> {
  const found = await axeProblems(page, rules);
  const wide = await page.evaluate<number>(TOO_WIDE);
  if (wide > 0) found.push(`${wide} px too wide`);
  for (const text of await page.evaluate<string[]>(TEXTS)) {
    if (KEY.test(text)) found.push(`shows ${text}`);
    const own = (text.match(HAN) ?? []).filter((run) => !ITSELF.includes(run) && !words.includes(run));
    if (language === "en" && own.length > 0) found.push(`says ${text}`);
  }
  return found;
}

/** Two people look at pages at the same time, each with a window of its own for every role. */
const SEATS = 2;
const free = Array.from({ length: SEATS }, () => new Map<Who | null, Visitor>());

async function inSeat<T>(who: Who | null, work: (visitor: Visitor) => Promise<T>): Promise<T> {
  const seat = free.pop();
  if (!seat) throw new Error(`more than ${SEATS} at once`);
  try {
    const visitor = seat.get(who) ?? (await openSeat(who));
    seat.set(who, visitor);
    return await work(visitor);
  } finally {
    free.push(seat);
  }
}

describe("every page", () => {
  let things: Things;
  let words: string;
  beforeAll(async () => {
    const liaison = await visit("liaison");
    const worker = await visit("worker");
    things = await findThings(
      (query, variables) => liaison.ask(query, variables),
      (query, variables) => worker.ask(query, variables),
    );
    await worker.leave();
    words = await wordsOfTheCity(inject("product").ownerUrl);
    for (const who of new Set(pages.map(({ as }) => as))) if (who) await prepareSession(who);
  });
  afterAll(() => Promise.all(free.flatMap((seat) => [...seat.values()]).map((visitor) => visitor.leave())));

  it.concurrent.each(pages)("$name: both languages, phone and desk", ({ as, name, path, bothNames }) =>
    inSeat(as, async (visitor) => {
      const found: string[] = [];
      await visitor.page.setViewportSize(PHONE);
      await visitor.go(path(things));
      let at: Language = "zh";
      for (const { language, size, rules } of LOOKS) {
        await visitor.page.setViewportSize(size);
        if (language !== at) await visitor.speak(language);
        at = language;
        await visitor.settled();
        const seen = await look(visitor, { rules, words, language: bothNames ? "zh" : language });
        found.push(...seen.map((what) => `${language} ${size.width}: ${what}`));
      }
      await visitor.speak("zh");
      const problems = visitor.problems.splice(0);
      if (name !== "invitation-gone") found.push(...problems);
      expect(found.join("\n")).toBe("");
    }),
  );

  it("what is wrong with a page is seen in every look", () =>
    inSeat(null, async (visitor) => {
      await visitor.go("/sign-in");
      await visitor.page.evaluate(DEFECTS);
      const seen = async (rules: "every" | "layout") =>
        (await look(visitor, { rules, words: "", language: "en" })).join("\n");
      for (const size of [PHONE, DESK]) {
        await visitor.page.setViewportSize(size);
        const every = await seen("every");
        for (const sign of [
          "button-name",
          "color-contrast",
          "scrollable-region-focusable",
          "px too wide",
          "shows some.missing.key",
          "says 无人译过",
        ])
          expect(every).toContain(sign);
        expect(await seen("layout")).toContain("scrollable-region-focusable");
      }
    }));
});
