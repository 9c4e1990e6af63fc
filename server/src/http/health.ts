import type { FastifyInstance } from "fastify";

/** What readiness looks at; `pg.Pool` fits. */
export interface HealthDatabase {
  query(text: string): Promise<{ rows: Record<string, unknown>[] }>;
}

export interface HealthOptions {
  database: HealthDatabase;
  /** The migrations this build was written for, by directory name. */
  migrations: readonly string[];
}

/** Why the server cannot serve; undefined when it can. */
export type Unready = "DATABASE_UNREACHABLE" | "MIGRATIONS_MISSING";

/** Looks whether the database answers and has every migration this build needs. */
export async function findUnready({ database, migrations }: HealthOptions): Promise<Unready | undefined> {
  try {
    const { rows } = await withTimeout(
      database.query(
        `select migration_name from "_prisma_migrations" where finished_at is not null and rolled_back_at is null`,
      ),
      3_000,
    );
    const applied = new Set(rows.map((row) => row.migration_name));
    return migrations.every((name) => applied.has(name)) ? undefined : "MIGRATIONS_MISSING";
  } catch (error) {
    // 42P01: the table of migrations does not exist, so none was applied.
    const missing = error instanceof Error && "code" in error && error.code === "42P01";
    return missing ? "MIGRATIONS_MISSING" : "DATABASE_UNREACHABLE";
  }
}

/** GET /healthz: the process lives. GET /readyz: it can serve; 503 with a code while it cannot. */
export function registerHealth(
  app: FastifyInstance,
  options: HealthOptions & { isClosing(): boolean },
): void {
  app.get("/healthz", { logLevel: "warn" }, async (_request, reply) => {
    return reply.header("cache-control", "no-store").send({ status: "ok" });
  });
  app.get("/readyz", { logLevel: "warn" }, async (_request, reply) => {
    reply.header("cache-control", "no-store");
    const code = options.isClosing() ? "CLOSING" : await findUnready(options);
    if (code) return reply.code(503).send({ status: "unready", code });
    return reply.send({ status: "ready" });
  });
}

async function withTimeout<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("The database did not answer in time.")), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
