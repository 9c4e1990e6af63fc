import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { downloads } from "../../src/downloads.ts";
import type { Context } from "../../src/graphql/context.ts";
import { schema } from "../../src/graphql/schema.ts";
import { headersOf } from "../../src/http/auth.ts";
import { LiveHub } from "../../src/http/live.ts";
import { createLog } from "../../src/http/log.ts";
import { buildServer } from "../../src/http/server.ts";
import { evidenceFileRoutes } from "../../src/modules/evidence/file-routes.ts";
import type { FileStorage } from "../../src/modules/evidence/storage.ts";
import type { AuthService, SignedIn } from "../../src/modules/identity/accounts.ts";
import { actorOf, readActor } from "../../src/modules/identity/read-actor.ts";
import { pages } from "../../src/pages.ts";
import { TEST_SECRETS, type TestPerson, type World } from "../world.ts";

export const PASSWORD = "梅花香自苦寒来-7788";

/** The whole server as in production, in this process and on a port of its own, over the world's database. */
export type RealServer = {
  url: string;
  /** Gives a person of the world an account and signs it in over HTTP; answers the cookie. */
  signIn(person: TestPerson, username: string): Promise<string>;
  /** Posts to /graphql as whoever the cookie says. */
  post(
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: Reply; headers: Headers }>;
  close(): Promise<void>;
};
export type Reply = {
  data?: Record<string, { __typename?: string; [field: string]: unknown } | null> | null;
  errors?: { message: string; extensions: Record<string, unknown> }[];
};

export async function startRealServer(world: World): Promise<RealServer> {
  const auth: AuthService = world.accounts;
  const { database, clock } = world;
  const storage: FileStorage = {
    put: async (key, bytes) => void world.files.set(key, bytes),
    open: async (key) => Readable.from([Buffer.from(world.files.get(key) ?? [])]),
    exists: async (key) => world.files.has(key),
    remove: async (key) => void world.files.delete(key),
  };
  const app = await buildServer<Context>({
    log: createLog("silent"),
    trustProxy: 1,
    production: true,
    health: { database: database.pool, migrations: [] },
    auth,
    graphql: {
      schema,
      async createContext(request) {
        const signedIn = await auth.readSession(headersOf(request));
        const who = await actorOf(database, clock, signedIn);
        return { database, clock, ...who, accounts: auth, clientAddress: request.ip, wakeOutbox: () => {} };
      },
    },
    live: {
      hub: new LiveHub(),
      cityOf: async (signedIn) => (await readActor(database, clock, signedIn))?.cityId,
      heartbeat: 50,
    },
    files: {
      storage,
      now: () => clock.now(),
      ...evidenceFileRoutes<SignedIn>({ database, clock }, (signedIn) =>
        readActor(database, clock, signedIn),
      ),
    },
    downloads: {
      declarations: downloads,
      async contextOf(signedIn) {
        const actor = await readActor(database, clock, signedIn);
        return actor ? { database, clock, actor, storage } : undefined;
      },
    },
    pages: { pages, context: { database, clock, storage, secretOf: TEST_SECRETS }, baseUrl: undefined },
    webDist: undefined,
    demoAccounts: undefined,
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    async signIn(person, username) {
      // The world made an account without a password; this one is made the way people get theirs.
      await world.sql(`delete from "AuthUser" where id = $1`, [person.actor.userId]);
      const { personId } = person.actor;
      await auth.createAccount({ personId, username, password: PASSWORD, mustChangePassword: false });
      const answer = await fetch(`${url}/api/auth/sign-in/username`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: url },
        body: JSON.stringify({ username, password: PASSWORD }),
      });
      if (!answer.ok) throw new Error(await answer.text());
      return answer.headers
        .getSetCookie()
        .map((cookie) => cookie.split(";")[0])
        .join("; ");
    },
    async post(body, headers = {}) {
      const answer = await fetch(`${url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
      const text = await answer.text();
      return { status: answer.status, body: JSON.parse(text) as Reply, headers: answer.headers };
    },
    async close() {
      const closed = app.close();
      // A connection that this process keeps alive would be waited for as long as it may live.
      app.server.closeAllConnections();
      await closed;
    },
  };
}
