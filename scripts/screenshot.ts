import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { pages } from "../server/test/browser/pages.ts";
import { DESK, PHONE } from "../server/test/browser/people.ts";
import { allShots, type Shot, takePictures } from "../server/test/browser/take-pictures.ts";
import { root } from "./child.ts";
import { findChromium } from "./chromium.ts";
import { removeClusterOutside } from "./postgres-cluster.ts";
import { Refusal, runScript } from "./refusal.ts";
import { startCompanion, waitUntilReady } from "./server-process.ts";

// The README's pictures, from the running product: `node scripts/screenshot.ts [address]`. Without an address of a product in
// demo mode it starts one of its own. `--all folder` keeps every page in both languages, on a phone and on a desk.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { all: { type: "string" }, only: { type: "string" } },
});

/** On which port a product of its own listens. */
const PORT = 4919;
const MINUTES_TO_START = 5;

function forReadme(): Shot[] {
  const folder = join(root, "docs/screenshots");
  mkdirSync(folder, { recursive: true });
  const shot = (name: string, file: string, size: typeof DESK): Shot[] => {
    const page = pages.find((one) => one.name === name);
    if (!page) throw new Error(`no page ${name}`);
    return (["zh", "en"] as const).map((language) => ({
      page,
      language,
      size,
      whole: false,
      file: join(folder, `${file}-${language}.png`),
    }));
  };
  return [
    ...shot("partnership-office", "partnership", DESK),
    ...shot("home-liaison", "home", PHONE),
    ...shot("board-office", "board", DESK),
    ...shot("reports-office", "report", DESK),
  ];
}

async function withProduct(work: (address: string) => Promise<void>): Promise<void> {
  const [given] = positionals;
  if (given) return work(given.replace(/\/$/, ""));
  const folder = mkdtempSync(join(tmpdir(), "gongjian-screenshots-"));
  const log = join(folder, "start.log");
  const env = { DATA_DIR: join(folder, "data"), PORT: String(PORT), HOST: "127.0.0.1", DATABASE_URL: "" };
  const product = startCompanion("scripts/start.ts", [], { env, log });
  const address = `http://127.0.0.1:${PORT}`;
  try {
    console.log("Starting a product with the demo city …");
    let ready = false;
    for (let minute = 0; minute < MINUTES_TO_START && !ready; minute++)
      ready = await waitUntilReady(product, address, log).then(
        () => true,
        () => false,
      );
    if (!ready) throw new Refusal(`The product did not start: see ${log}.`);
    await work(address);
  } finally {
    await product.stop();
    removeClusterOutside(join(folder, "data"));
    rmSync(folder, { recursive: true, force: true });
  }
}

await runScript(() =>
  withProduct(async (address) => {
    const chromium = await findChromium();
    if (values.all) mkdirSync(values.all, { recursive: true });
    const only = new RegExp(values.only ?? ".");
    const shots = values.all ? allShots(resolve(values.all), only) : forReadme();
    await takePictures(address, chromium, shots);
    console.log(`${shots.length} pictures taken.`);
  }),
);
