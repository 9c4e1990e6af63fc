import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { LISTEN, PLACEHOLDERS } from "./in-page.ts";
import { DESK, FLAGS, type Language, WHO, type Who } from "./people.ts";

/** How long anything may take to show, in milliseconds: bounded, never waited out. */
const PATIENCE = 15_000;

type Options = { language?: Language; size?: typeof DESK; touch?: boolean; expectProblems?: boolean };

/** A person in front of a browser. What goes wrong in it is kept, and every tap is counted. */
export class Visitor {
  readonly page: Page;
  /** Console errors, refused resources, failed requests. */
  readonly problems: string[] = [];
  /** How often the screen was touched or clicked since the last `countFromHere`. */
  taps = 0;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(context: BrowserContext): Promise<Visitor> {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    const visitor = new Visitor(page);
    await page.exposeFunction("gongjianTapped", () => {
      visitor.taps++;
    });
    await page.addInitScript({ content: LISTEN });
    page.on("console", (message) => {
      if (message.type() === "error") visitor.problems.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => visitor.problems.push(`thrown: ${error.message}`));
    page.on("response", (response) => {
      if (response.status() >= 400) visitor.problems.push(`${response.status()}: ${response.url()}`);
    });
    page.on("requestfailed", (request) => {
      const why = request.failure()?.errorText ?? "";
      // Leaving a page ends what it was still asking for.
      if (why !== "net::ERR_ABORTED") visitor.problems.push(`${why}: ${request.url()}`);
    });
    return visitor;
  }

  /** Opens an address of the product, and waits until the page has its heading and nothing still loads. */
  async go(path: string): Promise<void> {
    await this.page.goto(inject("product").address + path);
    await this.settled();
  }

  /** Waits until the page has its heading and no placeholder is left. */
  async settled(): Promise<void> {
    await this.page.locator("h1").first().waitFor();
    await this.page.locator(PLACEHOLDERS).first().waitFor({ state: "detached" });
  }

  /** Changes the language under the open page by its switch, also when a drawer lies over it; a page without one is loaded anew. */
  async speak(language: Language): Promise<void> {
    const tag = language === "zh" ? "zh-CN" : "en-GB";
    const offer = this.page.locator(`button[lang=${tag}]`).first();
    if ((await offer.count()) > 0) await offer.dispatchEvent("click");
    else {
      await this.page.evaluate(`localStorage.setItem("gongjian.locale", "${language}")`);
      await this.page.reload();
    }
    await this.page.locator(`html[lang=${tag}]`).waitFor({ state: "attached" });
  }

  /** Closes the window. */
  leave(): Promise<void> {
    return this.page.context().close();
  }

  button(name: string | RegExp, within: Page | Locator = this.page): Locator {
    return within.getByRole("button", { name, exact: typeof name === "string" });
  }

  link(name: string | RegExp, within: Page | Locator = this.page): Locator {
    return within.getByRole("link", { name, exact: typeof name === "string" }).first();
  }

  /** Waits for a text on the page. */
  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  /** Sends a question of one's own with this person's session, as another client would. */
  async ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const response = await this.page.context().request.post(`${inject("product").address}/graphql`, {
      headers: { "x-gongjian": "1" },
      data: { query, variables },
    });
    const body = await response.json();
    if (!body.data) throw new Error(JSON.stringify(body));
    return body.data;
  }

  countFromHere(): void {
    this.taps = 0;
  }
}

let browser: Browser | undefined;
const visits: { visitor: Visitor; expectProblems: boolean }[] = [];

/**
 * Starts the browser of a test file; whoever visits leaves when the test ends, and must have met no error.
 * BROWSER_PICTURES names a folder for what was on screen when a test failed.
 */
export function useBrowser(): void {
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: inject("product").chromium, args: FLAGS });
  });
  afterEach(async ({ task }) => {
    const left = visits.splice(0);
    const pictures = process.env["BROWSER_PICTURES"];
    for (const [at, { visitor }] of left.entries()) {
      if (pictures && task.result?.state === "fail")
        await visitor.page.screenshot({ path: join(pictures, `${task.id}-${at}.png`) });
      await visitor.leave();
    }
    for (const { visitor, expectProblems } of left) if (!expectProblems) expect(visitor.problems).toEqual([]);
  });
  afterAll(() => browser?.close());
}

async function openWindow(options: Options, state?: string): Promise<Visitor> {
  const { language = "zh", size = DESK, touch = false } = options;
  const settings: BrowserContextOptions = {
    viewport: size,
    locale: language === "zh" ? "zh-CN" : "en-GB",
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
    ...(touch ? { hasTouch: true, isMobile: true } : {}),
    ...(state ? { storageState: state } : {}),
  };
  if (!browser) throw new Error("useBrowser() first");
  return Visitor.open(await browser.newContext(settings));
}

async function openContext(options: Options, state?: string): Promise<Visitor> {
  const visitor = await openWindow(options, state);
  visits.push({ visitor, expectProblems: options.expectProblems ?? false });
  return visitor;
}

/** Somebody who is not signed in. */
export function stranger(options: Options = {}): Promise<Visitor> {
  return openContext(options);
}

/** Types name and password into the sign-in page. */
export async function signIn(visitor: Visitor, who: Who): Promise<void> {
  const account = inject("product").accounts.find(({ username }) => username === WHO[who]);
  if (!account) throw new Error(`no demo account ${WHO[who]}`);
  await visitor.page.goto(`${inject("product").address}/sign-in`);
  await visitor.page.locator("input[autocomplete=username]").fill(account.username);
  await visitor.page.locator("input[autocomplete=current-password]").fill(account.password);
  await visitor.page.locator("button[type=submit]").click();
  await visitor.page.waitForURL(`${inject("product").address}/`);
  await visitor.settled();
}

const sessionOf = (who: Who) => join(inject("product").folder, `session-${who}.json`);

/** Signs somebody in once for the run, so that several may then visit at the same time. */
export async function prepareSession(who: Who): Promise<void> {
  if (existsSync(sessionOf(who))) return;
  await visit(who);
}

/**
 * A window that stays open from test to test, of somebody who is prepared or of nobody. Whoever opens it looks at its
 * problems and lets it leave.
 */
export function openSeat(who: Who | null): Promise<Visitor> {
  return openWindow({}, who ? sessionOf(who) : undefined);
}

/** Somebody signed in: through the page the first time, with the same session later. */
export async function visit(who: Who, options: Options = {}): Promise<Visitor> {
  const state = sessionOf(who);
  if (existsSync(state)) return openContext(options, state);
  const first = await openContext(options);
  await signIn(first, who);
  const cookies = await first.page.context().cookies();
  await first.page.context().storageState({ path: state });
  expect(cookies.every(({ httpOnly, sameSite }) => httpOnly && sameSite === "Lax")).toBe(true);
  return first;
}
