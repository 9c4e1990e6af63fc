import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { DeliveryDetail } from "./DeliveryDetail.tsx";
import { messages } from "./messages.ts";
import type { WhyData } from "./why-data.ts";

interface LineFactsProps {
  lineId: string;
  word: "pledged" | "sent" | "received" | "spent" | "returned" | "waived" | "cancelled";
  snapshot: WhyData;
}

/** The acts of one pledge line behind one word: instalments, transfers with their seals, vouchers, returns. */
export function LineFacts({ lineId, word, snapshot }: LineFactsProps) {
  const t = useMessages(messages);
  const { date, money } = useFormat();
  const kinds = useKindWords();
  if (word === "spent")
    return snapshot.expenses
      .filter(
        ({ lines, state }) =>
          state !== "REVERSED" && lines.some(({ pledgeLineId }) => pledgeLineId === lineId),
      )
      .map((expense) => (
        <div key={expense.id}>
          {t("vouchers.line", { number: expense.voucherNumber, day: date(expense.occurredOn) })}{" "}
          {expense.purpose}{" "}
          {money(expense.lines.find(({ pledgeLineId }) => pledgeLineId === lineId)?.amount ?? "0")} ·{" "}
          {t("why.voucherBy", {
            by: expense.recordedBy.name,
            attested: expense.attestedBy?.name ?? t("nobodyYet"),
          })}
        </div>
      ));
  if (word === "sent" || word === "received")
    return snapshot.deliveries
      .filter(
        ({ pledgeLineId, state }) => pledgeLineId === lineId && state !== "WITHDRAWN" && state !== "DRAFT",
      )
      .map((delivery) => (
        <div key={delivery.id} style={{ marginBottom: 8 }}>
          {date(delivery.occurredOn)}{" "}
          {kinds.quantity(
            delivery.kind,
            word === "sent" && delivery.state !== "SETTLED" ? delivery.quantity : delivery.acceptedQuantity,
            delivery.good,
          )}
          {delivery.voucherNumber && ` · ${t("why.voucherNumber", { number: delivery.voucherNumber })}`}
          <div>
            <DeliveryDetail delivery={delivery} />
          </div>
        </div>
      ));
  if (word === "returned") return null;
  return snapshot.obligations
    .filter(({ pledgeLineId }) => pledgeLineId === lineId)
    .map((o) => (
      <div key={o.id}>
        {t("pledges.instalment", { number: o.instalment ?? 1, day: date(o.dueOn) })}{" "}
        {kinds.quantity(o.kind, o.quantity, o.good)}
      </div>
    ));
}
