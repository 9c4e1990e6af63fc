import pg from "pg";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { useTestDatabase } from "../../test/pg.ts";
import { systemClock } from "../kernel/clock.ts";
import { createDatabase, type Database } from "../kernel/db.ts";
import { newId } from "../kernel/ids.ts";
import { type AuthService, createAuthService } from "../modules/identity/accounts.ts";
import { auditSignIn } from "../modules/identity/audit-sign-in.ts";
import type { AuthEvent } from "../modules/identity/auth.ts";
import { databaseLockout } from "../modules/identity/lockout.ts";
import { startTestServer, type TestServer } from "./server-fixture.ts";

export const PASSWORD = "梅花香自苦寒来-7788";
export const WRONG = "not the password 1";

/** What came back from a request below /api/auth; `cookie` is ready to be sent again. */
export interface Answer {
  status: number;
  body: Record<string, unknown> & { code?: string };
  cookie: string;
  cookies: string[];
}

/** A city with a real database, the real sign-in and a server in front of it. */
export class AuthWorld {
  readonly cityId = newId();
  /** What the audit was told since the last account was made. */
  events: AuthEvent[] = [];
  /** Milliseconds by which the clock of the lockout runs ahead. */
  offset = 0;
  readonly owner: pg.Client;
  readonly #database: Database;
  readonly auth: AuthService;
  #server: TestServer | undefined;
  #accounts = 0;

  constructor(ownerUrl: string, appUrl: string) {
    this.owner = new pg.Client({ connectionString: ownerUrl });
    this.#database = createDatabase(appUrl);
    this.auth = this.service(10_000);
  }

  async open(): Promise<void> {
    await this.owner.connect();
    await this.owner.query(
      `with d as (insert into "Division" ("level", "path", "startedOn") values ('CITY', '/1/', '2020-01-01') returning id)
       insert into "City" (id, "divisionId", name, "openedOn") select $1, id, '试验市', '2020-01-01' from d`,
      [this.cityId],
    );
    this.#server = await startTestServer({ auth: this.auth });
  }

  async close(): Promise<void> {
    await this.#server?.close();
    await this.#database.close();
    await this.owner.end();
  }

  /** The service with a limit by address of its own. */
  service(signInsPerMinute: number): AuthService {
    return createAuthService({
      prisma: this.#database.prisma,
      lockout: databaseLockout(this.#database.pool),
      secret: "a secret of at least thirty-two characters",
      baseUrl: undefined,
      now: () => new Date(Date.now() + this.offset),
      onAuthEvent: async (event) => {
        this.events.push(event);
        await auditSignIn({ database: this.#database, clock: systemClock }, event);
      },
      signInsPerMinute,
      log: { error: () => undefined },
    });
  }

  async person(): Promise<string> {
    const id = newId();
    await this.owner.query(`insert into "Person" (id, "cityId", name) values ($1, $2, '某人')`, [
      id,
      this.cityId,
    ]);
    return id;
  }

  /** A person who can sign in with PASSWORD. */
  async account(): Promise<{ personId: string; username: string; userId: string }> {
    const personId = await this.person();
    this.#accounts += 1;
    const username = `person.${this.#accounts}`;
    const made = await this.auth.createAccount({
      personId,
      username,
      password: PASSWORD,
      mustChangePassword: false,
    });
    this.events = [];
    return { personId, username, userId: made.userId };
  }

  async call(
    method: "GET" | "POST",
    path: string,
    payload?: object,
    headers: Record<string, string> = {},
    target = this.#server,
  ): Promise<Answer> {
    if (!target) throw new Error("the world is not open");
    const answer = await target.app.inject({
      method,
      url: `/api/auth${path}`,
      headers: { host: "gongjian.test", origin: "http://gongjian.test", ...headers },
      ...(payload ? { payload } : {}),
    });
    const cookies = [answer.headers["set-cookie"] ?? []].flat();
    const cookie = cookies.map((text) => text.split(";")[0]).join("; ");
    return { status: answer.statusCode, body: answer.json(), cookie, cookies };
  }

  signIn(
    username: string,
    password: string,
    headers?: Record<string, string>,
    target?: TestServer,
  ): Promise<Answer> {
    return this.call("POST", "/sign-in/username", { username, password }, headers, target);
  }
}

/** The world of a test file: opened before its first test, closed after its last, its clock set back for each. */
export function authWorld(): () => AuthWorld {
  const testDatabase = useTestDatabase();
  let world: AuthWorld | undefined;
  const opened = () => {
    if (!world) throw new Error("The world exists only while tests run.");
    return world;
  };
  beforeAll(async () => {
    world = new AuthWorld(testDatabase().ownerUrl, testDatabase().appUrl);
    await world.open();
  });
  afterAll(async () => world?.close());
  beforeEach(() => {
    opened().events = [];
    opened().offset = 0;
  });
  return opened;
}
