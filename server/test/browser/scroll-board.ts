import { chromium } from "playwright-core";
import { FLAGS } from "./people.ts";

/** What scrolling a long board cost the page's main thread. */
export type Scrolled = { loaded: number; frames: number; longTasks: number; longest: number };

// Runs inside the page, as text: scrolls to the end, a third of a desk's screen or a whole one of a phone's for each frame, and
// counts tasks above 50 ms.
const SCROLL = `(async () => {
  const tasks = [];
  const observer = new PerformanceObserver((list) => { for (const entry of list.getEntries()) tasks.push(entry.duration); });
  observer.observe({ type: "longtask" });
  let frames = 0;
  await new Promise((done) => {
    const step = () => {
      frames++;
      scrollBy(0, innerWidth < 600 ? innerHeight : innerHeight / 3);
      if (scrollY + innerHeight >= document.documentElement.scrollHeight - 4) done();
      else requestAnimationFrame(step);
    };
    scrollTo(0, 0);
    requestAnimationFrame(step);
  });
  await new Promise((done) => setTimeout(done, 300));
  observer.disconnect();
  return { frames, longTasks: tasks.length, longest: Math.round(Math.max(0, ...tasks)) };
})()`;

/** Signs in, loads so many rows of the board and scrolls through them three times; the median by long tasks. */
export async function scrollBoard(
  address: string,
  chromiumPath: string,
  account: { username: string; password: string },
  rows: number,
  width: number,
): Promise<Scrolled> {
  const browser = await chromium.launch({ executablePath: chromiumPath, args: FLAGS });
  try {
    const page = await browser.newPage({ viewport: { width, height: 900 }, locale: "zh-CN" });
    await page.goto(`${address}/sign-in`);
    await page.locator("input[autocomplete=username]").fill(account.username);
    await page.locator("input[autocomplete=current-password]").fill(account.password);
    await page.locator("button[type=submit]").click();
    await page.waitForURL(`${address}/`);
    await page.goto(`${address}/board`);
    const shown = page.getByText(/已显示 [\d,]+ 条/);
    await shown.waitFor();
    const count = async () =>
      Number(/([\d,]+)/.exec((await shown.textContent()) ?? "")?.[1]?.replace(",", ""));
    let loaded = await count();
    for (let tries = 0; loaded < rows && tries < 600; tries++) {
      await page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
      await page.waitForTimeout(100);
      loaded = await count();
    }
    const runs: Omit<Scrolled, "loaded">[] = [];
    for (let run = 0; run < 3; run++) runs.push(await page.evaluate<Omit<Scrolled, "loaded">>(SCROLL));
    runs.sort((a, b) => a.longTasks - b.longTasks || a.longest - b.longest);
    return { loaded, ...(runs[1] as Omit<Scrolled, "loaded">) };
  } finally {
    await browser.close();
  }
}
