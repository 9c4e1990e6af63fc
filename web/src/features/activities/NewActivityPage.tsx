import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { useViewer } from "../../lib/viewer.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import { PlanActivityForm } from "./PlanActivityForm.tsx";

const NewActivity = graphql(`
  query NewActivity($today: LocalDate!) {
    activityKinds(first: 50, on: $today) { edges { node { id code nameZh nameEn } } }
    partnerships(first: 100, filter: { states: [ACTIVE, SUSPENDED] }) {
      edges { node { id giver { id name } receiver { id name } } }
    }
  }
`);

const PlanActivity = graphql(`
  mutation PlanActivity($input: PlanActivityInput!) {
    planActivity(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
      ... on Activity { id }
    }
  }
`);

const route = getRouteApi("/inside/activities/new");

/** Plans an activity, once or again and again. */
export function NewActivityPage() {
  const t = useMessages(messages);
  const navigate = useNavigate();
  const outcome = useOutcome();
  const { on, partnershipId } = route.useSearch();
  const viewer = useViewer();
  const [, plan] = useMutation(PlanActivity);
  const [{ data, error }, refetch] = useQuery({
    query: NewActivity,
    variables: { today: todayInChina() },
  });
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
  const membership = viewer.kind === "signedIn" ? viewer.membership : undefined;
  const office = membership?.organization.kind === "OFFICE";
  const roles = office ? ["COORDINATOR"] : ["LEADER", "MANAGER", "LIAISON"];
  if (!membership || !roles.includes(membership.role))
    return (
      <Page>
        <PageHeader title={t("plan.heading")} back={{ to: "/activities", label: t("plan.back") }} />
        <EmptyState title={t("plan.notHost")} next={t("plan.notHostNext")} />
      </Page>
    );
  return (
    <Page>
      <PageHeader
        title={t("plan.heading")}
        subtitle={membership.organization.name}
        back={{ to: "/activities", label: t("plan.back") }}
      />
      <Panel>
        <PlanActivityForm
          kinds={data.activityKinds.edges.map(({ node }) => node)}
          partnerships={data.partnerships.edges.map(({ node }) => node)}
          own={office ? null : membership.organization}
          on={on}
          partnershipId={partnershipId && uuidOf(partnershipId)}
          onSend={async (input, idempotencyKey) =>
            outcome(
              await plan({ input: { idempotencyKey, ...input } }),
              (result) => result.planActivity,
              undefined,
              (member) => {
                if (member.__typename !== "Activity") return;
                toast(t("plan.planned"));
                void navigate({ to: "/activities/$id", params: { id: uuidOf(member.id) } });
              },
            )
          }
        />
      </Panel>
    </Page>
  );
}
