import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "./child.ts";
import { keptSecret } from "./data-folder.ts";
import { codeOf, Refusal } from "./refusal.ts";

/** What a person may decide about a start, read from the environment. */
export type Settings = {
  port: number;
  host: string | undefined;
  /** Absolute. Holds the embedded database, uploaded files, secrets and logs. */
  dataDir: string;
  /** The owner's address at an external PostgreSQL; undefined means the embedded one. */
  databaseUrl: string | undefined;
  /** An existing role for the server, at an external PostgreSQL. */
  appDatabaseUrl: string | undefined;
  /** DEMO as given: 1, 0 or nothing. */
  demo: boolean | undefined;
};

function addressIn(name: string): string | undefined {
  const value = process.env[name];
  if (!value) return undefined;
  if (!URL.canParse(value) || !/^postgres(ql)?:$/.test(new URL(value).protocol)) {
    throw new Refusal(
      `${name} is not an address of a PostgreSQL database (postgresql://user:password@host/database).`,
    );
  }
  return value;
}

/** @throws Refusal naming the variable that cannot be used. */
export function readSettings(): Settings {
  const { PORT, HOST, DATA_DIR, DEMO } = process.env;
  const port = PORT ? Number(PORT) : 4000;
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Refusal(`PORT ${PORT} is not a port: give a number between 1 and 65535.`);
  }
  if (DEMO && !/^[01]$/.test(DEMO)) throw new Refusal(`DEMO is ${DEMO}: give 1 or 0.`);
  const databaseUrl = addressIn("DATABASE_URL");
  const appDatabaseUrl = addressIn("APP_DATABASE_URL");
  if (appDatabaseUrl && !databaseUrl) {
    throw new Refusal("APP_DATABASE_URL needs DATABASE_URL beside it: the owner's address, for migrations.");
  }
  return {
    port,
    host: HOST || undefined,
    dataDir: DATA_DIR ? resolve(DATA_DIR) : join(root, ".data"),
    databaseUrl,
    appDatabaseUrl,
    demo: DEMO ? DEMO === "1" : undefined,
  };
}

function tryPort(port: number, host: string | undefined): Promise<string | undefined> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once("error", (error) => done(codeOf(error) ?? error.message));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => done(undefined)));
  });
}

/**
 * Makes sure that nobody listens on the port. One that was ours a moment ago gets five seconds to let go.
 *
 * @throws Refusal, before anything slow has begun.
 */
export async function requireFreePort({ port, host }: Settings, isOurs: () => boolean): Promise<void> {
  const addresses = host ? [host] : ["::", "0.0.0.0", "127.0.0.1"];
  const busy = async () => {
    for (const address of addresses) {
      const code = await tryPort(port, address);
      // A machine without IPv6 is not a busy port.
      if (code && !["EADDRNOTAVAIL", "EAFNOSUPPORT"].includes(code)) return code;
    }
    return undefined;
  };
  let code = await busy();
  for (let waited = 0; code && isOurs() && waited < 25; waited++) {
    await sleep(200);
    code = await busy();
  }
  if (code === "EACCES")
    throw new Refusal(`Port ${port} needs more rights than you have: choose one above 1023 with PORT=4000.`);
  if (code === "EADDRINUSE") {
    throw new Refusal(
      `Port ${port} is busy: stop what listens there, or choose another one with PORT=${port + 1}.`,
    );
  }
  if (code) throw new Refusal(`Port ${port} cannot be used (${code}).`);
}

/** Where this machine reaches the server, and where people do. */
export function addressesOf({ port, host }: Settings): { local: string; shown: string } {
  const everywhere = !host || host === "0.0.0.0" || host === "::";
  const name = host?.includes(":") ? `[${host}]` : host;
  return {
    local: `http://${everywhere ? "127.0.0.1" : name}:${port}`,
    shown: process.env["BASE_URL"] || `http://${everywhere ? "localhost" : name}:${port}`,
  };
}

/** Where the published heads of the chains stand as files. */
export function headsDirectory({ dataDir }: Settings): string {
  return process.env["HEADS_DIR"] || join(dataDir, "heads");
}

/**
 * The environment of the server (and of what writes the demo city) for these settings.
 *
 * @param appUrl the address of the role it runs as, which owns nothing.
 */
export function serverEnv(settings: Settings, appUrl: string, demo: boolean): Record<string, string> {
  const storage = process.env["STORAGE_DIR"] || join(settings.dataDir, "files");
  mkdirSync(storage, { recursive: true, mode: 0o700 });
  return {
    NODE_ENV: "production",
    PORT: String(settings.port),
    DATABASE_URL: appUrl,
    APP_DATABASE_URL: "",
    WEB_DIST: join(root, "web/dist"),
    STORAGE_DIR: storage,
    HEADS_DIR: headsDirectory(settings),
    AUTH_SECRET: process.env["AUTH_SECRET"] || keptSecret(settings.dataDir, "auth-secret"),
    DEMO: demo ? "1" : "0",
    DEMO_ACCOUNTS: process.env["DEMO_ACCOUNTS"] || join(settings.dataDir, "demo-accounts.json"),
  };
}
