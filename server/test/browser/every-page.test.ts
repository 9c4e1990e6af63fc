import { AxeBuilder } from "@axe-core/playwright";
import { beforeAll, describe, expect, it } from "vitest";
import { findThings, pages, type Things } from "./pages.ts";
import { DESK, type Language, PHONE } from "./people.ts";
import { stranger, useBrowser, type Visitor, visit } from "./visitor.ts";

useBrowser();

const LANGUAGES: readonly Language[] = ["zh", "en"];
/** Codes and keys look like this; names, file names and addresses of the demo city do not. */
const KEY = /(?<![\w./@-])[a-z][a-zA-Z]+(\.[a-zA-Z_]+)+(?![\w./-])/;
const HAN = /\p{Script=Han}/u;

/** What the product itself says on a page: labels of buttons, fields, headings, columns; not what people wrote. */
function chrome(): string[] {
  const own = "button, legend, label, th, [role=tab], nav a, h2, [placeholder]";
  return [...document.querySelectorAll(own)]
    .filter((element) => !element.closest("[data-said]"))
    .map((element) => element.getAttribute("placeholder") ?? element.textContent?.trim() ?? "");
}

async function look(visitor: Visitor, language: Language, where: string): Promise<string[]> {
  const found: string[] = [];
  const { page } = visitor;
  const { violations } = await new AxeBuilder({ page }).analyze();
  for (const { id, impact, nodes } of violations)
    if (impact === "serious" || impact === "critical")
      found.push(`${where}: ${impact} ${id} at ${nodes.map(({ target }) => target.join(" ")).join("; ")}`);
  const { wide, text } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth - window.innerWidth,
    text: document.body.textContent,
  }));
  if (wide > 0) found.push(`${where}: ${wide} px too wide`);
  const key = KEY.exec(text)?.[0];
  if (key) found.push(`${where}: shows ${key}`);
  if (language === "en")
    for (const said of await page.evaluate(chrome)) if (HAN.test(said)) found.push(`${where}: says ${said}`);
  return found;
}

describe("every page", () => {
  let things: Things;
  beforeAll(async () => {
    const liaison = await visit("liaison");
    things = await findThings((query, variables) => liaison.ask(query, variables));
  });

  it.each(pages)("$name: both languages, phone and desk", async ({ as, name, path }) => {
    const found: string[] = [];
    for (const language of LANGUAGES) {
      const options = { language, size: PHONE, expectProblems: name === "invitation-gone" };
      const visitor = as ? await visit(as, options) : await stranger(options);
      await visitor.go(path(things));
      found.push(...(await look(visitor, language, `${name} ${language} ${PHONE.width}`)));
      await visitor.page.setViewportSize(DESK);
      await visitor.settled();
      found.push(...(await look(visitor, language, `${name} ${language} ${DESK.width}`)));
    }
    expect(found).toEqual([]);
  });
});
