import { Button } from "@mantine/core";
import { IconArrowBackUp, IconCircleCheck, IconHourglass } from "@tabler/icons-react";
import { useState } from "react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { TextLink } from "../../ui/links.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { StateMark } from "../../ui/StateWord.tsx";
import { Why } from "../../ui/Why.tsx";
import { messages } from "./messages.ts";
import classes from "./partnership.module.css";

const VouchersPanel_PartnershipSnapshot = graphql(`
  fragment VouchersPanel_PartnershipSnapshot on PartnershipSnapshot {
    id
    expenses {
      id
      voucherNumber
      purpose
      payee
      occurredOn
      total
      state
    }
  }
`);

const MARKS = {
  RECORDED: [IconHourglass, "quiet"],
  ATTESTED: [IconCircleCheck, "accent"],
  REVERSED: [IconArrowBackUp, "quiet"],
} as const;

const FEW = 5;

/** Vouchers paid from this partnership's pledges, newest first. */
export function VouchersPanel({
  snapshot,
}: {
  snapshot: FragmentType<typeof VouchersPanel_PartnershipSnapshot>;
}) {
  const t = useMessages(messages);
  const { date, money } = useFormat();
  const { id: partnershipId, expenses } = readFragment(VouchersPanel_PartnershipSnapshot, snapshot);
  const [all, setAll] = useState(false);
  if (expenses.length === 0) return null;
  return (
    <Panel
      title={t("vouchers.title")}
      actions={
        <TextLink to="/expenses" search={{ partnershipId }}>
          {t("vouchers.all")}
        </TextLink>
      }
    >
      <ul className={classes.lines}>
        {expenses.slice(0, all ? undefined : FEW).map((expense) => {
          const [icon, tone] = MARKS[expense.state];
          return (
            <li key={expense.id}>
              <span>{expense.purpose}</span>
              <span className={classes.amount}>
                <Why address={expense.id}>{money(expense.total)}</Why>
              </span>
              <span className={`${classes.whole} ${classes.quiet}`}>
                {t("vouchers.line", { number: expense.voucherNumber, day: date(expense.occurredOn) })}{" "}
                <StateMark icon={icon} tone={tone}>
                  {t(`expenseState.${expense.state}`)}
                </StateMark>
              </span>
            </li>
          );
        })}
      </ul>
      {!all && expenses.length > FEW && (
        <Button variant="subtle" px={0} onClick={() => setAll(true)}>
          {t("showMore", { count: expenses.length - FEW })}
        </Button>
      )}
    </Panel>
  );
}
