import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { grantApplication } from "../../../prisma/migrate.ts";
import { root } from "../../../scripts/child.ts";
import { findChromium } from "../../../scripts/chromium.ts";
import { type Companion, startCompanion, waitUntilReady } from "../../../scripts/server-process.ts";
import { buildWeb } from "../../../scripts/web-build.ts";
import { prepareJobs } from "../../src/jobs.ts";
import startPostgresForTests from "../pg.setup.ts";

/** An account that the sign-in page offers. */
export type Account = {
  username: string;
  password: string;
  role: string;
  organization: string;
  person: string;
};

declare module "vitest" {
  export interface ProvidedContext {
    /** The running product: where it is, who may sign in, the browser to look with, and a folder for sessions. */
    product: { address: string; accounts: Account[]; chromium: string; folder: string; ownerUrl: string };
  }
}

const DATABASE = "browser";

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

async function asAdmin(adminUrl: string, ...statements: string[]): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    for (const statement of statements) await admin.query(statement);
  } finally {
    await admin.end();
  }
}

async function seed(env: Record<string, string>): Promise<Account[]> {
  const seeding = startCompanion("prisma/seed/demo.ts", ["--size", "small"], {
    env,
    log: join(env["DATA_DIR"] ?? "", "seed.log"),
  });
  if ((await seeding.ended) !== 0)
    throw new Error(
      `The demo city could not be filled.\n${readFileSync(join(env["DATA_DIR"] ?? "", "seed.log"), "utf8")}`,
    );
  return JSON.parse(readFileSync(env["DEMO_ACCOUNTS"] ?? "", "utf8")).accounts;
}

/** Vitest's global setup of the browser tests: the product as people run it, with a small demo city, once for the run. */
export default async function setup(project: TestProject) {
  const stopPostgres = await startPostgresForTests(project);
  const { adminUrl, ownerUrl, appUrl } = project.getProvidedContext().postgres;
  const rename = (url: string) => url.replace(/\/gongjian$/, `/${DATABASE}`);
  const folder = mkdtempSync(join(tmpdir(), "gongjian-browser-"));
  let server: Companion | undefined;
  const end = async () => {
    await server?.stop();
    await asAdmin(adminUrl, `drop database if exists ${DATABASE} with (force)`);
    rmSync(folder, { recursive: true, force: true });
    await stopPostgres();
  };
  try {
    await asAdmin(
      adminUrl,
      `drop database if exists ${DATABASE} with (force)`,
      `create database ${DATABASE} template gongjian owner gongjian`,
    );
    await prepareJobs(rename(ownerUrl));
    await grantApplication(rename(ownerUrl), rename(appUrl));
    mkdirSync(join(folder, "files"));
    const port = await freePort();
    const env = {
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: String(port),
      DATA_DIR: folder,
      DATABASE_URL: rename(appUrl),
      WEB_DIST: join(root, "web/dist"),
      STORAGE_DIR: join(folder, "files"),
      AUTH_SECRET: randomBytes(32).toString("hex"),
      DEMO: "1",
      DEMO_ACCOUNTS: join(folder, "accounts.json"),
    };
    const [accounts, chromium] = await Promise.all([seed(env), findChromium(), buildWeb()]);
    const log = join(folder, "server.log");
    server = startCompanion("server/src/main.ts", [], { env, log });
    const address = `http://127.0.0.1:${port}`;
    await waitUntilReady(server, address, log);
    project.provide("product", { address, accounts, chromium, folder, ownerUrl: rename(ownerUrl) });
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}
