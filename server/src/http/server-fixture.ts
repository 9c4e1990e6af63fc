import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { buildSchema, GraphQLError, type GraphQLSchema } from "graphql";
import { systemClock } from "../kernel/clock.ts";
import type { Database } from "../kernel/db.ts";
import { secretsFrom } from "../kernel/secret.ts";
import type { FileKindName } from "../modules/evidence/file-kinds.ts";
import type { IngestedFile } from "../modules/evidence/ingest.ts";
import { diskStorage } from "../modules/evidence/storage.ts";
import type { AuthService, SignedIn } from "../modules/identity/accounts.ts";
import { NONCE_PLACEHOLDER } from "./headers.ts";
import { LiveHub } from "./live.ts";
import { createLog } from "./log.ts";
import { buildServer, type ServerOptions } from "./server.ts";

/** Two people whom the test server knows by the cookie `who=<key>`. */
export const PEOPLE: Record<string, SignedIn> = {
  liu: {
    userId: "0190a000-0000-7000-8000-000000000001",
    personId: "0190a000-0000-7000-8000-00000000000a",
    username: "liu",
    sessionId: "0190a000-0000-7000-8000-0000000000f1",
    mustChangePassword: false,
    twoFactorEnabled: false,
    expiresAt: new Date("2027-01-01T00:00:00Z"),
  },
  wang: {
    userId: "0190a000-0000-7000-8000-000000000002",
    personId: "0190a000-0000-7000-8000-00000000000b",
    username: "wang",
    sessionId: "0190a000-0000-7000-8000-0000000000f2",
    mustChangePassword: false,
    twoFactorEnabled: false,
    expiresAt: new Date("2027-01-01T00:00:00Z"),
  },
};

export interface TestServer {
  app: FastifyInstance;
  hub: LiveHub;
  storageDir: string;
  saved: (IngestedFile & { id: string; by: string })[];
  /** Ends the session of a person. */
  signOut(key: string): void;
  /** Paths of the files that were stored. */
  stored(): Promise<string[]>;
  close(): Promise<void>;
}

function testSchema(): GraphQLSchema {
  const schema = buildSchema(`
    type Query { hello(name: String): String, count(n: Int!): Int, secret: String, broken: String, busy: String }
  `);
  const fields = schema.getQueryType()?.getFields() ?? {};
  const resolve = (name: string, value: () => unknown) => {
    const field = fields[name];
    if (field) field.resolve = value;
  };
  resolve("hello", () => "hello");
  resolve("secret", () => {
    throw new GraphQLError("sign in first", { extensions: { code: "UNAUTHENTICATED" } });
  });
  resolve("broken", () => {
    throw new Error("select password from somewhere");
  });
  resolve("busy", () => {
    throw new GraphQLError("later", { extensions: { code: "RATE_LIMITED", retryAfterSeconds: 5 } });
  });
  return schema;
}

/** A whole server with invented sign-ins, a small schema and a storage directory of its own. */
export async function startTestServer(
  overrides: Partial<ServerOptions<object>> & {
    mayUpload?: (kind: FileKindName | undefined) => boolean;
  } = {},
): Promise<TestServer> {
  const directory = await mkdtemp(join(tmpdir(), "gongjian-http-"));
  const storageDir = join(directory, "files");
  const people = new Map(Object.entries(PEOPLE));
  const hub = new LiveHub();
  const storage = diskStorage(storageDir);
  const saved: TestServer["saved"] = [];
  const unused = () => Promise.reject(new Error("not part of this test"));
  const auth: AuthService = {
    handle: unused,
    readSession: async (headers) => people.get(/who=(\w+)/.exec(headers.get("cookie") ?? "")?.[1] ?? ""),
    listSessions: unused,
    revokeSession: unused,
    revokeSessions: unused,
    createAccount: unused,
    resetPassword: unused,
    usernameOf: unused,
  };
  const app = await buildServer({
    log: createLog("silent"),
    trustProxy: 1,
    production: true,
    health: { database: { query: async () => ({ rows: [{ migration_name: "one" }] }) }, migrations: ["one"] },
    auth,
    graphql: { schema: testSchema(), createContext: async () => ({}) },
    live: { hub, cityOf: async () => "city-1", heartbeat: 50 },
    files: {
      storage,
      now: () => new Date(),
      mayUpload: async (_person, kind) => overrides.mayUpload?.(kind) ?? true,
      saveEvidence: async (person, file) => {
        const id = `0190a000-0000-7000-8000-${String(saved.length + 1).padStart(12, "0")}`;
        saved.push({ ...file, id, by: person.personId });
        return { id };
      },
      openEvidence: async (person, id) => saved.find((file) => file.id === id && file.by === person.personId),
    },
    downloads: { declarations: [], contextOf: async () => undefined },
    pages: {
      pages: [],
      context: { database: {} as Database, clock: systemClock, storage, secretOf: secretsFrom("a test's") },
      baseUrl: undefined,
    },
    webDist: undefined,
    demoAccounts: undefined,
    ...overrides,
  });
  return {
    app,
    hub,
    storageDir,
    saved,
    signOut: (key) => people.delete(key),
    async stored() {
      const entries = await readdir(storageDir, { recursive: true, withFileTypes: true }).catch(() => []);
      return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    },
    async close() {
      await app.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Writes a tiny built web app into a new directory and returns it. */
export async function writeWebDist(withNonce: boolean): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "gongjian-web-"));
  const nonce = withNonce ? `<meta name="csp-nonce" content="${NONCE_PLACEHOLDER}">` : "";
  await writeFile(join(directory, "index.html"), `<!doctype html><head>${nonce}</head><div id="root"></div>`);
  await mkdir(join(directory, "assets"));
  await writeFile(join(directory, "assets/main-AbCd1234.js"), "console.log(1)");
  await writeFile(join(directory, "assets/main-AbCd1234.js.br"), "brotli bytes");
  await writeFile(join(directory, "touch-icon-large.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
  return directory;
}
