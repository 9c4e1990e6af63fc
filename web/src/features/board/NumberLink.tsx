import type { ReactNode } from "react";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { TextLink } from "../../ui/links.tsx";
import { type BoardFilters, USUAL_COLUMNS, writeBoard } from "./board-address.ts";
import { messages } from "./messages.ts";

interface NumberLinkProps {
  /** The place whose rows are opened. */
  place: { divisionId: string; name: string; directly: boolean };
  /** What is counted, in words. */
  what: string;
  /** How many rows it opens. */
  count: number;
  filters: BoardFilters;
  /** What is shown instead of the count: an amount. */
  children?: ReactNode;
}

/** A number that opens its rows on the board. What sits at a place itself has no filter of its own: it stays a number. */
export function NumberLink({ place, what, count, filters, children }: NumberLinkProps) {
  const t = useMessages(messages);
  const shown = children ?? count;
  if (count === 0 || place.directly) return <span>{shown}</span>;
  const search = writeBoard({
    filters: { ...filters, divisionId: uuidOf(place.divisionId) },
    by: "NEEDS",
    reversed: false,
    columns: USUAL_COLUMNS,
  });
  const said = t("city.open", { place: place.name, what, count });
  return (
    // An amount is its own name; a bare count says what it counts.
    <TextLink to="/board" search={search} {...(children ? { title: said } : { "aria-label": said })}>
      {shown}
    </TextLink>
  );
}
