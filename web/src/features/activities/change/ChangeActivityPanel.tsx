import { useQuery } from "urql";
import { type FragmentType, graphql, readFragment } from "../../../gql/index.ts";
import { todayInChina } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { errorCode, errorId } from "../../../lib/urql-client.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { PageSkeleton } from "../../../ui/Skeletons.tsx";
import type { ServedPartnership } from "../PlanActivityForm.tsx";
import { ChangeActivityForm } from "./ChangeActivityForm.tsx";
import { messages } from "./messages.ts";

/** What the form begins with. */
export const ChangeActivityPanel_Activity = graphql(`
  fragment ChangeActivityPanel_Activity on Activity {
    id
    version
    title
    body
    skills
    audience
    kind { id code nameZh nameEn }
    hosts { organization { id } }
    partnerships { id giver { id name } receiver { id name } }
  }
`);

const ActivityChoices = graphql(`
  query ActivityChoices($today: LocalDate!, $given: PartnershipFilter!, $received: PartnershipFilter!) {
    activityKinds(first: 50, on: $today) { edges { node { id code nameZh nameEn } } }
    given: partnerships(first: 100, filter: $given) {
      edges { node { id giver { id name } receiver { id name } } }
    }
    received: partnerships(first: 100, filter: $received) {
      edges { node { id giver { id name } receiver { id name } } }
    }
    any: partnerships(first: 100, filter: { states: [ACTIVE, SUSPENDED] }) {
      edges { node { id giver { id name } receiver { id name } } }
    }
  }
`);

interface ChangeActivityPanelProps {
  activity: FragmentType<typeof ChangeActivityPanel_Activity>;
  onClose: () => void;
}

/** The form that changes an activity, with what there is to choose from. */
export default function ChangeActivityPanel({ onClose, ...props }: ChangeActivityPanelProps) {
  const activity = readFragment(ChangeActivityPanel_Activity, props.activity);
  const t = useMessages(messages);
  const hostIds = activity.hosts.map(({ organization }) => organization.id);
  // An office sees more partnerships than one list holds: those of who planned it are asked for by name.
  const [planner] = hostIds;
  const [{ data, error }, refetch] = useQuery({
    query: ActivityChoices,
    variables: {
      today: todayInChina(),
      given: { giverId: planner, states: ["ACTIVE", "SUSPENDED"] },
      received: { receiverId: planner, states: ["ACTIVE", "SUSPENDED"] },
    },
  });
  const known = new Map<string, ServedPartnership>(activity.partnerships.map((it) => [it.id, it]));
  for (const { node } of data ? [...data.given.edges, ...data.received.edges, ...data.any.edges] : [])
    if (hostIds.includes(node.giver.id) || hostIds.includes(node.receiver.id)) known.set(node.id, node);
  return (
    <Panel title={t("title")}>
      {data ? (
        <ChangeActivityForm
          activity={activity}
          kinds={data.activityKinds.edges.map(({ node }) => node)}
          partnerships={[...known.values()]}
          onClose={onClose}
        />
      ) : error ? (
        <ErrorNotice
          code={errorCode(error)}
          id={errorId(error)}
          onRetry={() => refetch({ requestPolicy: "network-only" })}
        />
      ) : (
        <PageSkeleton />
      )}
    </Panel>
  );
}
