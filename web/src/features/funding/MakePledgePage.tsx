import { NativeSelect } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useRights } from "../../lib/rights.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import classes from "./funding.module.css";
import { MakePledgeForm } from "./MakePledgeForm.tsx";
import { messages } from "./messages.ts";

const MakePledgeQuery = graphql(`
  query MakePledgePage {
    city { kinds { id measure ...MakePledgeForm_Kind } }
    partnerships(first: 100) { edges { node { id state giver { id name } receiver { name } } } }
  }
`);

const route = getRouteApi("/inside/pledges/new");

/** A unit promises money or goods to one of its partners. */
export function MakePledgePage() {
  const t = useMessages(messages);
  const rights = useRights();
  const { partnershipId } = route.useSearch();
  const [chosen, setChosen] = useState<string | null>(null);
  const [{ data, error, fetching }, refetch] = useQuery({ query: MakePledgeQuery });
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
  const partnerships = data.partnerships.edges
    .map(({ node }) => node)
    .filter(({ state, giver }) => state === "ACTIVE" && rights.in(giver.id, ["LIAISON", "MANAGER"]));
  // The address holds the bare uuid, or the node id of a page that passed it on.
  const asked = partnerships.find(({ id }) => id.endsWith(partnershipId ?? "?"));
  const partnership = partnerships.find(({ id }) => id === chosen) ?? asked ?? partnerships[0];
  if (!partnership)
    return (
      <Page>
        <PageHeader title={t("make.title")} />
        <EmptyState
          title={t("make.noPartner")}
          next={t("make.noPartnerNext")}
          action={<LinkButton to="/partnerships">{t("make.toPartnerships")}</LinkButton>}
        />
      </Page>
    );
  return (
    <Page>
      <PageHeader title={t("make.title")} subtitle={partnership.giver.name} />
      <Panel>
        <div className={classes.stack}>
          <NativeSelect
            label={t("make.partnership")}
            value={partnership.id}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
            data={partnerships.map(({ id, receiver }) => ({ value: id, label: receiver.name }))}
          />
          <MakePledgeForm key={partnership.id} partnershipId={partnership.id} kinds={data.city.kinds} />
        </div>
      </Panel>
    </Page>
  );
}
