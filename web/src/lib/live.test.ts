import { createRequest, type ExchangeInput, makeOperation, makeResult, type Operation } from "@urql/core";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { makeSubject, map, pipe, publish, tap } from "wonka";
import { liveExchange, onLiveMessage, startLive } from "./live.ts";

class FakeEventSource {
  static readonly CLOSED = 2;
  static opened: FakeEventSource[] = [];
  readyState = 1;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  constructor() {
    FakeEventSource.opened.push(this);
  }
}

const latest = () => FakeEventSource.opened.at(-1);
const context = { url: "/graphql", requestPolicy: "cache-first" as const };
const operation = (kind: "query" | "mutation", text: string) =>
  makeOperation(kind, createRequest(text, {}), context as unknown as Operation["context"]);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", FakeEventSource);
  vi.stubGlobal("document", { addEventListener: () => undefined });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("refetches what is on screen, once for a burst, and opens a refused line again", () => {
  const sent: Operation[] = [];
  const operations = makeSubject<Operation>();
  const forward = (source: typeof operations.source) =>
    pipe(
      source,
      tap((one) => sent.push(one)),
      map((one) => makeResult(one, { data: {} })),
    );
  const input = { forward, client: {}, dispatchDebug: () => undefined } as unknown as ExchangeInput;
  pipe(liveExchange()(input)(operations.source), publish);
  const heard = vi.fn();
  onLiveMessage(heard);
  startLive();
  startLive();
  expect(FakeEventSource.opened).toHaveLength(1);

  const shown = operation("query", "query Shown { a }");
  const left = operation("query", "query Left { b }");
  operations.next(shown);
  operations.next(left);
  operations.next(makeOperation("teardown", left));
  sent.length = 0;
  latest()?.onmessage?.({ data: '{"kind":"delivery","ids":["1"]}' });
  latest()?.onmessage?.({ data: '{"kind":"delivery","ids":["2"]}' });
  latest()?.onmessage?.({ data: "not json" });
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(300);
  expect(sent.map(({ key, context: { requestPolicy } }) => [key, requestPolicy])).toEqual([
    [shown.key, "network-only"],
  ]);
  expect(heard.mock.calls.map(([message]) => message.ids)).toEqual([["1"], ["2"]]);

  sent.length = 0;
  operations.next(operation("mutation", "mutation Act { c }"));
  vi.advanceTimersByTime(300);
  expect(sent.map(({ kind }) => kind)).toEqual(["mutation", "query"]);

  const broken = latest();
  if (broken) broken.readyState = FakeEventSource.CLOSED;
  broken?.onerror?.();
  vi.advanceTimersByTime(2_000);
  expect(FakeEventSource.opened).toHaveLength(2);
  sent.length = 0;
  latest()?.onopen?.();
  vi.advanceTimersByTime(300);
  expect(sent.map(({ key }) => key)).toEqual([shown.key]);
});
