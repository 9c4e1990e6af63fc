import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { NotFoundPage } from "../../routes/NotFoundPage.tsx";
import { RotatingCode } from "../../ui/calendar/RotatingCode.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LinkButton } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import classes from "./attendance.module.css";
import { messages } from "./messages.ts";

const CheckInCode = graphql(`
  query CheckInCode($id: ID!) {
    checkInCode(sessionId: $id) { digits path validUntil }
    node(id: $id) {
      __typename
      ... on ActivitySession { id startsAt place activity { title } }
    }
  }
`);

/** How long one code stands, in seconds. */
const STANDS = 30;
/** A little later than the change, so that the answer is the next code. */
const SLACK_MS = 300;

/** The code on the host's phone, filling the screen: whoever is there scans it or types its digits. */
export function CheckInCodePage() {
  const { id } = useParams({ strict: false });
  const t = useMessages(messages);
  const { instant } = useFormat();
  const [{ data, error }, refetch] = useQuery({
    query: CheckInCode,
    variables: { id: `ActivitySession:${id}` },
    requestPolicy: "network-only",
  });
  const validUntil = data?.checkInCode?.validUntil;
  useEffect(() => {
    if (!validUntil) return;
    // Asked again until there is another one: an answer that came too early is the same.
    const timer = setInterval(() => {
      if (Date.now() > Date.parse(validUntil) + SLACK_MS) refetch({ requestPolicy: "network-only" });
    }, 1000);
    return () => clearInterval(timer);
  }, [validUntil, refetch]);
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
  const { checkInCode: code, node } = data;
  if (!code || node?.__typename !== "ActivitySession") return <NotFoundPage />;
  return (
    <div className={classes.whole}>
      <PageHeader title={node.activity.title} subtitle={`${instant(node.startsAt)} · ${node.place}`} />
      <RotatingCode
        text={window.location.origin + code.path}
        label={t("code.label")}
        changesAt={code.validUntil}
        every={STANDS}
      />
      <p className={classes.digits}>
        <span>{t("code.digits")}</span>
        <b>
          {code.digits.slice(0, 3)} {code.digits.slice(3)}
        </b>
      </p>
      <p className={classes.hint}>{t("code.hint")}</p>
      <LinkButton variant="default" to="/sessions/$id" params={{ id: node.id }}>
        {t("code.back")}
      </LinkButton>
    </div>
  );
}
