import { spawnSync } from "node:child_process";
import { join } from "node:path";

const PARTS = ["fill", "pages", "search", "scroll", "live", "signups"];

const [part = "", ...args] = process.argv.slice(2);
if (!PARTS.includes(part)) {
  console.error(`Usage: pnpm bench ${PARTS.join("|")} [options]: see bench/README.md`);
  process.exit(1);
}
const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${part}.ts`), ...args], {
  stdio: "inherit",
});
process.exit(status ?? 1);
