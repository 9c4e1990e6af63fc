import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
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
  /** Ids from the top down to a division that is looked for: what lies on the way is open, and it is shown. */
  path?: readonly string[];
}

/** One division; what is below it is fetched when it is opened. */
export function DivisionNode({ division, onChoose, openAtFirst = false, path = [] }: DivisionNodeProps) {
  const t = useMessages(messages);
  const target = path.at(-1) === division.id;
  const [open, setOpen] = useState(openAtFirst || (path.includes(division.id) && !target));
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (target) line.current?.scrollIntoView({ block: "center" });
  }, [target]);
  const Icon = open ? IconChevronDown : IconChevronRight;
  return (
    <li>
      <div
        ref={line}
        className={classes.line}
        data-target={target || undefined}
        aria-current={target || undefined}
      >
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
      {open && <Children parentId={division.id} onChoose={onChoose} path={path} />}
    </li>
  );
}

function Children({
  parentId,
  onChoose,
  path,
}: {
  parentId: string;
  onChoose: (division: NamedDivision) => void;
  path: readonly string[];
}) {
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
          <DivisionNode key={child.id} division={child} onChoose={onChoose} path={path} />
        ))}
      </ul>
      {pages.hasMore && <LoadMore pages={pages} />}
    </div>
  );
}
