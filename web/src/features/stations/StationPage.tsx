import { Button } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { useViewer } from "../../lib/viewer.ts";
import { NotFoundPage } from "../../routes/NotFoundPage.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Columns, Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { ActivitiesTabs } from "../activities/ActivitiesTabs.tsx";
import { ChangeStationForm } from "./ChangeStationForm.tsx";
import { ClosuresPanel } from "./ClosuresPanel.tsx";
import { HoursPanel } from "./HoursPanel.tsx";
import { messages } from "./messages.ts";
import { PublicPagePanel } from "./PublicPagePanel.tsx";
import { RoomsPanel } from "./RoomsPanel.tsx";
import { DoorWords, StaleWords, StandingMark } from "./station-words.tsx";
import classes from "./stations.module.css";
import { TimetablePanel } from "./TimetablePanel.tsx";

const StationQuery = graphql(`
  query Station($id: ID!, $from: LocalDate!) {
    node(id: $id) {
      __typename
      ... on Station {
        id
        name
        communityName
        address
        mayKeep
        state {
          standing
          staleBecause
          nextSessionAt
          lastConfirmedAt
          ...DoorWords_StationState
          ...StaleWords_StationState
        }
        ...TimetablePanel_Station
        ...RoomsPanel_Station
        ...HoursPanel_Station
        ...ClosuresPanel_Station
        ...PublicPagePanel_Station
        ...ChangeStationForm_Station
      }
    }
  }
`);

/** One station: what is held there, whether it is open, and for its desk everything that can be changed. */
export function StationPage() {
  const { id } = useParams({ strict: false });
  const t = useMessages(messages);
  const { instant } = useFormat();
  const viewer = useViewer();
  const [editing, setEditing] = useState(false);
  const [{ data, error }, refetch] = useQuery({
    query: StationQuery,
    variables: { id: `Station:${id}`, from: todayInChina() },
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
  const station = data.node;
  if (station?.__typename !== "Station") return <NotFoundPage />;
  const { name, communityName, address, state, mayKeep } = station;
  const membership = viewer.kind === "signedIn" ? viewer.membership : undefined;
  const isOwn = membership?.organization.kind === "COMMUNITY";
  return (
    <Page>
      <ActivitiesTabs />
      <PageHeader
        title={name}
        mark={<StandingMark standing={state.standing} />}
        {...(isOwn ? {} : { back: { to: "/stations" as const, label: t("back") } })}
        subtitle={
          <span className={classes.quiet}>
            {!name.includes(communityName) && <span>{communityName}</span>}
            {address && <span>{address}</span>}
            <DoorWords state={state} />
          </span>
        }
        actions={
          mayKeep && (
            <>
              <LinkButton to="/activities/new">{t("stale.plan")}</LinkButton>
              <Button variant="default" aria-expanded={editing} onClick={() => setEditing(!editing)}>
                {t("edit.button")}
              </Button>
            </>
          )
        }
      />
      {editing && (
        <Panel title={t("edit.title")}>
          <ChangeStationForm station={station} onClose={() => setEditing(false)} />
        </Panel>
      )}
      {state.standing === "STALE" && (
        <Panel title={t("standing.STALE")}>
          <p>
            <StaleWords state={state} />
          </p>
          {state.staleBecause.includes("NOTHING_PLANNED") && <p>{t("stale.planNext")}</p>}
          {state.staleBecause.includes("NOTHING_CONFIRMED") && <p>{t("stale.confirmNext")}</p>}
        </Panel>
      )}
      <Columns>
        <div className={classes.column}>
          <Panel title={t("timetable.title")}>
            <p className={classes.quiet}>
              {state.nextSessionAt && <span>{t("next", { when: instant(state.nextSessionAt) })}</span>}
              {state.lastConfirmedAt && (
                <span>{t("lastConfirmed", { when: instant(state.lastConfirmedAt) })}</span>
              )}
            </p>
            <TimetablePanel station={station} mayPlan={mayKeep} />
          </Panel>
        </div>
        <div className={classes.column}>
          <PublicPagePanel station={station} />
          <RoomsPanel station={station} mayKeep={mayKeep} />
          <HoursPanel station={station} mayKeep={mayKeep} />
          <ClosuresPanel station={station} mayKeep={mayKeep} />
        </div>
      </Columns>
    </Page>
  );
}
