import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { useViewer } from "../../lib/viewer.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { chestsOf } from "./chests.ts";
import { messages } from "./messages.ts";
import { NewExpenseForm } from "./NewExpenseForm.tsx";

const NewExpenseQuery = graphql(`
  query NewExpense($receiverId: ID!) {
    pledges(first: 100, filter: { receiverId: $receiverId }) {
      edges {
        node { id purpose pledgedOn giver { id name } lines { id measure good available } }
      }
    }
  }
`);

/** A community's liaison records one voucher over the money that is there. */
export function NewExpensePage() {
  const t = useMessages(messages);
  const viewer = useViewer();
  const membership = viewer.kind === "signedIn" ? viewer.membership : undefined;
  const records = membership?.role === "LIAISON" && membership.organization.kind !== "PARTNER_UNIT";
  const [{ data, error, fetching }, refetch] = useQuery({
    query: NewExpenseQuery,
    variables: { receiverId: membership?.organization.id ?? "" },
    pause: !records,
  });
  if (!records || !membership)
    return (
      <Page>
        <PageHeader title={t("record.title")} />
        <EmptyState
          title={t("record.notRole")}
          next={t("record.notRoleNext")}
          action={<LinkButton to="/expenses">{t("record.toExpenses")}</LinkButton>}
        />
      </Page>
    );
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
  const chests = chestsOf(data.pledges.edges.map(({ node }) => node));
  return (
    <Page>
      <PageHeader title={t("record.title")} subtitle={membership.organization.name} />
      {chests.length === 0 ? (
        <EmptyState
          title={t("record.nothing")}
          next={t("record.nothingNext")}
          action={<LinkButton to="/expenses">{t("record.toExpenses")}</LinkButton>}
        />
      ) : (
        <Panel>
          <NewExpenseForm chests={chests} />
        </Panel>
      )}
    </Page>
  );
}
