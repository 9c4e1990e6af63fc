import type { Exchange, Operation } from "@urql/core";
import { makeOperation } from "@urql/core";
import { makeSubject, merge, pipe, tap } from "wonka";

/** What the server tells when something changed: `{kind, ids}`. Contents travel by query, never by this stream. */
export interface LiveMessage {
  kind: string;
  ids: string[];
}

const listeners = new Set<(message: LiveMessage) => void>();

/** Calls back for each live message, for a badge or a toast. Returns the function that stops it. */
export function onLiveMessage(listener: (message: LiveMessage) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const DEBOUNCE_MS = 250;
let wake: (() => void) | undefined;
let source: EventSource | undefined;

/**
 * Opens the stream once, when a person is known to be signed in. The browser reconnects a broken line by itself, but
 * gives up when a proxy answers with an error: then it is opened again, ever more slowly, up to once a minute.
 */
export function startLive(url = "/live"): void {
  if (source) return;
  connect(url, 2_000, false);
  // A phone stops the stream while the page is out of sight.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") wake?.();
  });
}

function connect(url: string, delay: number, again: boolean): void {
  const opened = new EventSource(url, { withCredentials: true });
  let missed = again;
  let nextDelay = delay;
  source = opened;
  opened.onopen = () => {
    // A message may have been missed while the line was down.
    if (missed) wake?.();
    missed = true;
    nextDelay = 2_000;
  };
  opened.onerror = () => {
    if (opened.readyState !== EventSource.CLOSED) return;
    setTimeout(() => connect(url, Math.min(nextDelay * 2, 60_000), true), nextDelay);
  };
  opened.onmessage = ({ data }) => {
    const message = readMessage(data);
    if (!message) return;
    wake?.();
    for (const listener of listeners) listener(message);
  };
}

function readMessage(data: unknown): LiveMessage | undefined {
  try {
    const value: unknown = JSON.parse(String(data));
    if (typeof value !== "object" || value === null || !("kind" in value)) return undefined;
    const ids = "ids" in value && Array.isArray(value.ids) ? value.ids.map(String) : [];
    return { kind: String(value.kind), ids };
  } catch {
    return undefined;
  }
}

/**
 * Refetches every query that a mounted page holds: after a live message, after a mutation of one's own, and after a
 * broken line. Debounced, so that a burst costs one round.
 */
export function liveExchange(): Exchange {
  return ({ forward }) =>
    (operations) => {
      const active = new Map<number, Operation>();
      const refetches = makeSubject<Operation>();
      let timer: ReturnType<typeof setTimeout> | undefined;
      wake = () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          for (const operation of active.values())
            refetches.next(
              makeOperation("query", operation, { ...operation.context, requestPolicy: "network-only" }),
            );
        }, DEBOUNCE_MS);
      };
      const tracked = pipe(
        operations,
        tap((operation) => {
          if (operation.kind === "query") active.set(operation.key, operation);
          if (operation.kind === "teardown") active.delete(operation.key);
        }),
      );
      return pipe(
        forward(merge([tracked, refetches.source])),
        tap(({ operation, error }) => {
          if (operation.kind === "mutation" && !error) wake?.();
        }),
      );
    };
}
