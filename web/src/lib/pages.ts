import type { AnyVariables, CombinedError, TypedDocumentNode } from "@urql/core";
import { useEffect, useMemo, useRef, useState } from "react";
import { useClient } from "urql";
import { type Link, type ListPage, openPageChain, type PageChain, rowsOf } from "./page-chain.ts";

/** What a page shows of a list so far. */
export interface Pages<Row, Data = unknown> {
  /** Undefined until the first page is there. */
  rows: Row[] | undefined;
  /** The first page's whole answer, for what stands beside the list. */
  data: Data | undefined;
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
): Pages<Row, Data> {
  const client = useClient();
  const key = JSON.stringify(variables);
  const [list, setList] = useState({ key, wanted: 1, round: 0 });
  const [got, setGot] = useState<{ key: string; links: readonly Link<Data, Row>[] }>({ key, links: [] });
  const chain = useRef<PageChain | null>(null);
  const picking = useRef(pick);
  picking.current = pick;
  const current = list.key === key ? list : { key, wanted: 1, round: 0 };
  const { wanted, round } = current;

  useEffect(() => {
    const opened = openPageChain<Data, Variables, Row>(client, query, JSON.parse(key) as object, {
      pick: (data) => picking.current(data),
      again: round > 0,
      changed: (links) => setGot({ key, links }),
    });
    chain.current = opened;
    return opened.close;
  }, [client, query, key, round]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new chain has to be told too.
  useEffect(() => chain.current?.want(wanted), [wanted, client, query, key, round]);

  const links = got.key === key ? got.links : [];
  const first = links[0]?.page;
  const last = links.at(-1);
  const rows = useMemo(() => (first ? rowsOf(links) : undefined), [first, links]);
  const hasMore = last?.page?.pageInfo.hasNextPage ?? false;
  return {
    rows,
    data: links[0]?.data,
    total: first?.totalCount,
    hasMore,
    loading: last === undefined || (last.page === undefined && last.error === undefined),
    error: links.find(({ error }) => error)?.error,
    more: () => {
      if (hasMore && wanted <= links.length) setList({ key, wanted: links.length + 1, round });
    },
    retry: () => setList({ ...current, round: round + 1 }),
  };
}
