import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { WhyBody } from "../../ui/Why.tsx";
import { AuditLink } from "./AuditLink.tsx";
import { LineFacts } from "./LineFacts.tsx";
import { messages } from "./messages.ts";
import { moneyLines, type WhyData } from "./why-data.ts";

interface MoneyWhyProps {
  word: "pledged" | "sent" | "received" | "spent" | "returned" | "waived" | "cancelled";
  snapshot: WhyData;
}

/** One word of the money river: what it means, its amount in each pledge, the acts behind it. */
export function MoneyWhy({ word, snapshot }: MoneyWhyProps) {
  const t = useMessages(messages);
  const { date, money } = useFormat();
  return (
    <WhyBody
      rule={t(`meaning.${word}`)}
      facts={moneyLines(snapshot)
        .filter((line) => line[word] !== "0")
        .map((line) => ({
          id: line.id,
          label: t("why.pledge", { purpose: line.pledge.purpose, day: date(line.pledge.pledgedOn) }),
          value: money(line[word]),
          detail: <LineFacts lineId={line.id} word={word} snapshot={snapshot} />,
        }))}
      total={money(snapshot.money[word])}
      footer={<AuditLink partnershipId={snapshot.id} />}
    />
  );
}
