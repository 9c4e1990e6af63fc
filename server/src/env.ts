import { z } from "zod";

const flag = (name: string) =>
  z
    .string()
    .optional()
    .transform((value, issue) => {
      if (value === undefined || value === "" || value === "0" || value === "false") return false;
      if (value === "1" || value === "true") return true;
      issue.addIssue({ code: "custom", message: `${name} must be 1 or 0.` });
      return z.NEVER;
    });

const required = (name: string, meaning: string) =>
  z.string(`${name} is missing: ${meaning}.`).min(1, `${name} is empty: ${meaning}.`);

const shape = z
  .object({
    PORT: z
      .string()
      .optional()
      .transform((value, issue) => {
        const port = Number(value ?? "4000");
        if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
        issue.addIssue({ code: "custom", message: "PORT must be a number between 0 and 65535." });
        return z.NEVER;
      }),
    HOST: z.string().optional(),
    DATABASE_URL: required("DATABASE_URL", "the PostgreSQL address of the application role").regex(
      /^postgres(ql)?:\/\//,
      "DATABASE_URL must begin with postgresql://.",
    ),
    STORAGE_DIR: required("STORAGE_DIR", "the directory in which uploaded files are kept"),
    HEADS_DIR: z.string().optional(),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\//, "SMTP_URL must begin with smtp:// or smtps://.")
      .optional(),
    MAIL_FROM: z.string().optional(),
    MAIL_TO: z
      .string()
      .optional()
      .transform((value) => (value ?? "").split(/[,;\s]+/).filter((address) => address !== "")),
    WEBHOOK_HOSTS: z
      .string()
      .optional()
      .transform((value) => (value ?? "").split(/[,;\s]+/).filter((host) => host !== "")),
    WEB_DIST: z.string().optional(),
    AUTH_SECRET: required("AUTH_SECRET", "the secret that signs session cookies").min(
      32,
      "AUTH_SECRET must have at least 32 characters.",
    ),
    BASE_URL: z
      .url({ protocol: /^https?$/, error: "BASE_URL must be an http or https address." })
      .optional()
      .transform((value) => (value === undefined ? undefined : new URL(value).origin)),
    DEMO: flag("DEMO"),
    DEMO_ACCOUNTS: z.string().optional(),
    NODE_ENV: z
      .enum(["production", "development", "test"], "NODE_ENV must be production, development or test.")
      .default("production"),
    TRUST_PROXY: z
      .string()
      .optional()
      .transform((value): number | string => {
        if (value === undefined || value === "false") return 0;
        if (value === "true") return 1;
        return /^\d$/.test(value) ? Number(value) : value;
      }),
    LOG_LEVEL: z
      .enum(
        ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
        "LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.",
      )
      .default("info"),
  })
  .superRefine(({ SMTP_URL, MAIL_FROM, MAIL_TO }, issue) => {
    const given = [SMTP_URL, MAIL_FROM, MAIL_TO[0]].filter((value) => value !== undefined).length;
    if (given !== 0 && given !== 3)
      issue.addIssue({
        code: "custom",
        message: "SMTP_URL, MAIL_FROM and MAIL_TO are given together or not at all.",
      });
  });

/**
 * The settings of one server process, checked. TRUST_PROXY is how many proxies stand in front (`1` for one) or the
 * list of their addresses: what a client itself wrote into X-Forwarded-For is never believed.
 */
export type Env = z.output<typeof shape>;

/** Thrown when the environment cannot be used; `message` holds one sentence per line for the operator. */
export class EnvError extends Error {}

/**
 * Reads and checks the settings. The only place of the server that looks at the process environment.
 * @throws EnvError naming every setting that is missing or wrong.
 */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = shape.safeParse(filled);
  if (parsed.success) return parsed.data;
  throw new EnvError(parsed.error.issues.map((issue) => issue.message).join("\n"));
}
