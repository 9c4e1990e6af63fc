import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { WhyBody, type WhyFact } from "../../ui/Why.tsx";
import { AuditLink } from "./AuditLink.tsx";
import { DeliveryDetail } from "./DeliveryDetail.tsx";
import { messages } from "./messages.ts";
import { moneyLines, type WhyData, type WhyStuck } from "./why-data.ts";

const PLACES = ["PROMISED_OVERDUE", "IN_TRANSIT", "DISPUTED", "AVAILABLE", "RETURNING"] as const;

/** Money that sits still: what it waits for, and the facts that make it. */
export function StuckWhy({ stuck, snapshot }: { stuck: WhyStuck; snapshot: WhyData }) {
  const t = useMessages(messages);
  const { date, money } = useFormat();
  const place = PLACES.find((it) => it === stuck.at) ?? "IN_TRANSIT";
  return (
    <WhyBody
      rule={
        <>
          {t(`stuck.${place}`)} {t("stuck.since", { day: date(stuck.since), days: stuck.workdays })}
        </>
      }
      facts={useStuckFacts(place, snapshot)}
      total={money(stuck.amount)}
      footer={<AuditLink partnershipId={snapshot.id} />}
    />
  );
}

function useStuckFacts(place: (typeof PLACES)[number], p: WhyData): WhyFact[] {
  const t = useMessages(messages);
  const { date, money } = useFormat();
  const lines = moneyLines(p);
  const ids = new Set(lines.map(({ id }) => id));
  switch (place) {
    case "PROMISED_OVERDUE":
      return p.obligations
        .filter(({ pledgeLineId, state }) => state === "OVERDUE" && ids.has(pledgeLineId ?? ""))
        .map((o) => ({
          id: o.id,
          label: t("pledges.instalment", { number: o.instalment ?? 1, day: date(o.dueOn) }),
          value: money(BigInt(o.quantity) - BigInt(o.claimed)),
        }));
    case "IN_TRANSIT":
      return p.deliveries
        .filter(({ pledgeLineId, state }) => state === "SUBMITTED" && ids.has(pledgeLineId ?? ""))
        .map((delivery) => ({
          id: delivery.id,
          label: date(delivery.occurredOn),
          value: money(BigInt(delivery.quantity) - BigInt(delivery.acceptedQuantity)),
          detail: <DeliveryDetail delivery={delivery} />,
        }));
    case "DISPUTED":
      return p.deliveries
        .filter(({ pledgeLineId }) => ids.has(pledgeLineId ?? ""))
        .flatMap((delivery) =>
          delivery.disputes
            .filter(({ state }) => state === "OPEN")
            .map(({ id, quantity, reason }) => ({
              id,
              label: reason,
              value: money(quantity),
              detail: <DeliveryDetail delivery={delivery} />,
            })),
        );
    case "AVAILABLE":
      return lines
        .filter(({ available }) => available !== "0")
        .map((line) => ({ id: line.id, label: line.pledge.purpose, value: money(line.available) }));
    case "RETURNING":
      return lines.flatMap((line) => {
        const [received, available, spent, returned] = [
          line.received,
          line.available,
          line.spent,
          line.returned,
        ];
        const back = BigInt(received) - BigInt(available) - BigInt(spent) - BigInt(returned);
        return back > 0n ? [{ id: line.id, label: line.pledge.purpose, value: money(back) }] : [];
      });
  }
}
