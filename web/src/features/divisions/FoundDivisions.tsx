import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import classes from "./divisions.module.css";
import { messages } from "./messages.ts";

const SearchedDivisions = graphql(`
  query SearchedDivisions($text: String!) {
    search(text: $text, first: 50, kinds: [DIVISION]) { more hits { id name level place path } }
  }
`);

/** Divisions of the whole country by name, pinyin, initials or code; each opens the tree at its place. */
export function FoundDivisions({ text, onOpen }: { text: string; onOpen: (way: string) => void }) {
  const t = useMessages(messages);
  const [{ data, error }, refetch] = useQuery({ query: SearchedDivisions, variables: { text } });
  if (!data)
    return error ? (
      <ErrorNotice
        code={errorCode(error)}
        id={errorId(error)}
        onRetry={() => refetch({ requestPolicy: "network-only" })}
      />
    ) : (
      <PageSkeleton />
    );
  const [group] = data.search;
  if (!group) return <EmptyState title={t("none")} next={t("noneNext")} />;
  return (
    <Panel title={t("found")}>
      <ul className={classes.tree}>
        {group.hits.map(({ id, name, level, place, path }) => (
          <li key={id} className={classes.line}>
            <button
              type="button"
              className={classes.name}
              onClick={() => onOpen(path.map((above) => above.slice("Division:".length)).join("."))}
            >
              {name}
            </button>
            <span className={classes.quiet}>
              {level && t(`level.${level}`)}
              {place.length > 0 && ` · ${place.join(" / ")}`}
            </span>
          </li>
        ))}
      </ul>
      {group.more && <p className={classes.quiet}>{t("moreFound")}</p>}
    </Panel>
  );
}
