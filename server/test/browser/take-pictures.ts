import { join } from "node:path";
import { chromium } from "playwright-core";
import { IMAGES_HAVE_COME, PLACEHOLDERS } from "./in-page.ts";
import { findThings, type PageToSee, pages } from "./pages.ts";
import { DESK, FLAGS, type Language, PHONE, WHO, type Who } from "./people.ts";

/** A picture to take. */
export type Shot = { page: PageToSee; language: Language; size: typeof DESK; file: string; whole: boolean };

/** Every page in both languages, on a phone and on a desk, whole. */
export function allShots(folder: string, names: RegExp = /./): Shot[] {
  return pages
    .filter(({ name }) => names.test(name))
    .flatMap((page) =>
      [PHONE, DESK].flatMap((size) =>
        (["zh", "en"] as const).map((language) => ({
          page,
          language,
          size,
          whole: true,
          file: join(folder, `${page.name}-${size.width}-${language}.png`),
        })),
      ),
    );
}

/**
 * Looks at a running product with its demo accounts and keeps what it sees.
 *
 * @param address of a product in demo mode.
 * @param chromiumPath the browser.
 */
export async function takePictures(address: string, chromiumPath: string, shots: readonly Shot[]) {
  const browser = await chromium.launch({ executablePath: chromiumPath, args: FLAGS });
  try {
    const signedIn = async (who: Who) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      const { accounts } = (await (await fetch(`${address}/api/demo`)).json()) as {
        accounts: { username: string; password: string }[];
      };
      const account = accounts.find(({ username }) => username === WHO[who]);
      if (!account) throw new Error(`no demo account ${WHO[who]}`);
      await page.goto(`${address}/sign-in`);
      await page.locator("input[autocomplete=username]").fill(account.username);
      await page.locator("input[autocomplete=current-password]").fill(account.password);
      await page.locator("button[type=submit]").click();
      await page.waitForURL(`${address}/`);
      return context;
    };
    type State = Awaited<ReturnType<Awaited<ReturnType<typeof signedIn>>["storageState"]>>;
    const states = new Map<Who, State>();
    const liaison = await signedIn("liaison");
    states.set("liaison", await liaison.storageState());
    const worker = await signedIn("worker");
    states.set("worker", await worker.storageState());
    const askAs =
      ({ request }: typeof liaison) =>
      async (query: string, variables?: Record<string, unknown>) => {
        const answer = await request.post(`${address}/graphql`, {
          headers: { "x-gongjian": "1" },
          data: { query, variables },
        });
        const { data, errors } = await answer.json();
        if (!data) throw new Error(JSON.stringify(errors));
        return data;
      };
    const things = await findThings(askAs(liaison), askAs(worker));
    const take = async ({ page: seen, language, size, file, whole }: Shot) => {
      if (seen.as && !states.has(seen.as))
        states.set(seen.as, await (await signedIn(seen.as)).storageState());
      const context = await browser.newContext({
        viewport: size,
        locale: language === "zh" ? "zh-CN" : "en-GB",
        timezoneId: "Asia/Shanghai",
        reducedMotion: "reduce",
        ...(seen.as ? { storageState: states.get(seen.as) as State } : {}),
      });
      const page = await context.newPage();
      await page.goto(address + seen.path(things));
      await page.locator("h1").first().waitFor();
      await page.locator(PLACEHOLDERS).first().waitFor({ state: "detached" });
      await page.evaluate(IMAGES_HAVE_COME);
      await page.screenshot({ path: file, fullPage: whole });
      await context.close();
    };
    const failures: string[] = [];
    for (const shot of shots)
      await take(shot).catch((error: unknown) => failures.push(`${shot.file}: ${error}`));
    if (failures.length > 0) throw new Error(failures.join("\n"));
  } finally {
    await browser.close();
  }
}
