import { getRouteApi } from "@tanstack/react-router";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { NotFoundPage } from "../../routes/NotFoundPage.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Columns, Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { CityLateness } from "./CityLateness.tsx";
import { CityMoney } from "./CityMoney.tsx";
import { CityTable } from "./CityTable.tsx";
import { CityUp } from "./CityUp.tsx";
import { messages } from "./messages.ts";

const CityTotals = graphql(`
  query CityTotals($divisionId: ID) {
    boardTotals(divisionId: $divisionId) {
      total { divisionId name partnerships ...CityTable_BoardTotal ...CityLateness_BoardTotal ...CityMoney_BoardTotal }
      rows { divisionId ...CityTable_BoardTotal ...CityLateness_BoardTotal }
    }
  }
`);

const route = getRouteApi("/inside/city");

/** A territory summed by the places right below it; every number opens its rows on the board. */
export function CityPage() {
  const t = useMessages(messages);
  const { division } = route.useSearch();
  const [{ data, error, fetching, stale }, refetch] = useQuery({
    query: CityTotals,
    variables: { divisionId: division ? `Division:${division}` : null },
  });
  if (error && !data)
    return (
      <ErrorNotice
        code={errorCode(error)}
        id={errorId(error)}
        onRetry={() => refetch({ requestPolicy: "network-only" })}
      />
    );
  if (!data || (fetching && !stale && !data.boardTotals)) return <PageSkeleton />;
  const totals = data.boardTotals;
  if (!totals) return <NotFoundPage />;
  const { total, rows } = totals;
  return (
    <Page>
      <PageHeader
        title={t("city.title", { name: total.name })}
        subtitle={t("city.subtitle")}
        back={{ to: "/board", label: t("city.back") }}
        actions={
          <>
            {division && <CityUp divisionId={total.divisionId} />}
            <LinkButton to="/board" search={{ division: Number(uuidOf(total.divisionId)) }} variant="default">
              {t("city.openBoard")}
            </LinkButton>
          </>
        }
      />
      {total.partnerships === 0 ? (
        <EmptyState
          title={t("city.none")}
          next={t("city.noneNext")}
          action={<LinkButton to="/office/assign">{t("empty.assign")}</LinkButton>}
        />
      ) : (
        <Columns>
          <Panel>
            <CityLateness total={total} rows={rows} />
          </Panel>
          <Panel>
            <CityMoney total={total} />
          </Panel>
        </Columns>
      )}
      <Panel title={t("city.tableTitle")}>
        <CityTable total={total} rows={rows} />
      </Panel>
    </Page>
  );
}
