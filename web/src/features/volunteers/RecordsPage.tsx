import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { useRoleWords } from "../../lib/role-words.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { useViewer } from "../../lib/viewer.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { TextLink } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import { messages } from "./messages.ts";
import classes from "./volunteers.module.css";

const Records = graphql(`
  query Records($id: ID!) {
    node(id: $id) {
      __typename
      ... on Organization { id name memberships { id role person { id name } } }
    }
  }
`);

/** The people of one's organization, each with their record; in the order of their names, never of their hours. */
export function RecordsPage() {
  const t = useMessages(messages);
  const words = useRoleWords();
  const viewer = useViewer();
  const memberships = viewer.kind === "signedIn" ? viewer.viewer.memberships : [];
  const managed = memberships.find(
    ({ role, organization }) => role === "MANAGER" && organization.kind !== "OFFICE",
  )?.organization;
  const [{ data, error }, refetch] = useQuery({
    query: Records,
    variables: { id: managed?.id ?? "" },
    pause: !managed,
  });
  const organization = data?.node?.__typename === "Organization" ? data.node : null;
  const people = new Map(
    (organization?.memberships ?? []).map(({ person, role }) => [person.id, { name: person.name, role }]),
  );
  const sorted = [...people].sort(([, a], [, b]) => a.name.localeCompare(b.name, "zh-Hans-CN"));
  return (
    <Page>
      <PageHeader
        title={t("people.title")}
        subtitle={t("people.subtitle")}
        back={{ to: "/record", label: t("title") }}
      />
      {error && !data && (
        <ErrorNotice
          code={errorCode(error)}
          id={errorId(error)}
          onRetry={() => refetch({ requestPolicy: "network-only" })}
        />
      )}
      {managed && !data && !error && <RowsSkeleton />}
      {(!managed || (data && sorted.length === 0)) && (
        <EmptyState title={t("people.none")} next={t("people.noneNext")} />
      )}
      {sorted.length > 0 && (
        <Panel title={organization?.name ?? ""}>
          <ul className={classes.rows}>
            {sorted.map(([id, { name, role }]) => (
              <li key={id} className={classes.row}>
                <TextLink to="/record" search={{ personId: uuidOf(id) }}>
                  {name}
                </TextLink>
                <span className={classes.quiet}>{words.role(role)}</span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </Page>
  );
}
