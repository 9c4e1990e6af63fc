import { getRouteApi } from "@tanstack/react-router";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { useViewer } from "../../lib/viewer.ts";
import { NotFoundPage } from "../../routes/NotFoundPage.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Columns, Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { ActivitiesTabs } from "../activities/ActivitiesTabs.tsx";
import { CertificatesPanel } from "./CertificatesPanel.tsx";
import { EntriesPanel } from "./EntriesPanel.tsx";
import { ExportLinks } from "./ExportLinks.tsx";
import { messages } from "./messages.ts";
import { RecordSums } from "./RecordSums.tsx";
import { ServiceList } from "./ServiceList.tsx";

const Record = graphql(`
  query Record($personId: ID) {
    volunteerRecord(personId: $personId) {
      isOwn
      person { id name }
      sums { ...RecordSums_VolunteerSums }
      entries(first: 100) { edges { node { id ...EntriesPanel_VolunteerEntry } } }
      service(first: 50) {
        totalCount
        edges { node { id ...ServiceList_AttendanceShare } }
      }
    }
    myCertificates(first: 20) { edges { node { id ...CertificatesPanel_ServiceCertificate } } }
  }
`);

const route = getRouteApi("/inside/record");

/** A volunteer's record: hours by their sources, training, honours and evaluation; one's own with its certificates. */
export function RecordPage() {
  const t = useMessages(messages);
  const { personId } = route.useSearch();
  const viewer = useViewer();
  const [{ data, error, fetching }, refetch] = useQuery({
    query: Record,
    variables: { personId: personId ? `Person:${personId}` : null },
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
  const record = data.volunteerRecord;
  if (!record) return <NotFoundPage />;
  const manages =
    viewer.kind === "signedIn" &&
    viewer.viewer.memberships.filter(
      ({ role, organization }) => role === "MANAGER" && organization.kind !== "OFFICE",
    );
  const service = record.service.edges.map(({ node }) => node);
  return (
    <Page>
      <ActivitiesTabs />
      <PageHeader
        title={record.isOwn ? t("title") : t("titleOf", { name: record.person.name })}
        subtitle={t("subtitle")}
        {...(record.isOwn ? {} : { back: { to: "/record/people" as const, label: t("people.title") } })}
        actions={
          <>
            {record.isOwn && manages && manages.length > 0 && (
              <LinkButton variant="default" to="/record/people">
                {t("people.title")}
              </LinkButton>
            )}
            <ExportLinks personId={record.person.id} />
          </>
        }
      />
      <RecordSums sums={record.sums} />
      <Columns>
        <Panel title={t("service.title", { count: record.service.totalCount ?? service.length })}>
          {service.length === 0 ? (
            <EmptyState
              title={t("service.empty")}
              next={t("service.emptyNext")}
              action={
                <LinkButton variant="default" to="/activities">
                  {t("service.toCalendar")}
                </LinkButton>
              }
            />
          ) : (
            <ServiceList service={service} />
          )}
        </Panel>
        <div>
          <EntriesPanel
            entries={record.entries.edges.map(({ node }) => node)}
            own={record.isOwn}
            personId={record.person.id}
            organizations={manages ? manages.map(({ organization }) => organization) : []}
          />
        </div>
      </Columns>
      {record.isOwn && <CertificatesPanel certificates={data.myCertificates.edges.map(({ node }) => node)} />}
    </Page>
  );
}
