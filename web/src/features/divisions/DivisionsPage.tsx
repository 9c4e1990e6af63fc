import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { usePages } from "../../lib/pages.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import type { ListSearch } from "../../routes/search.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { SideDrawer } from "../../ui/SideDrawer.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { DivisionDetail } from "./DivisionDetail.tsx";
import { DivisionNode, type NamedDivision } from "./DivisionNode.tsx";
import classes from "./divisions.module.css";
import { messages } from "./messages.ts";

const CityDivision = graphql(`
  query CityDivision { city { id division { id name code level } } }
`);

const FoundDivisions = graphql(`
  query FoundDivisions($first: Int!, $after: String, $search: String!) {
    divisions(first: $first, after: $after, search: $search) {
      edges { node { id name code level parent { id name } } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

/** The city's divisions as a tree that opens level by level, or as what a search finds; each can be changed. */
export function DivisionsPage() {
  const t = useMessages(messages);
  const search: ListSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<NamedDivision | null>(null);
  const [{ data, error }, refetch] = useQuery({ query: CityDivision });
  const q = search.q ?? "";
  return (
    <Page>
      <PageHeader title={t("title")} subtitle={t("subtitle")} />
      <div className={classes.search}>
        <SearchField
          label={t("search")}
          value={q}
          onChange={(text) =>
            void navigate({ to: "/office/divisions", search: { ...search, q: text }, replace: true })
          }
        />
      </div>
      {!data ? (
        error ? (
          <ErrorNotice
            code={errorCode(error)}
            id={errorId(error)}
            onRetry={() => refetch({ requestPolicy: "network-only" })}
          />
        ) : (
          <PageSkeleton />
        )
      ) : q === "" ? (
        <Panel>
          <ul className={classes.tree} aria-label={t("tree")}>
            <DivisionNode division={data.city.division} onChoose={setChosen} openAtFirst />
          </ul>
        </Panel>
      ) : (
        <Found key={q} search={q} onChoose={setChosen} />
      )}
      <SideDrawer title={chosen?.name ?? null} onClose={() => setChosen(null)}>
        {chosen && <DivisionDetail key={chosen.id} divisionId={chosen.id} />}
      </SideDrawer>
    </Page>
  );
}

function Found({ search, onChoose }: { search: string; onChoose: (division: NamedDivision) => void }) {
  const t = useMessages(messages);
  const pages = usePages(FoundDivisions, { first: 50, search }, (data) => data.divisions);
  if (!pages.rows)
    return pages.error ? (
      <ErrorNotice code={errorCode(pages.error)} id={errorId(pages.error)} onRetry={pages.retry} />
    ) : (
      <PageSkeleton />
    );
  if (pages.rows.length === 0) return <EmptyState title={t("none")} next={t("noneNext")} />;
  return (
    <>
      <Panel title={t("found")}>
        <ul className={classes.tree}>
          {pages.rows.map((division) => (
            <li key={division.id} className={classes.line}>
              <button type="button" className={classes.name} onClick={() => onChoose(division)}>
                {division.name}
              </button>
              <span className={classes.quiet}>
                {t(`level.${division.level}`)}
                {division.parent && ` · ${division.parent.name}`}
                {division.code && ` · ${division.code}`}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
      <LoadMore
        shown={pages.rows.length}
        {...(pages.total === undefined ? {} : { total: pages.total })}
        hasMore={pages.hasMore}
        loading={pages.loading}
        onMore={pages.more}
      />
    </>
  );
}
