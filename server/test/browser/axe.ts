import axe from "axe-core";
import type { Page } from "playwright-core";

/** Rules whose answer depends on how much room the words of a language take in a window. */
const LAYOUT_RULES = ["scrollable-region-focusable"];

/**
 * What is serious or critical in the open page by the rules of axe: in words, with where it stands. A loaded page is given
 * axe once, however often it is looked at.
 */
export async function axeProblems(page: Page, rules: "every" | "layout"): Promise<string[]> {
  if (await page.evaluate<boolean>("!window.axe")) await page.evaluate(axe.source);
  const options = {
    resultTypes: ["violations"],
    iframes: false,
    preload: false,
    ...(rules === "layout" ? { runOnly: { type: "rule", values: LAYOUT_RULES } } : {}),
  };
  return page.evaluate<
    string[]
  >(`axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, impact, nodes }) => impact + " " + id + " at " + nodes.map(({ target }) => target.join(" ")).join("; ")))`);
}
