import { useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { clockOf, dateOf, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useRights } from "../../lib/rights.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { NotFoundPage } from "../../routes/NotFoundPage.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { CheckInPanel } from "../attendance/CheckInPanel.tsx";
import { ReportPanel } from "../attendance/ReportPanel.tsx";
import { messages } from "./messages.ts";
import { SessionFacts } from "./SessionFacts.tsx";
import { SignUpActs } from "./SignUpActs.tsx";
import { SessionStateMark } from "./session-words.tsx";

// Most people come to sign up: the list is for those who hold it.
const SessionDesk = lazy(() => import("../attendance/desk/SessionDesk.tsx"));
const SessionHostActs = lazy(async () => ({
  default: (await import("./SessionHostActs.tsx")).SessionHostActs,
}));

const Session = graphql(`
  query Session($id: ID!) {
    node(id: $id) {
      __typename
      ... on ActivitySession {
        id
        startsAt
        endsAt
        place
        state
        mayManage
        mayList
        mayType
        signed
        publicPath
        mySignup { position }
        activity { title hosts { organization { id name } } }
        ...SessionFacts_ActivitySession
        ...SessionStateMark_ActivitySession
        ...SignUpActs_ActivitySession
        ...SessionHostActs_ActivitySession
      }
    }
    myAttendance(sessionId: $id) { id ...CheckInPanel_Attendance }
    sessionReport(sessionId: $id) { id ...ReportPanel_SessionReport }
    sessionAttendances(sessionId: $id, first: 1) { totalCount }
  }
`);

/** One session: what, when and where; signing up, checking in; for its host the list and the report; for the other side the word. */
export function SessionPage() {
  const { id } = useParams({ strict: false });
  const { code } = useSearch({ strict: false });
  const t = useMessages(messages);
  const { date } = useFormat();
  const rights = useRights();
  const [{ data, error, fetching }, refetch] = useQuery({
    query: Session,
    variables: { id: `ActivitySession:${id}` },
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
  const session = data.node;
  if (session?.__typename !== "ActivitySession") return <NotFoundPage />;
  const { startsAt, endsAt, place, activity } = session;
  const isHost = (roles: Parameters<typeof rights.in>[1]) =>
    activity.hosts.some(({ organization }) => rights.in(organization.id, roles));
  const atTheDoor = isHost(["MANAGER", "LIAISON", "GRID_MEMBER"]);
  // At the door the list comes first; one's own coming and leaving after it, unless a code was scanned for it.
  const hosting = atTheDoor && !code;
  const own = <CheckInPanel session={session} attendance={data.myAttendance ?? null} code={code} />;
  const position = session.mySignup?.position;
  return (
    <Page>
      <PageHeader
        title={activity.title}
        mark={<SessionStateMark session={session} />}
        subtitle={
          <>
            {date(dateOf(startsAt))} {clockOf(startsAt)}–{clockOf(endsAt)}
            {"\u00a0· "}
            {place}
            {position && <div>{t("mine.position", { position })}</div>}
          </>
        }
        back={{ to: "/activities", label: t("plan.back") }}
        actions={<SignUpActs session={session} main />}
      />
      {!hosting && own}
      <ReportPanel
        session={session}
        report={data.sessionReport ?? null}
        present={data.sessionAttendances.totalCount ?? 0}
        mayReport={isHost(["MANAGER", "LIAISON"])}
      />
      {(session.mayList || atTheDoor || session.mayType) && (
        <Suspense fallback={<PageSkeleton />}>
          <SessionDesk
            session={session}
            hosts={activity.hosts.map(({ organization }) => organization)}
            atTheDoor={atTheDoor}
            mayList={session.mayList}
            mayType={session.mayType}
          />
        </Suspense>
      )}
      {hosting && own}
      <Panel title={t("facts.title")}>
        <SessionFacts session={session} />
      </Panel>
      {session.mayManage && (
        <Suspense fallback={null}>
          <SessionHostActs session={session} />
        </Suspense>
      )}
    </Page>
  );
}
