import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { TextLink } from "../../ui/links.tsx";
import { WhyBody } from "../../ui/Why.tsx";
import { AuditLink } from "./AuditLink.tsx";
import { LineFacts } from "./LineFacts.tsx";
import { messages } from "./messages.ts";
import type { WhyData, WhyLine } from "./why-data.ts";

const WORDS = ["pledged", "sent", "received", "spent", "returned", "waived", "cancelled"] as const;

/** A pledge line in all its words. */
export function PledgeLineWhy({ line, snapshot }: { line: WhyLine; snapshot: WhyData }) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const kinds = useKindWords();
  const pledge = snapshot.pledges.find(({ lines }) => lines.some(({ id }) => id === line.id));
  return (
    <WhyBody
      rule={
        pledge && (
          <>
            {t("why.pledgedBy", { purpose: pledge.purpose, by: pledge.by.name, day: date(pledge.pledgedOn) })}{" "}
            <TextLink to="/pledges/$id" params={{ id: pledge.id }}>
              {t("why.openPledge")}
            </TextLink>
          </>
        )
      }
      facts={WORDS.filter((word) => word === "pledged" || line[word] !== "0").map((word) => ({
        id: word,
        label: t(`money.${word}`),
        value: kinds.quantity(line.kind, line[word], line.good),
        detail: <LineFacts lineId={line.id} word={word} snapshot={snapshot} />,
      }))}
      footer={<AuditLink partnershipId={snapshot.id} />}
    />
  );
}
