import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { useViewer } from "../../lib/viewer.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { HomeSummary } from "./HomeSummary.tsx";
import classes from "./home.module.css";
import { messages } from "./messages.ts";
import { TodoItem } from "./TodoItem.tsx";

const HomeQuery = graphql(`
  query Home {
    home {
      summary { ...HomeSummary_HomeSummary }
      todos { subject kind ...TodoItem_Todo }
    }
  }
`);

/** What the person signed in should look at today, worst first, one button each. */
export function HomePage() {
  const t = useMessages(messages);
  const format = useFormat();
  const viewer = useViewer();
  const office = viewer.kind === "signedIn" && viewer.membership?.organization.kind === "OFFICE";
  const [{ data, error, fetching }, refetch] = useQuery({ query: HomeQuery });
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
  const { todos, summary } = data.home;
  return (
    <Page>
      <PageHeader
        title={format.date(todayInChina())}
        subtitle={t("count", { count: todos.length })}
        actions={
          office && (
            <>
              <LinkButton to="/board" search={{ late: 0 }} variant="default">
                {t("seeLate")}
              </LinkButton>
              <LinkButton to="/board" search={{ dispute: 1 }} variant="default">
                {t("seeDisputes")}
              </LinkButton>
              <LinkButton to="/city" variant="default">
                {t("seeTerritory")}
              </LinkButton>
            </>
          )
        }
      />
      {todos.length === 0 ? (
        <EmptyState
          title={t("emptyTitle")}
          next={t("emptyNext")}
          action={
            <LinkButton to={office ? "/board" : "/partnerships"} variant="default">
              {t("seePartnerships")}
            </LinkButton>
          }
        />
      ) : (
        <Panel>
          <ul className={classes.todos} aria-label={t("todos")}>
            {todos.map((todo) => (
              <TodoItem key={`${todo.kind} ${todo.subject}`} todo={todo} />
            ))}
          </ul>
        </Panel>
      )}
      <HomeSummary summary={summary} />
    </Page>
  );
}
