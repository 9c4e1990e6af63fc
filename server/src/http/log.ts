import pino, { type Logger } from "pino";

/**
 * The log of the process, JSON lines on standard output. Of a request it holds method, path and status: no body,
 * no cookie, no query string, so neither phone numbers nor names get into it.
 */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: { pid: process.pid },
    serializers: {
      req: (request: { method?: string; url?: string }) => ({
        method: request.method,
        path: request.url?.split("?")[0],
      }),
      res: (reply: { statusCode?: number }) => ({ statusCode: reply.statusCode }),
      err: describeError,
    },
  });
}

/** What is kept of an error: database errors name values in their detail, so only the known harmless parts stay. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = "code" in error ? error.code : undefined;
  const cause = error.cause instanceof Error ? describeError(error.cause) : undefined;
  return { type: error.name, message: error.message, stack: error.stack, code, cause };
}
