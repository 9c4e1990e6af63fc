import { IconBan, IconCircleCheck } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { NotFoundPage } from "../../routes/NotFoundPage.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { StateMark } from "../../ui/StateWord.tsx";
import { WhyDrawer } from "../../ui/Why.tsx";
import { CancelPledge } from "./CancelPledge.tsx";
import { messages } from "./messages.ts";
import { PledgeChanges } from "./PledgeChanges.tsx";
import { PledgeLinePanel } from "./PledgeLinePanel.tsx";
import { PledgeWhy } from "./PledgeWhy.tsx";

const PledgeQuery = graphql(`
  query Pledge($id: ID!) {
    node(id: $id) {
      __typename
      ... on Pledge {
        id
        purpose
        pledgedOn
        state
        version
        allowed
        partnershipId
        giver { id name }
        receiver { id name }
        by { name }
        lines { id ...PledgeLinePanel_PledgeLine }
        ...PledgeChanges_Pledge
        ...CancelPledge_Pledge
      }
    }
  }
`);

/** One pledge: its lines in the words for money, their instalments, every change, and what may be done about it. */
export function PledgePage() {
  const { id } = useParams({ strict: false });
  const t = useMessages(messages);
  const { date } = useFormat();
  const [{ data, error, fetching }, refetch] = useQuery({
    query: PledgeQuery,
    variables: { id: `Pledge:${id}` },
  });
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
  const pledge = data.node;
  if (pledge?.__typename !== "Pledge") return <NotFoundPage />;
  const active = pledge.state === "ACTIVE";
  return (
    <Page>
      <PageHeader
        title={pledge.purpose}
        mark={
          <StateMark icon={active ? IconCircleCheck : IconBan} tone={active ? "accent" : "quiet"}>
            {active ? t("pledge.active") : t("pledge.cancelled")}
          </StateMark>
        }
        subtitle={t("pledge.subtitle", {
          giver: pledge.giver.name,
          receiver: pledge.receiver.name,
          day: date(pledge.pledgedOn),
          person: pledge.by.name,
        })}
        actions={
          pledge.partnershipId ? (
            <LinkButton
              variant="default"
              to="/partnerships/$id"
              params={{ id: uuidOf(pledge.partnershipId) }}
            >
              {t("pledge.toPartnership")}
            </LinkButton>
          ) : undefined
        }
      />
      {pledge.lines.map((line) => (
        <PledgeLinePanel
          key={line.id}
          line={line}
          pledge={{
            version: pledge.version,
            allowed: pledge.allowed,
            giverId: pledge.giver.id,
            receiverId: pledge.receiver.id,
          }}
        />
      ))}
      {pledge.allowed.includes("cancel") && (
        <Panel title={t("pledge.acts")}>
          <CancelPledge pledge={pledge} />
        </Panel>
      )}
      <PledgeChanges pledge={pledge} />
      <WhyDrawer>{(address) => <PledgeWhy address={address} />}</WhyDrawer>
    </Page>
  );
}
