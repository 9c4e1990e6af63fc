import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { WhyBody } from "../../ui/Why.tsx";
import { AuditLink } from "./AuditLink.tsx";
import { EvidenceThumbs } from "./EvidenceThumbs.tsx";
import { messages } from "./messages.ts";
import type { WhyData, WhyExpense } from "./why-data.ts";

/** A voucher: from which pledges, who recorded and who attested it, the files. */
export function ExpenseWhy({ expense, snapshot }: { expense: WhyExpense; snapshot: WhyData }) {
  const t = useMessages(messages);
  const { date, money } = useFormat();
  const purposeOf = (lineId: string) =>
    snapshot.pledges.find(({ lines }) => lines.some(({ id }) => id === lineId))?.purpose ??
    t("why.otherPledge");
  return (
    <WhyBody
      rule={
        <>
          {t("vouchers.line", { number: expense.voucherNumber, day: date(expense.occurredOn) })}{" "}
          {expense.purpose}
          {expense.payee && ` · ${t("why.payee", { name: expense.payee })}`}
          <br />
          {t("why.voucherBy", {
            by: expense.recordedBy.name,
            attested: expense.attestedBy?.name ?? t("nobodyYet"),
          })}
        </>
      }
      facts={expense.lines.map(({ pledgeLineId, amount }) => ({
        id: pledgeLineId,
        label: purposeOf(pledgeLineId),
        value: money(amount),
      }))}
      total={money(expense.total)}
      footer={
        <>
          <EvidenceThumbs evidence={expense.evidence} />
          <AuditLink partnershipId={snapshot.id} subjectId={expense.id} />
        </>
      }
    />
  );
}
