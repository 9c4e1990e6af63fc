import {
  type AnyVariables,
  type CombinedError,
  createRequest,
  type OperationResult,
  type TypedDocumentNode,
} from "@urql/core";
import { useEffect, useState } from "react";
import { useClient } from "urql";
import { pipe, subscribe } from "wonka";

/** A page of a list as the API gives it. */
export interface ListPage<Row> {
  edges: readonly { node: Row }[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
  totalCount?: number;
}

/** What a page shows of a list so far. */
export interface Pages<Row> {
  /** Undefined until the first page is there. */
  rows: Row[] | undefined;
  total: number | undefined;
  hasMore: boolean;
  loading: boolean;
  error: CombinedError | undefined;
  more: () => void;
  retry: () => void;
}

/**
 * A keyset-paged list: every page that was asked for stays a live query, so that all rows on screen are refetched when
 * something changes. `variables` hold everything but `after`; other variables begin a new list.
 */
export function usePages<Data, Variables extends AnyVariables, Row extends object>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Omit<Variables, "after">,
  pick: (data: Data) => ListPage<Row>,
): Pages<Row> {
  const client = useClient();
  const key = JSON.stringify(variables);
  const [list, setList] = useState({ key, cursors: [null] as (string | null)[], round: 0 });
  const [results, setResults] = useState<ReadonlyMap<string, OperationResult<Data>>>(new Map());
  const current = list.key === key ? list : { key, cursors: [null], round: 0 };
  const { round } = current;
  const cursors = current.cursors.map((cursor) => cursor ?? "").join(" ");

  useEffect(() => {
    const asked = JSON.parse(key) as object;
    const running = cursors.split(" ").map((after) => {
      const all = { ...asked, after: after || null } as unknown as Variables;
      // A page that is already here is not asked for again because a further one is.
      const policy = round > 0 ? "network-only" : "cache-and-network";
      const source = client.executeQuery(createRequest(query, all), { requestPolicy: policy });
      return pipe(
        source,
        subscribe((result) => setResults((old) => new Map(old).set(`${key} ${after}`, result))),
      );
    });
    return () => {
      for (const { unsubscribe } of running) unsubscribe();
    };
  }, [client, query, key, cursors, round]);

  const got = current.cursors.map((after) => results.get(`${key} ${after ?? ""}`));
  const pages = got.map((result) => (result?.data ? pick(result.data) : undefined));
  const last = pages.at(-1);
  const rows = pages[0] && pages.flatMap((page) => page?.edges.map(({ node }) => node) ?? []);
  return {
    rows,
    total: pages[0]?.totalCount,
    hasMore: last?.pageInfo.hasNextPage ?? false,
    loading: got.at(-1) === undefined,
    error: got.find((result) => result?.error)?.error,
    more: () => {
      const after = last?.pageInfo.endCursor;
      if (after && !current.cursors.includes(after))
        setList({ key, cursors: [...current.cursors, after], round: 0 });
    },
    retry: () => setList({ ...current, round: round + 1 }),
  };
}
