import pino, { type DestinationStream, type Logger, type LoggerOptions } from "pino";

/**
 * The log of the process, JSON lines on standard output. Of a request it holds method, path and status: no body,
 * no cookie, no query string, so neither phone numbers nor names get into it; and of the links of public pages not the secrets, for
 * whoever reads a log would hold them.
 */
export function createLog(level: string, to?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: { pid: process.pid },
    serializers: {
      req: (request: { method?: string; url?: string }) => ({
        method: request.method,
        path: withoutSecrets(request.url?.split("?")[0]),
      }),
      res: (reply: { statusCode?: number }) => ({ statusCode: reply.statusCode }),
      err: describeError,
    },
  };
  return to ? pino(options, to) : pino(options);
}

/** Secrets of links are longer than any word of an address. */
const SECRET = /[\w%-]{16,}/g;

function withoutSecrets(path: string | undefined): string | undefined {
  return path?.startsWith("/p/") ? path.replace(SECRET, "…") : path;
}

/** What is kept of an error: database errors name values in their detail, so only the known harmless parts stay. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = "code" in error ? error.code : undefined;
  const cause = error.cause instanceof Error ? describeError(error.cause) : undefined;
  return { type: error.name, message: error.message, stack: error.stack, code, cause };
}
