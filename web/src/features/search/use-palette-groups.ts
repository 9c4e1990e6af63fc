import { useEffect, useMemo, useRef, useState } from "react";
import { useQuery } from "urql";
import type { SearchKind } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import type { OrganizationKind } from "../../lib/viewer.ts";
import { meansPage, usePages } from "./pages.ts";
import { type FoundPage, recentTargets, type Target } from "./targets.ts";

const Search = graphql(`
  query Search($text: String!) {
    search(text: $text, first: 5) {
      kind
      more
      hits { kind id name withName place path ended markFrom markLength }
    }
  }
`);

/** What the palette shows under one heading. */
export interface PaletteGroup {
  kind: SearchKind | "PAGE" | "RECENT";
  targets: Target[];
  more: boolean;
}

const PAUSE_MS = 120;
const PAGES_SHOWN = 5;

/** What was found by what is typed; with nothing typed, what was opened lately and the pages. */
export function usePaletteGroups(
  typed: string,
  personId: string,
  kind: OrganizationKind | undefined,
): { groups: PaletteGroup[]; pending: boolean } {
  const text = typed.trim();
  const settled = useSettled(text);
  const pages = usePages(kind);
  const recent = useMemo(() => recentTargets(personId), [personId]);
  const [{ data, fetching }] = useQuery({
    query: Search,
    variables: { text: settled },
    pause: settled === "",
  });
  // While the next answer is on its way the last one stays: the list does not flicker.
  const last = useRef(data);
  if (data) last.current = data;
  if (text === "") {
    const groups: PaletteGroup[] = [
      { kind: "RECENT", targets: recent, more: false },
      { kind: "PAGE", targets: pages.map(pageTarget), more: false },
    ];
    return { groups: groups.filter(({ targets }) => targets.length > 0), pending: false };
  }
  const meant = pages.filter((page) => meansPage(page, text)).slice(0, PAGES_SHOWN);
  const found = (data ?? last.current)?.search ?? [];
  const groups: PaletteGroup[] = [
    { kind: "PAGE", targets: meant.map(pageTarget), more: false },
    ...found.map(({ kind, more, hits }) => ({
      ...{ kind, more },
      targets: hits.map(({ markFrom, markLength, ...hit }) => ({
        ...hit,
        mark: markFrom === null || markLength === null ? null : { from: markFrom, length: markLength },
      })),
    })),
  ];
  return {
    groups: groups.filter(({ targets }) => targets.length > 0),
    pending: fetching || settled !== text,
  };
}

function pageTarget({ to, label }: FoundPage): Target {
  return { kind: "PAGE", id: to, name: label, place: [] };
}

/** The text once the typing pauses; at once when it is emptied. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), text === "" ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
