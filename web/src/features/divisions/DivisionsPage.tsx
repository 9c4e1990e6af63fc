import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { usePages } from "../../lib/pages.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import type { DivisionSearch } from "../../routes/search.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { FilterChips } from "../../ui/FilterChips.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { SideDrawer } from "../../ui/SideDrawer.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { DivisionDetail } from "./DivisionDetail.tsx";
import { DivisionNode, type NamedDivision } from "./DivisionNode.tsx";
import classes from "./divisions.module.css";
import { FoundDivisions } from "./FoundDivisions.tsx";
import { messages } from "./messages.ts";

const CityDivision = graphql(`
  query CityDivision { city { id division { id name code level } } }
`);

const TopDivisions = graphql(`
  query TopDivisions($first: Int!, $after: String) {
    divisions(first: $first, after: $after, top: true) {
      edges { node { id name code level } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const TreeRoot = graphql(`
  query TreeRoot($id: ID!) { node(id: $id) { __typename id ... on Division { name code level } } }
`);

/** In the address: the tree begins at the provinces. */
const COUNTRY = "0";

/** The tree of divisions, opening level by level, of the own city or the country; or what a search finds, which opens it there. */
export function DivisionsPage() {
  const t = useMessages(messages);
  const { q = "", at = "" }: DivisionSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<NamedDivision | null>(null);
  const [{ data, error }, refetch] = useQuery({ query: CityDivision });
  const show = (search: DivisionSearch, replace: boolean) =>
    void navigate({ to: "/office/divisions", search, replace });
  const path = at.split(".").map((number) => `Division:${number}`);
  const own = data?.city.division;
  // A division of the own city is shown in the city's tree, another in that of its province.
  const within = own && (at === "" || path.includes(own.id));
  return (
    <Page>
      <PageHeader title={t("title")} subtitle={t("subtitle")} />
      <div className={classes.search}>
        <SearchField label={t("search")} value={q} onChange={(text) => show(text ? { q: text } : {}, true)} />
      </div>
      {!own ? (
        error ? (
          <ErrorNotice
            code={errorCode(error)}
            id={errorId(error)}
            onRetry={() => refetch({ requestPolicy: "network-only" })}
          />
        ) : (
          <PageSkeleton />
        )
      ) : q !== "" ? (
        <FoundDivisions text={q} onOpen={(way) => show({ at: way }, false)} />
      ) : (
        <>
          <FilterChips
            label={t("whose")}
            single
            chips={[
              { key: "CITY", label: own.name },
              { key: "COUNTRY", label: t("country") },
            ]}
            selected={[within ? "CITY" : "COUNTRY"]}
            onChange={([whose]) => show(whose === "COUNTRY" ? { at: COUNTRY } : {}, false)}
          />
          <Panel>
            {within ? (
              <ul key={at} className={classes.tree} aria-label={t("tree")}>
                <DivisionNode division={own} onChoose={setChosen} path={path} openAtFirst />
              </ul>
            ) : at === COUNTRY ? (
              <Country onChoose={setChosen} />
            ) : (
              <Elsewhere key={at} path={path} onChoose={setChosen} />
            )}
          </Panel>
        </>
      )}
      <SideDrawer title={chosen?.name ?? null} onClose={() => setChosen(null)}>
        {chosen && <DivisionDetail key={chosen.id} divisionId={chosen.id} />}
      </SideDrawer>
    </Page>
  );
}

function Country({ onChoose }: { onChoose: (division: NamedDivision) => void }) {
  const t = useMessages(messages);
  const pages = usePages(TopDivisions, { first: 100 }, (data) => data.divisions);
  if (!pages.rows)
    return pages.error ? (
      <ErrorNotice code={errorCode(pages.error)} id={errorId(pages.error)} onRetry={pages.retry} />
    ) : (
      <PageSkeleton />
    );
  return (
    <>
      <ul className={classes.tree} aria-label={t("tree")}>
        {pages.rows.map((division) => (
          <DivisionNode key={division.id} division={division} onChoose={onChoose} />
        ))}
      </ul>
      {pages.hasMore && <LoadMore pages={pages} />}
    </>
  );
}

/** The tree of another part of the country, open down to a division. */
function Elsewhere({
  path,
  onChoose,
}: {
  path: readonly string[];
  onChoose: (division: NamedDivision) => void;
}) {
  const t = useMessages(messages);
  const [{ data, error }, refetch] = useQuery({ query: TreeRoot, variables: { id: path[0] ?? "" } });
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
  if (data.node?.__typename !== "Division") return <p className={classes.quiet}>{t("none")}</p>;
  return (
    <ul className={classes.tree} aria-label={t("tree")}>
      <DivisionNode division={data.node} onChoose={onChoose} path={path} openAtFirst />
    </ul>
  );
}
