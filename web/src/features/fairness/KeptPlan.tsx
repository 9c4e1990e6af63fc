import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { NotFoundPage } from "../../routes/NotFoundPage.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import classes from "./fairness.module.css";
import { messages } from "./messages.ts";
import { PlanContents } from "./PlanContents.tsx";
import { pairKey } from "./plan-query.ts";

const KeptPlanQuery = graphql(`
  query KeptPlan($id: ID!) {
    node(id: $id) {
      __typename
      ... on PairingPlan {
        id
        title
        recordedAt
        by { name }
        chosen { giverId receiverId }
        contents { ...PlanContents_PairingPlanContents }
      }
    }
  }
`);

/** A plan that was kept, as it was; what was ticked goes on to the document. */
export function KeptPlan({ planId }: { planId: string }) {
  const t = useMessages(messages);
  const { instant } = useFormat();
  const [{ data, error }, refetch] = useQuery({
    query: KeptPlanQuery,
    variables: { id: `PairingPlan:${planId}` },
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
  const plan = data.node?.__typename === "PairingPlan" ? data.node : null;
  if (!plan) return <NotFoundPage />;
  return (
    <>
      <Panel
        title={plan.title}
        actions={
          <div className={classes.buttons}>
            <LinkButton to="/fairness/plan" search={{}} variant="default">
              {t("plan.fresh")}
            </LinkButton>
            {plan.chosen.length > 0 && (
              <LinkButton to="/office/assign" search={{ state: "many", plan: planId }}>
                {t("plan.toAssign", { count: plan.chosen.length })}
              </LinkButton>
            )}
          </div>
        }
      >
        <p className={classes.quiet}>
          {plan.by.name} · {t("plan.snapshot", { at: instant(plan.recordedAt) })}
        </p>
      </Panel>
      <PlanContents contents={plan.contents} chosen={new Set(plan.chosen.map(pairKey))} />
    </>
  );
}
