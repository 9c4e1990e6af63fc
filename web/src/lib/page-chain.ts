import type { AnyVariables, Client, CombinedError, TypedDocumentNode } from "@urql/core";
import { createRequest } from "@urql/core";
import { pipe, subscribe } from "wonka";

/** A page of a list as the API gives it. */
export interface ListPage<Row> {
  edges: readonly { node: Row }[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
  totalCount?: number;
}

/** One page of a chain: what it holds now, and how the last asking failed. */
export interface Link<Data, Row> {
  data: Data | undefined;
  page: ListPage<Row> | undefined;
  error: CombinedError | undefined;
}

interface OpenLink<Data, Row> extends Link<Data, Row> {
  after: string | null;
  close: () => void;
}

/** The pages of one list, each a live query that begins where the one before it ends today. */
export interface PageChain {
  /** Asks for so many pages; those that are here are not asked for again. */
  want: (pages: number) => void;
  close: () => void;
}

/**
 * Keeps the pages of a list together while rows move: when a page that is fetched again ends elsewhere, the next one
 * is asked for from there, so that no row is missed between two pages. `changed` is called with all links after each
 * answer.
 */
export function openPageChain<Data, Variables extends AnyVariables, Row>(
  client: Pick<Client, "executeQuery">,
  query: TypedDocumentNode<Data, Variables>,
  variables: object,
  options: {
    pick: (data: Data) => ListPage<Row>;
    again: boolean;
    changed: (links: readonly Link<Data, Row>[]) => void;
  },
): PageChain {
  const links: OpenLink<Data, Row>[] = [];
  let wanted = 0;
  const ask = (at: number, after: string | null): void => {
    const former = links[at];
    if (former?.after === after) return;
    former?.close();
    // What stood there stays until the answer comes.
    const link: OpenLink<Data, Row> = {
      after,
      data: former?.data,
      page: former?.page,
      error: undefined,
      close: () => {},
    };
    links[at] = link;
    const source = client.executeQuery(
      createRequest(query, { ...variables, after } as unknown as Variables),
      { requestPolicy: options.again ? "network-only" : "cache-and-network" },
    );
    link.close = pipe(
      source,
      subscribe(({ data, error }) => {
        if (links[at] !== link) return;
        link.error = error;
        if (data) {
          link.data = data;
          link.page = options.pick(data);
          follow(at);
        }
        options.changed([...links]);
      }),
    ).unsubscribe;
  };
  const follow = (at: number): void => {
    const { hasNextPage = false, endCursor } = links[at]?.page?.pageInfo ?? {};
    if (at + 1 < wanted && hasNextPage && endCursor) ask(at + 1, endCursor);
    else if (!hasNextPage) for (const { close } of links.splice(at + 1)) close();
  };
  return {
    want(pages) {
      wanted = Math.max(wanted, pages);
      if (links.length === 0) ask(0, null);
      else follow(links.length - 1);
    },
    close() {
      for (const { close } of links.splice(0)) close();
    },
  };
}

/** The rows of all pages in order; one that moved to an earlier page while a later is being fetched shows once. */
export function rowsOf<Row extends object>(links: readonly Link<unknown, Row>[]): Row[] {
  const seen = new Set<unknown>();
  const rows: Row[] = [];
  for (const { page } of links)
    for (const { node } of page?.edges ?? []) {
      const id = "id" in node ? node.id : node;
      if (seen.has(id)) continue;
      seen.add(id);
      rows.push(node);
    }
  return rows;
}
