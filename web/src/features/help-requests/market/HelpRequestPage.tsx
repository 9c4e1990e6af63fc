import { IconAlertTriangle } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { graphql } from "../../../gql/index.ts";
import { dateOf, todayInChina, useFormat } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { uuidOf } from "../../../lib/node-id.ts";
import { errorCode, errorId } from "../../../lib/urql-client.ts";
import { useViewer } from "../../../lib/viewer.ts";
import { NotFoundPage } from "../../../routes/NotFoundPage.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { EvidenceList } from "../../../ui/EvidenceList.tsx";
import { TextLink } from "../../../ui/links.tsx";
import { PageHeader } from "../../../ui/PageHeader.tsx";
import { Facts, Page, Panel } from "../../../ui/Panel.tsx";
import { PageSkeleton } from "../../../ui/Skeletons.tsx";
import { StateMark } from "../../../ui/StateWord.tsx";
import classes from "../help-requests.module.css";
import { messages } from "../messages.ts";
import { RequestState } from "../request-words.tsx";
import { messages as market } from "./messages.ts";
import { NeedItem } from "./NeedItem.tsx";
import { RequestActs } from "./RequestActs.tsx";
import { SolvedPanel } from "./SolvedPanel.tsx";
import { StaleClaims } from "./StaleClaims.tsx";

const HelpRequestQuery = graphql(`
  query HelpRequest($id: ID!) {
    city { kinds { id code measure nameZh nameEn unitZh unitEn } }
    jointParts(requestId: $id) {
      id
      state
      giver { id }
      jointClaim { id need { id } }
      ...JointItem_JointClaimPart
    }
    node(id: $id) {
      __typename
      ... on HelpRequest {
        id
        title
        body
        privateDetails
        urgency
        wishedOn
        state
        createdAt
        openedAt
        closeNote
        reopenedCount
        offeredUntil
        hallSince
        keptReason
        receiver { id name }
        createdBy { name }
        offers { organization { id name } }
        evidence { id fileName url thumbnailUrl }
        appeal { id text }
        needs { id quantity claimed ...NeedItem_Need }
        ...RequestActs_HelpRequest
        ...SolvedPanel_HelpRequest
      }
    }
  }
`);

/** One request: what is asked, who has taken on how much, what arrived, and what may be done about it. */
export function HelpRequestPage() {
  const { id } = useParams({ strict: false });
  const t = useMessages(messages);
  const m = useMessages(market);
  const viewer = useViewer();
  const { date, instant } = useFormat();
  const [{ data, error, fetching }, refetch] = useQuery({
    query: HelpRequestQuery,
    variables: { id: `HelpRequest:${id}` },
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
  const request = data.node;
  if (request?.__typename !== "HelpRequest") return <NotFoundPage />;
  const offered = request.offers.map(({ organization }) => organization);
  // In the hall one's own units may take it on too.
  const own =
    viewer.kind === "signedIn" ? viewer.viewer.memberships.map(({ organization }) => organization) : [];
  const units = own.filter(({ kind }) => kind === "PARTNER_UNIT");
  const others = units.filter(({ id: unitId }) => !offered.some((one) => one.id === unitId));
  const givers = request.hallSince ? [...offered, ...others] : offered;
  const open = request.state === "OPEN";
  const jointOf = (needId: string) => {
    const parts = data.jointParts.filter(({ jointClaim }) => jointClaim.need.id === needId);
    return [...Map.groupBy(parts, ({ jointClaim }) => jointClaim.id)].map(([key, of]) => ({
      id: key,
      parts: of,
      waitsFor: of.filter(({ state }) => state === "INVITED").map(({ giver }) => giver.id),
    }));
  };
  const free = request.needs.some(({ quantity, claimed }) => BigInt(quantity) > BigInt(claimed));
  const until = request.offeredUntil;
  const who = request.hallSince
    ? m("window.hall", { day: date(dateOf(request.hallSince)) })
    : request.keptReason
      ? m("window.kept", { reason: request.keptReason })
      : until
        ? m(until < todayInChina() ? "window.due" : "window.offered", { day: date(until) })
        : null;
  return (
    <Page>
      <PageHeader
        title={request.title}
        mark={<RequestState state={request.state} />}
        back={{ to: "/requests", label: t("page.back") }}
        subtitle={t("page.by", {
          receiver: request.receiver.name,
          person: request.createdBy.name,
          at: instant(request.openedAt ?? request.createdAt),
        })}
      />
      <Panel>
        <Facts
          facts={[
            ...(request.body
              ? [{ label: t("page.body"), value: <p className={classes.text}>{request.body}</p> }]
              : []),
            {
              label: t("page.urgency"),
              value:
                request.urgency === "URGENT" ? (
                  <StateMark icon={IconAlertTriangle} tone="warn">
                    {t("urgency.URGENT")}
                  </StateMark>
                ) : (
                  t(`urgency.${request.urgency}`)
                ),
            },
            ...(request.wishedOn ? [{ label: t("page.wishedOn"), value: date(request.wishedOn) }] : []),
            ...(request.appeal
              ? [
                  {
                    label: t("page.appeal"),
                    value: (
                      <TextLink to="/appeals/$id" params={{ id: uuidOf(request.appeal.id) }}>
                        {request.appeal.text}
                      </TextLink>
                    ),
                  },
                ]
              : []),
            ...(request.privateDetails
              ? [
                  {
                    label: t("page.private"),
                    value: <p className={classes.text}>{request.privateDetails}</p>,
                  },
                ]
              : []),
            {
              label: t("page.offered"),
              value: offered.length > 0 ? offered.map(({ name }) => name).join(" · ") : t("page.notOffered"),
            },
            ...(open && free && who ? [{ label: m("window.label"), value: who }] : []),
            ...(request.closeNote ? [{ label: t("page.note"), value: request.closeNote }] : []),
            ...(request.reopenedCount > 0
              ? [
                  {
                    label: t("page.reopened"),
                    value: t("page.reopenedTimes", { count: request.reopenedCount }),
                  },
                ]
              : []),
            ...(request.evidence.length > 0
              ? [
                  {
                    label: t("page.photos"),
                    value: <EvidenceList label={t("page.photos")} files={request.evidence} />,
                  },
                ]
              : []),
          ]}
        />
      </Panel>
      {open && units.map((unit) => <StaleClaims key={unit.id} unitId={unit.id} />)}
      <Panel title={t("page.needs")}>
        <ul className={classes.list}>
          {request.needs.map((need) => (
            <NeedItem
              key={need.id}
              need={need}
              open={open}
              givers={givers}
              receiverId={request.receiver.id}
              joint={jointOf(need.id)}
              wishedOn={request.wishedOn ?? null}
            />
          ))}
        </ul>
      </Panel>
      <SolvedPanel request={request} />
      <RequestActs request={request} kinds={data.city.kinds} />
    </Page>
  );
}
