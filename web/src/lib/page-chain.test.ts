import type { Client, GraphQLRequest, OperationContext, OperationResult } from "@urql/core";
import { describe, expect, it } from "vitest";
import { makeSubject } from "wonka";
import { type Link, type ListPage, openPageChain, rowsOf } from "./page-chain.ts";

type Row = { id: number };
type Data = { list: ListPage<Row> };

const query = "query List($after: String) { list(after: $after) { edges { node { id } } } }" as never;

/** A server whose rows can change; `answer` sends each open question its page as the rows stand now. */
function pretend(rows: number[], first = 3) {
  const open = new Map<object, { after: string | null; next: (result: OperationResult) => void }>();
  const asked: (string | null)[] = [];
  const client = {
    executeQuery(request: GraphQLRequest, _context?: Partial<OperationContext>) {
      const after = (request.variables as { after: string | null }).after;
      asked.push(after);
      const subject = makeSubject<OperationResult>();
      const entry = { after, next: subject.next };
      open.set(entry, entry);
      return ((sink: Parameters<typeof subject.source>[0]) => subject.source(sink)) as never;
    },
  } as unknown as Client;
  const page = (after: string | null): Data => {
    const from = after === null ? 0 : rows.filter((id) => id <= Number(after)).length;
    const part = rows.slice(from, from + first);
    return {
      list: {
        edges: part.map((id) => ({ node: { id } })),
        pageInfo: { hasNextPage: from + first < rows.length, endCursor: String(part.at(-1)) },
      },
    };
  };
  return {
    client,
    asked,
    rows,
    answer: () => {
      for (const { after, next } of [...open.values()]) next({ data: page(after) } as OperationResult);
    },
  };
}

function watch(server: ReturnType<typeof pretend>) {
  let links: readonly Link<Data, Row>[] = [];
  const chain = openPageChain<Data, { after: string | null }, Row>(
    server.client,
    query,
    {},
    {
      pick: ({ list }) => list,
      again: false,
      changed: (now) => {
        links = now;
      },
    },
  );
  return { chain, ids: () => rowsOf(links).map(({ id }) => id) };
}

describe("the pages of a list", () => {
  it("are asked for one after another, each once", () => {
    const server = pretend([1, 2, 3, 4, 5, 6, 7]);
    const { chain, ids } = watch(server);
    chain.want(1);
    server.answer();
    chain.want(2);
    server.answer();
    chain.want(3);
    server.answer();
    chain.want(4);
    expect(ids()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(server.asked).toEqual([null, "3", "6"]);
  });

  it("stay without a gap and without a double when rows come and go between them", () => {
    const server = pretend([10, 20, 30, 40, 50]);
    const { chain, ids } = watch(server);
    chain.want(1);
    server.answer();
    chain.want(2);
    server.answer();
    server.rows.splice(0, 5, 5, 10, 20, 30, 40, 50);
    server.answer();
    server.answer();
    expect(ids()).toEqual([5, 10, 20, 30, 40, 50]);
    server.rows.splice(0, 6, 10, 40);
    server.answer();
    expect(ids()).toEqual([10, 40]);
  });
});
