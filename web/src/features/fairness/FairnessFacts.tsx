import { Button } from "@mantine/core";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { useRights } from "../../lib/rights.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { TextLink } from "../../ui/links.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import { WhyBody } from "../../ui/Why.tsx";
import classes from "./fairness.module.css";
import { messages } from "./messages.ts";
import { SetPopulationForm } from "./SetPopulationForm.tsx";

const FairnessFactsQuery = graphql(`
  query FairnessFacts($id: ID!, $filter: DeliveryFilter) {
    node(id: $id) { __typename ... on Organization { id name residents } }
    deliveries(first: 100, filter: $filter) {
      pageInfo { hasNextPage }
      edges {
        node {
          id
          occurredOn
          good
          acceptedQuantity
          giver { id name }
          kind { id nameZh nameEn measure unitZh unitEn }
        }
      }
    }
    populations(first: 20, organizationId: $id) {
      edges { node { id residents validFrom source saidBy } }
    }
  }
`);

interface FairnessFactsProps {
  /** Bare id of the community. */
  communityId: string;
  from: string;
  to: string;
}

/** What the numbers of one community are made of: the deliveries that were confirmed, and who counted its residents. */
export function FairnessFacts({ communityId, from, to }: FairnessFactsProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const words = useKindWords();
  const rights = useRights();
  const [setting, setSetting] = useState(false);
  const id = `Organization:${communityId}`;
  const [{ data, error }, refetch] = useQuery({
    query: FairnessFactsQuery,
    variables: { id, filter: { receiverId: id, from, to, states: ["ACCEPTED", "SETTLED", "DISPUTED"] } },
  });
  if (!data)
    return error ? (
      <ErrorNotice
        code={errorCode(error)}
        id={errorId(error)}
        onRetry={() => refetch({ requestPolicy: "network-only" })}
      />
    ) : (
      <RowsSkeleton />
    );
  const community = data.node?.__typename === "Organization" ? data.node : null;
  const said = data.populations.edges.map(({ node }) => node);
  const accepted = data.deliveries.edges
    .map(({ node }) => node)
    .filter(({ acceptedQuantity }) => acceptedQuantity !== "0");
  return (
    <>
      <WhyBody
        rule={t("facts.rule", { name: community?.name ?? "" })}
        facts={accepted.map((delivery) => ({
          id: delivery.id,
          label: (
            <TextLink to="/deliveries/$id" params={{ id: delivery.id }}>
              {delivery.giver.name} · {words.title(delivery.kind, delivery.good)}
            </TextLink>
          ),
          value: t("facts.accepted", {
            amount: words.quantity(delivery.kind, delivery.acceptedQuantity, delivery.good),
          }),
          detail: date(delivery.occurredOn),
        }))}
        footer={
          <>
            {data.deliveries.pageInfo.hasNextPage && <p>{t("facts.more")}</p>}
            <TextLink to="/board" search={{ receiver: communityId }}>
              {t("facts.board")}
            </TextLink>
          </>
        }
      />
      <h3>{t("facts.history")}</h3>
      {said.length === 0 ? (
        <p className={classes.quiet}>
          {community?.residents == null
            ? t("facts.noHistory")
            : t("facts.registered", { count: community.residents })}
        </p>
      ) : (
        <ul>
          {said.map(({ id: key, residents, validFrom, source, saidBy }) => (
            <li key={key}>
              {t("facts.said", { count: residents, day: date(validFrom), source })} ·{" "}
              {t(`facts.from.${saidBy}`)}
            </li>
          ))}
        </ul>
      )}
      {rights.inOffice(["MANAGER"]) && community && !setting && (
        <Button variant="default" onClick={() => setSetting(true)}>
          {t("setNow")}
        </Button>
      )}
      {community && setting && <SetPopulationForm community={community} onClose={() => setSetting(false)} />}
    </>
  );
}
