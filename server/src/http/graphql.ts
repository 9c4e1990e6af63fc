import { randomUUID } from "node:crypto";
import { ApolloServer, type BaseContext } from "@apollo/server";
import { unwrapResolverError } from "@apollo/server/errors";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from "fastify";
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from "graphql";
import { holdsNul, limitQueries, MAX_TOKENS, nulError, refuseNul } from "../graphql/limits.ts";

/** The only codes a client meets in `errors[].extensions.code`; everything else it can act on is data. */
export const ERROR_CODES = [
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "RATE_LIMITED",
  "BAD_REQUEST",
  "INTERNAL",
] as const;

export interface GraphqlOptions<Context extends BaseContext> {
  schema: GraphQLSchema;
  createContext(request: FastifyRequest): Promise<Context>;
  production: boolean;
}

/** What the validation of the document cannot see. */
const refuseNulInVariables = {
  async requestDidStart() {
    return {
      async didResolveOperation({ request }: { request: { variables?: unknown } }) {
        if (holdsNul(request.variables)) throw nulError();
      },
    };
  },
};

const BODY_LIMIT = 1024 * 1024;

/** What Apollo calls the ways a request itself can be wrong. */
const REQUEST_ERRORS = new Set([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "BAD_USER_INPUT",
  "OPERATION_RESOLUTION_FAILURE",
  "PERSISTED_QUERY_NOT_FOUND",
  "PERSISTED_QUERY_NOT_SUPPORTED",
]);

/** POST /graphql: JSON only, one operation, bounded; nothing about the schema is told in production. */
export async function registerGraphql<Context extends BaseContext>(
  app: FastifyInstance,
  options: GraphqlOptions<Context>,
): Promise<void> {
  const apollo = new ApolloServer<Context>({
    schema: options.schema,
    introspection: !options.production,
    hideSchemaDetailsFromClientErrors: options.production,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: { requestHeaders: ["x-gongjian", "x-apollo-operation-name"] },
    cache: "bounded",
    persistedQueries: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    validationRules: [limitQueries(), refuseNul],
    plugins: [
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      refuseNulInVariables,
    ],
    formatError: (formatted, error) => formatError(formatted, error, app.log),
    logger: {
      debug: (message) => app.log.debug(String(message)),
      info: (message) => app.log.info(String(message)),
      warn: (message) => app.log.warn(String(message)),
      error: (message) => app.log.error(String(message)),
    },
  });
  await apollo.start();

  await app.register(async (scope) => {
    scope.removeContentTypeParser("text/plain");
    scope.setErrorHandler((error, request, reply) => {
      const status = statusOf(error);
      if (status >= 500) {
        const id = randomUUID();
        request.log.error({ err: error, errorId: id }, "request failed");
        return reply.code(500).send(requestError("INTERNAL", "INTERNAL", { id }));
      }
      const reason = status === 413 ? "BODY_TOO_LARGE" : status === 415 ? "JSON_ONLY" : "MALFORMED_BODY";
      return reply.code(status).send(requestError("The request cannot be read.", "BAD_REQUEST", { reason }));
    });
    scope.route({
      method: "POST",
      url: "/graphql",
      bodyLimit: BODY_LIMIT,
      handler: fastifyApolloHandler<Context>(apollo, { context: options.createContext }),
    });
    scope.route({
      method: ["GET", "PUT", "DELETE", "PATCH"],
      url: "/graphql",
      handler: (_request, reply) =>
        reply
          .code(405)
          .header("allow", "POST")
          .send(requestError("Only POST is answered.", "BAD_REQUEST", { reason: "POST_ONLY" })),
    });
  });
}

/**
 * Reduces an error to what a client may know: a code from the catalogue, and for our own failures only an id
 * under which the cause stands in the log.
 */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
  log: Pick<FastifyBaseLogger, "error">,
): GraphQLFormattedError {
  const code = formatted.extensions?.code;
  const cause = unwrapResolverError(error);
  const place = { locations: formatted.locations, path: formatted.path };
  const isOurs = cause instanceof GraphQLError;
  if (isOurs && typeof code === "string" && code !== "INTERNAL") {
    if (REQUEST_ERRORS.has(code) || code === "BAD_REQUEST") {
      const reason = formatted.extensions?.reason ?? reasonOf(code, formatted.message);
      const limit = formatted.extensions?.limit;
      const extensions = { code: "BAD_REQUEST", reason, ...(limit === undefined ? {} : { limit }) };
      // In production Apollo keeps names of the schema out of its messages, save those about variables.
      const message = formatted.message.replace(/ Did you mean .*\?$/s, "");
      return { message, ...place, extensions };
    }
    if (isCode(code))
      return { message: code, ...place, extensions: { ...onlyData(formatted.extensions), code } };
  }
  const id = randomUUID();
  log.error({ err: cause, errorId: id, path: formatted.path }, "GraphQL request failed");
  return { message: "INTERNAL", ...place, extensions: { code: "INTERNAL", id } };
}

function isCode(code: string): boolean {
  return ERROR_CODES.some((known) => known === code);
}

function reasonOf(code: string, message: string): string {
  if (code === "GRAPHQL_PARSE_FAILED") return message.includes("tokens") ? "TOO_MANY_TOKENS" : "SYNTAX";
  return code === "BAD_USER_INPUT" ? "BAD_VARIABLES" : "INVALID_DOCUMENT";
}

/** The extensions a thrower added on purpose; a stack trace is never one of them. */
function onlyData(extensions: GraphQLFormattedError["extensions"]): Record<string, unknown> {
  const { stacktrace: _stacktrace, exception: _exception, ...data } = extensions ?? {};
  return data;
}

function requestError(message: string, code: string, more: Record<string, unknown>) {
  return { errors: [{ message, extensions: { code, ...more } }] };
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
  return typeof status === "number" ? status : 500;
}
