import { useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { clockOf, dateOf, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { NotFoundPage } from "../../routes/NotFoundPage.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Page } from "../../ui/Panel.tsx";
import { QrCode } from "../../ui/QrCode.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { messages } from "./messages.ts";
import { PosterActs } from "./PosterActs.tsx";
import classes from "./poster.module.css";

const SessionPoster = graphql(`
  query SessionPoster($id: ID!) {
    node(id: $id) {
      __typename
      ... on ActivitySession {
        id
        startsAt
        endsAt
        place
        publicPath
        activity { title body skills hosts { organization { id name } } }
      }
    }
  }
`);

/** A page to print and hang up: what, when, where, and a code by which anybody signs up. */
export function SessionPosterPage() {
  const { id } = useParams({ strict: false });
  const t = useMessages(messages);
  const { date } = useFormat();
  const [{ data, error }, refetch] = useQuery({
    query: SessionPoster,
    variables: { id: `ActivitySession:${id}` },
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
  const session = data.node;
  if (session?.__typename !== "ActivitySession" || !session.publicPath) return <NotFoundPage />;
  const { activity, startsAt, endsAt } = session;
  const address = window.location.origin + session.publicPath;
  return (
    <Page>
      <div className="gj-no-print">
        <PageHeader
          back={{ to: "/activities", label: t("plan.back") }}
          title={t("poster.title")}
          subtitle={t("poster.subtitle")}
          actions={<PosterActs address={address} />}
        />
      </div>
      <article className={classes.poster}>
        <h2>{activity.title}</h2>
        <p className={classes.when}>
          <span className={classes.clock}>{date(dateOf(startsAt))}</span>{" "}
          <span className={classes.clock}>
            {clockOf(startsAt)}–{clockOf(endsAt)}
          </span>
        </p>
        <p className={classes.where}>{session.place}</p>
        {activity.body && <p className={classes.body}>{activity.body}</p>}
        {activity.skills.length > 0 && (
          <p>{t("poster.skills", { skills: activity.skills.join(t("list")) })}</p>
        )}
        <QrCode text={address} label={t("poster.code")} big />
        <p>{t("poster.scan")}</p>
        <p className={classes.address}>{address.replace(/^https?:\/\//, "")}</p>
        <p className={classes.hosts}>
          {t("poster.hosts", {
            hosts: activity.hosts.map(({ organization }) => organization.name).join(t("list")),
          })}
        </p>
      </article>
    </Page>
  );
}
