import { spawnSync } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { run } from "./child.ts";
import { Refusal } from "./refusal.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

function works(path: string): boolean {
  return (
    existsSync(path) && spawnSync(path, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0
  );
}

function fromPlaywright(): string[] {
  const cache = process.platform === "darwin" ? "Library/Caches/ms-playwright" : ".cache/ms-playwright";
  const folder = process.env["PLAYWRIGHT_BROWSERS_PATH"] ?? join(homedir(), cache);
  const programs = [
    "chromium-*/chrome-linux*/chrome",
    "chromium_headless_shell-*/chrome-*/{headless_shell,chrome-headless-shell}",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
  ];
  return existsSync(folder) ? globSync(programs, { cwd: folder }).map((path) => join(folder, path)) : [];
}

function search(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ...fromPlaywright(),
  ];
  return candidates.find(works);
}

/**
 * A Chromium that runs: CHROMIUM_PATH, the system's, or Playwright's own; under root on Debian it is installed.
 *
 * @returns the path of the program.
 * @throws Refusal saying what to install.
 */
export async function findChromium(): Promise<string> {
  const chosen = process.env["CHROMIUM_PATH"];
  if (chosen) {
    if (works(chosen)) return chosen;
    throw new Refusal(`CHROMIUM_PATH ${chosen} is not a browser that runs.`);
  }
  const found = search();
  if (found) return found;
  if (process.getuid?.() === 0 && works("/usr/bin/apt-get")) {
    console.log("Installing Chromium for the browser tests …");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update", "-q"], { env });
    const packages = ["chromium", "fonts-noto-cjk"];
    const { code, output } = await run(
      "apt-get",
      ["install", "-y", "-q", "--no-install-recommends", ...packages],
      { env },
    );
    const installed = search();
    if (installed) return installed;
    throw new Refusal(
      `Chromium could not be installed (apt-get ended with ${code}): ${output.trim().split("\n").at(-1)}`,
    );
  }
  throw new Refusal(
    "The browser tests need a Chromium: install one (Debian: apt-get install chromium fonts-noto-cjk), or set CHROMIUM_PATH.",
  );
}
