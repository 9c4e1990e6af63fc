import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { findRoleProblem } from "./database-role.ts";
import { downloads } from "./downloads.ts";
import { type Env, EnvError, readEnv } from "./env.ts";
import type { Context } from "./graphql/context.ts";
import { schema } from "./graphql/schema.ts";
import { headersOf } from "./http/auth.ts";
import { LiveHub, listenForLive } from "./http/live.ts";
import { createLog } from "./http/log.ts";
import { buildServer } from "./http/server.ts";
import { startJobs } from "./jobs.ts";
import { systemClock } from "./kernel/clock.ts";
import { createDatabase, type Database } from "./kernel/db.ts";
import type { Outside } from "./kernel/outside.ts";
import { secretsFrom } from "./kernel/secret.ts";
import { createLetterSender, createMailer } from "./mail.ts";
import type { HeadsTargets } from "./modules/audit/publish-heads.ts";
import { evidenceFileRoutes } from "./modules/evidence/file-routes.ts";
import { diskStorage } from "./modules/evidence/storage.ts";
import { createAuthService, type SignedIn } from "./modules/identity/accounts.ts";
import { auditSignIn } from "./modules/identity/audit-sign-in.ts";
import { databaseLockout } from "./modules/identity/lockout.ts";
import { actorOf, readActor } from "./modules/identity/read-actor.ts";
import { startMessenger } from "./modules/notifications/messenger.ts";
import { startDispatcher } from "./modules/notifications/public.ts";
import { pages } from "./pages.ts";

/** Milliseconds within which requests in flight must be finished when the server is told to end. */
const SHUTDOWN_TIME = 10_000;

const MIGRATIONS = join(import.meta.dirname, "../../prisma/migrations");

async function compose(env: Env, database: Database, log: Logger): Promise<FastifyInstance> {
  const hub = new LiveHub();
  const clock = systemClock;
  const secretOf = secretsFrom(env.AUTH_SECRET);
  const outside = outsideOf(env);
  const storage = diskStorage(env.STORAGE_DIR);
  const auth = createAuthService({
    prisma: database.prisma,
    lockout: databaseLockout(database.pool),
    secret: env.AUTH_SECRET,
    baseUrl: env.BASE_URL,
    now: () => clock.now(),
    onAuthEvent: (event) => auditSignIn({ database, clock }, event),
    signInsPerMinute: 60,
    log: { error: (message, cause) => log.error({ err: cause }, message) },
  });
  const dispatcher = startDispatcher({
    database,
    clock,
    onUnknownEvent: (event) => log.warn({ event }, "an event that this version does not know"),
    onError: (error) => log.warn({ err: error }, "events could not be told, trying again"),
  });
  const messenger = startMessenger({
    database,
    clock,
    secretOf,
    outside,
    onError: (error) => log.warn({ err: error }, "messages could not be sent, trying again"),
  });
  const entries = await readdir(MIGRATIONS, { withFileTypes: true });

  const app = await buildServer<Context>({
    log,
    trustProxy: env.TRUST_PROXY,
    production: env.NODE_ENV === "production",
    health: {
      database: database.pool,
      migrations: entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name),
    },
    auth,
    graphql: {
      schema,
      async createContext(request) {
        const signedIn = await auth.readSession(headersOf(request));
        const who = await actorOf(database, clock, signedIn);
        return {
          database,
          clock,
          ...who,
          accounts: auth,
          clientAddress: request.ip,
          wakeOutbox: dispatcher.wake,
          readFile: async (key) => buffer(await storage.open(key)),
          secretOf,
          outside,
        };
      },
    },
    live: {
      hub,
      cityOf: async (signedIn) => (await readActor(database, clock, signedIn))?.cityId,
    },
    files: {
      storage,
      now: () => clock.now(),
      ...evidenceFileRoutes<SignedIn>({ database, clock, wakeOutbox: dispatcher.wake }, (signedIn) =>
        readActor(database, clock, signedIn),
      ),
    },
    downloads: {
      declarations: downloads,
      async contextOf(signedIn) {
        const actor = await readActor(database, clock, signedIn);
        return actor ? { database, clock, actor, storage, secretOf, wakeOutbox: dispatcher.wake } : undefined;
      },
    },
    pages: {
      pages,
      context: { database, clock, storage, secretOf, wakeOutbox: dispatcher.wake },
      baseUrl: env.BASE_URL,
    },
    webDist: env.WEB_DIST,
    demoAccounts: env.DEMO ? env.DEMO_ACCOUNTS : undefined,
  });
  const running = startJobs({
    database,
    clock,
    storage,
    secretOf,
    outside,
    heads: headsOf(env),
    wakeOutbox: dispatcher.wake,
    onFailure: (job, error) => log.error({ err: error, job }, "a job failed"),
  }).catch((error: unknown) => {
    log.error({ err: error }, "no jobs run in this process");
    return undefined;
  });
  const stopListening = listenForLive(env.DATABASE_URL, hub, log);
  app.addHook("onClose", async () => {
    await stopListening();
    await dispatcher.stop();
    await messenger.stop();
    await (await running)?.stop();
    await database.close();
  });
  return app;
}

/** Where the heads of the chains go, by the settings. */
function headsOf({ HEADS_DIR, SMTP_URL, MAIL_FROM, MAIL_TO }: Env): HeadsTargets {
  return {
    ...(HEADS_DIR !== undefined && { directory: HEADS_DIR }),
    ...(SMTP_URL &&
      MAIL_FROM && { sendMail: createMailer({ smtpUrl: SMTP_URL, from: MAIL_FROM, to: MAIL_TO }) }),
  };
}

/** What of the world outside this server reaches, by the settings. */
function outsideOf({ SMTP_URL, MAIL_FROM, BASE_URL, WEBHOOK_HOSTS }: Env): Outside {
  return {
    origin: BASE_URL,
    allowedHosts: WEBHOOK_HOSTS,
    // A letter is of no use without links that lead back.
    ...(SMTP_URL &&
      MAIL_FROM &&
      BASE_URL && { sendLetter: createLetterSender({ smtpUrl: SMTP_URL, from: MAIL_FROM }) }),
  };
}

function endOnSignal(app: FastifyInstance, log: Logger): void {
  let ending = false;
  const end = async (signal: string) => {
    // A second signal does not wait.
    if (ending) process.exit(1);
    ending = true;
    log.info({ signal }, "ending: finishing what is in flight");
    setTimeout(() => process.exit(1), SHUTDOWN_TIME).unref();
    await app.close();
    process.exit(0);
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  let env: Env;
  try {
    env = readEnv();
  } catch (error) {
    if (error instanceof EnvError) refuse(error.message);
    throw error;
  }
  const log = createLog(env.LOG_LEVEL);
  const database = createDatabase(env.DATABASE_URL);
  const problem = await findRoleProblem(database.pool).catch(
    (error: unknown) => `The database cannot be reached: ${error instanceof Error ? error.message : error}.`,
  );
  if (problem !== undefined) refuse(problem);

  const app = await compose(env, database, log);
  endOnSignal(app, log);
  try {
    await app.listen({ port: env.PORT, host: env.HOST ?? "0.0.0.0" });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE")
      refuse(`Port ${env.PORT} is in use: end what uses it or choose another with PORT.`);
    throw error;
  }
}

await main();
