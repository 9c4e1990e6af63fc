import { useQuery } from "urql";
import { graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import { WhyBody } from "../../ui/Why.tsx";
import { AgreementWhy } from "./AgreementWhy.tsx";
import { ExpenseWhy } from "./ExpenseWhy.tsx";
import { MoneyWhy } from "./MoneyWhy.tsx";
import { messages } from "./messages.ts";
import { ObligationWhy } from "./ObligationWhy.tsx";
import { PledgeLineWhy } from "./PledgeLineWhy.tsx";
import { StuckWhy } from "./StuckWhy.tsx";

const PartnershipWhy_PartnershipSnapshot = graphql(`
  fragment PartnershipWhy_PartnershipSnapshot on PartnershipSnapshot {
    id
    money { pledged sent received spent returned waived cancelled stuck { at amount since workdays mustAct } }
    agreements {
      id
      versionNumber
      state
      inForceAt
      note
      signatures { side at by { name } }
    }
    obligations {
      id
      kind { nameZh nameEn measure unitZh unitEn }
      good
      source
      ruleName
      periodCode
      instalment
      pledgeLineId
      answersId
      state
      quantity
      claimed
      accepted
      answered
      remaining
      opensOn
      dueOn
      originalDueOn
      lateWorkdays
      allocations { deliveryId claimed accepted }
      amendments { id kind quantityBefore quantityAfter dueOnBefore dueOnAfter reason recordedAt by { name } }
    }
    deliveries {
      id
      kind { nameZh nameEn measure unitZh unitEn }
      good
      quantity
      acceptedQuantity
      occurredOn
      submittedAt
      note
      state
      pledgeLineId
      voucherNumber
      seals { giver { at by { name } } receiver { at by { name } } onBehalf }
      disputes { id quantity reason state }
      evidence { id ...EvidenceThumbs_EvidenceLabel }
    }
    pledges {
      id
      purpose
      pledgedOn
      by { name }
      lines {
        id
        kind { nameZh nameEn measure unitZh unitEn }
        good
        pledged
        sent
        received
        spent
        returned
        available
        waived
        cancelled
      }
    }
    expenses {
      id
      voucherNumber
      purpose
      payee
      occurredOn
      total
      state
      recordedBy { name }
      attestedBy { name }
      lines { pledgeLineId amount }
      evidence { id ...EvidenceThumbs_EvidenceLabel }
    }
  }
`);

const WhyFacts = graphql(`
  query PartnershipWhy($id: ID!, $asOf: LocalDate) {
    partnershipSnapshot(id: $id, asOf: $asOf) { id ...PartnershipWhy_PartnershipSnapshot }
  }
`);

interface PartnershipWhyProps {
  /** Node id of an obligation, pledge line, expense or agreement; `money:<word>`; `stuck:<place>`. */
  address: string;
  partnershipId: string;
  asOf: string | null;
}

const WORDS = ["pledged", "sent", "received", "spent", "returned", "waived", "cancelled"] as const;

/**
 * What makes a number of the partnership page: the rule, the facts with signers and files, the audit entry. The facts are
 * asked for when the drawer opens: most visits never need them.
 */
export function PartnershipWhy({ address, partnershipId, asOf }: PartnershipWhyProps) {
  const t = useMessages(messages);
  const [{ data, error }, refetch] = useQuery({
    query: WhyFacts,
    variables: { id: partnershipId, asOf },
  });
  if (!data && error)
    return (
      <ErrorNotice
        code={errorCode(error)}
        id={errorId(error)}
        onRetry={() => refetch({ requestPolicy: "network-only" })}
      />
    );
  if (!data) return <RowsSkeleton rows={4} />;
  const p = readFragment(PartnershipWhy_PartnershipSnapshot, data.partnershipSnapshot);
  if (!p) return <WhyBody rule={t("why.gone")} facts={[]} />;
  const obligation = p.obligations.find(({ id }) => id === address);
  if (obligation) return <ObligationWhy obligation={obligation} snapshot={p} />;
  const expense = p.expenses.find(({ id }) => id === address);
  if (expense) return <ExpenseWhy expense={expense} snapshot={p} />;
  const agreement = p.agreements.find(({ id }) => id === address);
  if (agreement) return <AgreementWhy agreement={agreement} partnershipId={p.id} />;
  const line = p.pledges.flatMap(({ lines }) => lines).find(({ id }) => id === address);
  if (line) return <PledgeLineWhy line={line} snapshot={p} />;
  const word = WORDS.find((it) => address === `money:${it}`);
  if (word) return <MoneyWhy word={word} snapshot={p} />;
  const stuck = p.money.stuck.find(({ at }) => address === `stuck:${at}`);
  if (stuck) return <StuckWhy stuck={stuck} snapshot={p} />;
  return <WhyBody rule={t("why.gone")} facts={[]} />;
}
