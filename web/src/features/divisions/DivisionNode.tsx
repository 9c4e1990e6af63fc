import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import type { DivisionLevel } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { usePages } from "../../lib/pages.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import classes from "./divisions.module.css";
import { messages } from "./messages.ts";

const DivisionChildren = graphql(`
  query DivisionChildren($first: Int!, $after: String, $parentId: ID!) {
    divisions(first: $first, after: $after, parentId: $parentId) {
      edges { node { id name code level } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

/** A division as the tree shows it. */
export interface NamedDivision {
  id: string;
  name: string;
  code?: string | null;
  level: DivisionLevel;
}

interface DivisionNodeProps {
  division: NamedDivision;
  onChoose: (division: NamedDivision) => void;
  openAtFirst?: boolean;
}

/** One division; what is below it is fetched when it is opened. */
export function DivisionNode({ division, onChoose, openAtFirst = false }: DivisionNodeProps) {
  const t = useMessages(messages);
  const [open, setOpen] = useState(openAtFirst);
  const Icon = open ? IconChevronDown : IconChevronRight;
  return (
    <li>
      <div className={classes.line}>
        {division.level === "GRID" ? (
          <span className={classes.toggle} />
        ) : (
          <button
            type="button"
            className={classes.toggle}
            aria-expanded={open}
            aria-label={t(open ? "shut" : "open", { name: division.name })}
            onClick={() => setOpen(!open)}
          >
            <Icon size={20} aria-hidden />
          </button>
        )}
        <button type="button" className={classes.name} onClick={() => onChoose(division)}>
          {division.name}
        </button>
        <span className={classes.quiet}>
          {t(`level.${division.level}`)}
          {division.code && ` · ${division.code}`}
        </span>
      </div>
      {open && <Children parentId={division.id} onChoose={onChoose} />}
    </li>
  );
}

function Children({ parentId, onChoose }: { parentId: string; onChoose: (division: NamedDivision) => void }) {
  const t = useMessages(messages);
  const pages = usePages(DivisionChildren, { first: 100, parentId }, (data) => data.divisions);
  if (!pages.rows)
    return pages.error ? (
      <ErrorNotice code={errorCode(pages.error)} id={errorId(pages.error)} onRetry={pages.retry} />
    ) : null;
  if (pages.rows.length === 0)
    return <p className={`${classes.quiet} ${classes.below}`}>{t("noChildren")}</p>;
  return (
    <div className={classes.below}>
      <ul className={classes.tree}>
        {pages.rows.map((child) => (
          <DivisionNode key={child.id} division={child} onChoose={onChoose} />
        ))}
      </ul>
      {pages.hasMore && (
        <LoadMore
          shown={pages.rows.length}
          {...(pages.total === undefined ? {} : { total: pages.total })}
          hasMore
          loading={pages.loading}
          onMore={pages.more}
        />
      )}
    </div>
  );
}
