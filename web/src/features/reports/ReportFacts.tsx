import type { ReportScope } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { usePages } from "../../lib/pages.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { TextLink } from "../../ui/links.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import { WhyBody } from "../../ui/Why.tsx";
import { messages } from "./messages.ts";

const ReportFactsList = graphql(`
  query ReportFacts($scope: ReportScope!, $id: ID!, $periodId: ID!, $facts: String!, $first: Int!, $after: String) {
    periodReportFacts(scope: $scope, id: $id, periodId: $periodId, facts: $facts, first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        node {
          subject
          partnershipId
          giver { name }
          receiver { name }
          kind { nameZh nameEn measure unitZh unitEn }
          good
          amount
          on
        }
      }
    }
  }
`);

interface ReportFactsProps {
  scope: ReportScope;
  id: string;
  periodId: string;
  /** The number's key. */
  facts: string;
}

interface Fact {
  subject: string;
  partnershipId?: string | null;
}

/** The link to a fact: its own page, or the partnership's opened at the promise. */
function FactLink({ fact, children }: { fact: Fact; children: string }) {
  const [type] = fact.subject.split(":");
  const id = uuidOf(fact.subject);
  if (type === "Delivery")
    return (
      <TextLink to="/deliveries/$id" params={{ id }}>
        {children}
      </TextLink>
    );
  if (type === "Pledge")
    return (
      <TextLink to="/pledges/$id" params={{ id }}>
        {children}
      </TextLink>
    );
  const partnershipId = type === "Partnership" ? fact.subject : fact.partnershipId;
  if (!partnershipId) return <span>{children}</span>;
  return (
    <TextLink
      to="/partnerships/$id"
      params={{ id: uuidOf(partnershipId) }}
      search={type === "Obligation" ? { why: fact.subject } : {}}
    >
      {children}
    </TextLink>
  );
}

/** The facts that a number of the report is made of, each with the way to it. */
export function ReportFacts(props: ReportFactsProps) {
  const t = useMessages(messages);
  const { date, money } = useFormat();
  const words = useKindWords();
  const pages = usePages(
    ReportFactsList,
    { ...props, first: 50 },
    (data) =>
      data.periodReportFacts ?? {
        totalCount: 0,
        pageInfo: { hasNextPage: false, endCursor: null },
        edges: [],
      },
  );
  if (!pages.rows)
    return pages.error ? (
      <ErrorNotice code={errorCode(pages.error)} id={errorId(pages.error)} onRetry={pages.retry} />
    ) : (
      <RowsSkeleton />
    );
  const say = (fact: (typeof pages.rows & object)[number]) => {
    if (fact.kind) return words.quantity(fact.kind, fact.amount, fact.good);
    return fact.subject.startsWith("Partnership:") ? null : money(fact.amount);
  };
  return (
    <WhyBody
      facts={pages.rows.map((fact, at) => ({
        id: `${fact.subject} ${at}`,
        label: <FactLink fact={fact}>{`${fact.giver.name} → ${fact.receiver.name}`}</FactLink>,
        value: say(fact),
        detail: [fact.kind && words.title(fact.kind, fact.good), date(fact.on)].filter(Boolean).join(" · "),
      }))}
      footer={
        <>
          <LoadMore pages={pages} />
          {!pages.hasMore && <p>{t("factsAddUp")}</p>}
        </>
      }
    />
  );
}
