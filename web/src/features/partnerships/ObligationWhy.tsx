import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { WhyBody, type WhyFact } from "../../ui/Why.tsx";
import { AuditLink } from "./AuditLink.tsx";
import { DeliveryDetail } from "./DeliveryDetail.tsx";
import { messages } from "./messages.ts";
import type { WhyData, WhyObligation } from "./why-data.ts";

const AMENDMENTS = ["AMEND", "EXTEND", "WAIVE", "CANCEL", "WRITE_OFF", "REOPEN"] as const;

/** Where a promise comes from, what was decided about it, and the deliveries that count toward it. */
export function ObligationWhy({ obligation: o, snapshot }: { obligation: WhyObligation; snapshot: WhyData }) {
  const t = useMessages(messages);
  const { date, instant } = useFormat();
  const kinds = useKindWords();
  const say = (value: string | bigint) => kinds.quantity(o.kind, value, o.good);
  const pledge = snapshot.pledges.find(({ lines }) => lines.some(({ id }) => id === o.pledgeLineId));
  const answered = snapshot.obligations.find(({ id }) => id === o.answersId);
  const source = o.ruleName
    ? t("from.rule", { rule: o.ruleName, period: o.periodCode ?? "" })
    : pledge && o.instalment
      ? t("why.instalment", { purpose: pledge.purpose, number: o.instalment, by: pledge.by.name })
      : t(`from.${o.source}`);
  const deliveries = o.allocations.flatMap(({ deliveryId, claimed, accepted }): WhyFact[] => {
    const delivery = snapshot.deliveries.find(({ id }) => id === deliveryId);
    if (!delivery) return [];
    return [
      {
        id: deliveryId,
        label: t("why.delivery", { day: date(delivery.occurredOn), kind: kinds.name(delivery.kind) }),
        value: t("why.acceptedOf", { accepted: say(accepted), claimed: say(claimed) }),
        detail: <DeliveryDetail delivery={delivery} />,
      },
    ];
  });
  const answers = snapshot.obligations
    .filter(({ answersId }) => answersId === o.id)
    .map(
      (answer): WhyFact => ({
        id: answer.id,
        label: answer.instalment
          ? t("from.instalment", { number: answer.instalment })
          : t(`from.${answer.source}`),
        value: t("why.acceptedOf", { accepted: say(answer.accepted), claimed: say(answer.quantity) }),
        detail: t("why.due", { day: date(answer.dueOn) }),
      }),
    );
  const amendments = o.amendments.map((it): WhyFact => {
    const kind = AMENDMENTS.find((known) => known === it.kind) ?? "AMEND";
    return {
      id: it.id,
      label: t(`amendment.${kind}`),
      value:
        it.quantityBefore === it.quantityAfter
          ? t("why.dueMoved", { before: date(it.dueOnBefore), after: date(it.dueOnAfter) })
          : t("why.changed", { before: say(it.quantityBefore), after: say(it.quantityAfter) }),
      detail: t("why.decided", {
        by: it.by?.name ?? t("system"),
        at: instant(it.recordedAt),
        reason: it.reason,
      }),
    };
  });
  return (
    <WhyBody
      rule={
        <>
          {source}
          {t("why.asks", { kind: kinds.title(o.kind, o.good), quantity: say(o.quantity) })}{" "}
          {t("why.between", { from: date(o.opensOn), to: date(o.dueOn) })}
          {answered && ` ${t("why.answers", { rule: answered.ruleName ?? kinds.name(answered.kind) })}`}
        </>
      }
      facts={[...deliveries, ...answers, ...amendments]}
      total={t("why.obligationTotal", { accepted: say(o.accepted), remaining: say(o.remaining) })}
      footer={<AuditLink partnershipId={snapshot.id} subjectId={o.id} />}
    />
  );
}
