import { useQuery } from "urql";
import type { LedgerAccountType } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { TextLink } from "../../ui/links.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import { WhyBody } from "../../ui/Why.tsx";
import { ACCOUNTS_OF, useSayOf, WORDS, type Word } from "./line-words.ts";
import { messages } from "./messages.ts";

const LineJournals = graphql(`
  query LineJournals($line: ID!) {
    node(id: $line) {
      __typename
      ... on PledgeLine {
        id
        measure
        good
        available
        words { pledged sent received spent returned waived cancelled }
        pledge { partnershipId }
      }
    }
    journals(first: 100, pledgeLineId: $line) {
      pageInfo { hasNextPage }
      edges { node { id kind occurredOn postings { account pledgeLineId amount } } }
    }
  }
`);

const InstalmentDeliveries = graphql(`
  query InstalmentDeliveries($id: ID!) {
    node(id: $id) {
      __typename
      ... on Obligation {
        instalment
        quantity
        accepted
        good
        effectiveDueOn
        kind { nameZh nameEn measure unitZh unitEn }
      }
    }
    deliveries(first: 100, filter: { obligationId: $id }) {
      edges { node { id state quantity acceptedQuantity occurredOn } }
    }
  }
`);

/** The facts behind a number of this page: `line:<uuid>:<word>` or `instalment:<uuid>`. */
export function PledgeWhy({ address }: { address: string }) {
  const [thing, id = "", word = ""] = address.split(":");
  if (thing === "line") return <LineWhy lineId={`PledgeLine:${id}`} word={WORDS.find((it) => it === word)} />;
  if (thing === "instalment" || thing === "Obligation") return <InstalmentWhy id={`Obligation:${id}`} />;
  return null;
}

/** What a journal moved into (or out of) the accounts that a word sums. */
function effectOf(postings: readonly { account: LedgerAccountType; amount: string }[], word: Word): bigint {
  return postings
    .filter(({ account }) => ACCOUNTS_OF[word].includes(account))
    .reduce((sum, { amount }) => sum + BigInt(amount), 0n);
}

function LineWhy({ lineId, word }: { lineId: string; word: Word | undefined }) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const sayOf = useSayOf();
  const [{ data, error }] = useQuery({ query: LineJournals, variables: { line: lineId } });
  if (error && !data) return <ErrorNotice code={errorCode(error)} id={errorId(error)} />;
  const line = data?.node;
  if (!data || line?.__typename !== "PledgeLine") return <RowsSkeleton rows={3} />;
  const say = sayOf(line);
  const facts = data.journals.edges.flatMap(({ node }) => {
    const postings = node.postings.filter(({ pledgeLineId }) => pledgeLineId === lineId);
    const names = (sign: (amount: bigint) => boolean) =>
      postings
        .filter(({ amount }) => sign(BigInt(amount)))
        .map(({ account }) => t(`account.${account}`))
        .join("、");
    const moved = postings.reduce(
      (sum, { amount }) => (BigInt(amount) > 0n ? sum + BigInt(amount) : sum),
      0n,
    );
    const effect = word ? effectOf(postings, word) : moved;
    if (effect === 0n) return [];
    const flow = t("why.flow", { from: names((it) => it < 0n), to: names((it) => it > 0n) });
    return [
      {
        id: node.id,
        label: t(`journal.${node.kind}`),
        value: say(effect),
        detail: `${date(node.occurredOn)} · ${flow}`,
      },
    ];
  });
  const amounts = { ...line.words, available: line.available };
  const partnership = line.pledge.partnershipId;
  return (
    <WhyBody
      rule={t(`meaning.${word ?? "all"}`)}
      facts={facts}
      total={word ? say(amounts[word]) : undefined}
      footer={
        <>
          {data.journals.pageInfo.hasNextPage && <p>{t("why.more", { count: 100 })}</p>}
          {word === "spent" && partnership && (
            <TextLink to="/expenses" search={{ partnershipId: uuidOf(partnership) }}>
              {t("why.vouchers")}
            </TextLink>
          )}
        </>
      }
    />
  );
}

function InstalmentWhy({ id }: { id: string }) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const kinds = useKindWords();
  const [{ data, error }] = useQuery({ query: InstalmentDeliveries, variables: { id } });
  if (error && !data) return <ErrorNotice code={errorCode(error)} id={errorId(error)} />;
  const one = data?.node;
  if (!data || one?.__typename !== "Obligation") return <RowsSkeleton rows={2} />;
  const say = (value: string) => kinds.quantity(one.kind, value, one.good);
  return (
    <WhyBody
      rule={t("why.instalmentRule", {
        number: one.instalment ?? 1,
        amount: say(one.quantity),
        day: date(one.effectiveDueOn),
      })}
      facts={data.deliveries.edges.map(({ node }) => ({
        id: node.id,
        label: (
          <TextLink to="/deliveries/$id" params={{ id: uuidOf(node.id) }}>
            {t("why.delivered", { day: date(node.occurredOn) })}
          </TextLink>
        ),
        value: say(node.quantity),
        detail: t("why.deliveredState", {
          state: t(`why.state.${node.state}`),
          amount: say(node.acceptedQuantity),
        }),
      }))}
      total={say(one.accepted)}
    />
  );
}
