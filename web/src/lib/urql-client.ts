import { type CombinedError, cacheExchange, createClient, fetchExchange, mapExchange } from "@urql/core";
import { sayErased } from "./erased-names.ts";
import { liveExchange } from "./live.ts";

/** The code of an error that is not data (`UNAUTHENTICATED`, `RATE_LIMITED`, …), `NETWORK` without an answer. */
export function errorCode(error: CombinedError | undefined): string | undefined {
  if (!error) return undefined;
  if (error.networkError) return error.response?.status === 401 ? "UNAUTHENTICATED" : "NETWORK";
  const code = error.graphQLErrors[0]?.extensions?.["code"];
  return typeof code === "string" ? code : "INTERNAL";
}

/** The id under which the server logged an internal error, to be told to support. */
export function errorId(error: CombinedError | undefined): string | undefined {
  const id = error?.graphQLErrors[0]?.extensions?.["id"];
  return typeof id === "string" ? id : undefined;
}

/** Leaves for the sign-in page with a full load, so that nothing of the former person stays in memory. */
export function leaveForSignIn(): void {
  const { pathname, search } = window.location;
  if (pathname === "/sign-in") return;
  const next = pathname === "/" && search === "" ? "" : `?next=${encodeURIComponent(pathname + search)}`;
  window.location.assign(`/sign-in${next}`);
}

/** The one GraphQL client: document cache, shown at once and refetched; POST with JSON; live refetching. */
export const urqlClient = createClient({
  url: "/graphql",
  preferGetMethod: false,
  requestPolicy: "cache-and-network",
  fetch: (input, init) => fetch(input, init).then(sayErased),
  fetchOptions: { credentials: "same-origin", headers: { "x-gongjian": "1" } },
  exchanges: [
    mapExchange({
      onError(error) {
        if (errorCode(error) === "UNAUTHENTICATED") leaveForSignIn();
      },
    }),
    liveExchange(),
    cacheExchange,
    fetchExchange,
  ],
});
