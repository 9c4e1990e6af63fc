import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../scripts/child.ts";
import { findChromium } from "../scripts/chromium.ts";
import { Lifecycle } from "../scripts/lifecycle.ts";
import { Refusal, runScript } from "../scripts/refusal.ts";
import { buildWeb } from "../scripts/web-build.ts";
import { scrollBoard } from "../server/test/browser/scroll-board.ts";
import { startServer } from "./server.ts";

const USAGE = "Usage: node bench/scroll.ts --data FOLDER [--rows 2000] [--width 1440]";

/** Loads rows of a filled board in a real browser and scrolls through them: tasks above 50 ms. */
await runScript(async () => {
  const { values } = parseArgs({
    options: {
      data: { type: "string" },
      rows: { type: "string", default: "2000" },
      width: { type: "string", default: "1440" },
    },
  });
  if (!values.data) throw new Refusal(USAGE);
  const lifecycle = new Lifecycle();
  try {
    await buildWeb();
    const { address, about } = await startServer(values.data, lifecycle, join(root, "web/dist"));
    const account = { username: "coordinator", password: about.password };
    const width = Number(values.width);
    const seen = await scrollBoard(address, await findChromium(), account, Number(values.rows), width);
    console.log(
      `${width} px: ${seen.loaded} rows in ${seen.frames} frames, ${seen.longTasks} tasks above 50 ms, the longest ${seen.longest} ms`,
    );
  } finally {
    await lifecycle.end();
  }
});
process.exit();
