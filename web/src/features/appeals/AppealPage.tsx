import { useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { NotFoundPage } from "../../routes/NotFoundPage.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { EvidenceList } from "../../ui/EvidenceList.tsx";
import { TextLink } from "../../ui/links.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { Facts, Page, Panel } from "../../ui/Panel.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { AppealActs } from "./AppealActs.tsx";
import { AppealHistory } from "./AppealHistory.tsx";
import { AppealStateMark, DueDay, daysWaited } from "./appeal-words.tsx";
import classes from "./appeals.module.css";
import { ContactFact } from "./ContactFact.tsx";
import { messages } from "./messages.ts";

const AppealQuery = graphql(`
  query Appeal($id: ID!) {
    node(id: $id) {
      __typename
      ... on Appeal {
        id
        text
        state
        createdAt
        waitingSince
        answerDueOn
        answer
        answeredAt
        draftAnswer
        notSolvedCount
        contactState
        receiver { id name }
        answeredFrom { name }
        draftBy { name }
        passedTo { name }
        photos { id fileName url thumbnailUrl }
        helpRequest { id title state }
        mergedInto { id text }
        merged { id text }
        ...ContactFact_Appeal
        ...AppealActs_Appeal
        ...AppealHistory_Appeal
      }
    }
  }
`);

/** One appeal: what the resident wrote, how long it waits, how to reach the resident, and what is done about it. */
export function AppealPage() {
  const { id } = useParams({ strict: false });
  const t = useMessages(messages);
  const { instant } = useFormat();
  const [{ data, error, fetching }, refetch] = useQuery({
    query: AppealQuery,
    variables: { id: `Appeal:${id}` },
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
  const appeal = data.node;
  if (appeal?.__typename !== "Appeal") return <NotFoundPage />;
  const { waitingSince, answer, draftAnswer, helpRequest, mergedInto, merged } = appeal;
  return (
    <Page>
      <PageHeader
        title={t("page.heading")}
        mark={<AppealStateMark state={appeal.state} />}
        back={{ to: "/appeals", label: t("page.back") }}
        subtitle={t("page.subtitle", { receiver: appeal.receiver.name, at: instant(appeal.createdAt) })}
      />
      <Panel>
        <Facts
          facts={[
            { label: t("page.text"), value: <p className={classes.text}>{appeal.text}</p> },
            ...(appeal.photos.length > 0
              ? [
                  {
                    label: t("page.photos"),
                    value: <EvidenceList label={t("page.photos")} files={appeal.photos} />,
                  },
                ]
              : []),
            ...(waitingSince
              ? [
                  { label: t("page.waiting"), value: t("page.days", { days: daysWaited(waitingSince) }) },
                  { label: t("page.due"), value: <DueDay answerDueOn={appeal.answerDueOn} /> },
                ]
              : []),
            // Others than the desk are told nothing of it.
            ...(appeal.contactState
              ? [{ label: t("contact.label"), value: <ContactFact appeal={appeal} /> }]
              : []),
            ...(appeal.passedTo ? [{ label: t("page.passedTo"), value: appeal.passedTo.name }] : []),
            ...(helpRequest
              ? [
                  {
                    label: t("page.request"),
                    value: (
                      <div className={classes.stack}>
                        <TextLink to="/requests/$id" params={{ id: uuidOf(helpRequest.id) }}>
                          {helpRequest.title}
                        </TextLink>
                        {helpRequest.state === "DRAFT" && <span>{t("page.requestDraft")}</span>}
                      </div>
                    ),
                  },
                ]
              : []),
            ...(answer
              ? [
                  {
                    label: t("page.answer"),
                    value: (
                      <>
                        <p className={classes.text}>{answer}</p>
                        <span className={classes.quiet}>
                          {t("page.answerBy", {
                            organization: appeal.answeredFrom?.name ?? appeal.receiver.name,
                            at: instant(appeal.answeredAt ?? appeal.createdAt),
                          })}
                        </span>
                      </>
                    ),
                  },
                ]
              : []),
            ...(draftAnswer
              ? [
                  {
                    label: t("page.draft"),
                    value: (
                      <>
                        <p className={classes.text}>{draftAnswer}</p>
                        <span className={classes.quiet}>
                          {t("page.draftBy", { person: appeal.draftBy?.name ?? "" })}
                        </span>
                      </>
                    ),
                  },
                ]
              : []),
            ...(appeal.notSolvedCount > 0
              ? [{ label: t("page.notSolved"), value: t("page.times", { count: appeal.notSolvedCount }) }]
              : []),
            ...(mergedInto
              ? [
                  {
                    label: t("page.mergedInto"),
                    value: <AppealLink id={mergedInto.id} text={mergedInto.text} />,
                  },
                ]
              : []),
            ...(merged.length > 0
              ? [
                  {
                    label: t("page.merged"),
                    value: (
                      <ul className={classes.list}>
                        {merged.map((each) => (
                          <li key={each.id}>
                            <AppealLink id={each.id} text={each.text} />
                          </li>
                        ))}
                      </ul>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Panel>
      <AppealActs appeal={appeal} />
      <AppealHistory appeal={appeal} />
    </Page>
  );
}

function AppealLink({ id, text }: { id: string; text: string }) {
  return (
    <TextLink to="/appeals/$id" params={{ id: uuidOf(id) }}>
      {text}
    </TextLink>
  );
}
