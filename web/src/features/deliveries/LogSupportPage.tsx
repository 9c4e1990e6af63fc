import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { LogDeliveryForm } from "./LogDeliveryForm.tsx";
import { LoggedNotice } from "./LoggedNotice.tsx";
import { messages } from "./messages.ts";

const LogSupportQuery = graphql(`
  query LogSupport {
    city { kinds { id ...LogDeliveryForm_Kind } }
    partnerships(first: 100) { edges { node { id ...LogDeliveryForm_Partnership } } }
    obligations(first: 100, filter: { state: OPEN }) { edges { node { id ...LogDeliveryForm_Obligation } } }
  }
`);

const route = getRouteApi("/inside/log");

/** What a unit did, in a tile, an amount and a button. */
export function LogSupportPage() {
  const t = useMessages(messages);
  const { obligationId, partnershipId } = route.useSearch();
  const [logged, setLogged] = useState<{ id: string; receiver: string } | null>(null);
  const [{ data, error, fetching }, refetch] = useQuery({ query: LogSupportQuery });
  if (!data) {
    if (fetching) return <PageSkeleton />;
    return (
      <ErrorNotice
        code={errorCode(error)}
        id={errorId(error)}
        onRetry={() => refetch({ requestPolicy: "network-only" })}
      />
    );
  }
  const partnerships = data.partnerships.edges.map(({ node }) => node);
  return (
    <Page>
      <PageHeader title={t("log.title")} />
      {logged ? (
        <LoggedNotice logged={logged} onAgain={() => setLogged(null)} />
      ) : partnerships.length === 0 ? (
        <EmptyState
          title={t("log.noPartner")}
          next={t("log.noPartnerNext")}
          action={<LinkButton to="/partnerships">{t("log.toPartnerships")}</LinkButton>}
        />
      ) : (
        <Panel>
          <LogDeliveryForm
            kinds={data.city.kinds}
            partnerships={partnerships}
            obligations={data.obligations.edges.map(({ node }) => node)}
            obligationId={obligationId}
            partnershipId={partnershipId}
            onLogged={setLogged}
          />
        </Panel>
      )}
    </Page>
  );
}
