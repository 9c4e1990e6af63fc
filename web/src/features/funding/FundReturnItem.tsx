import { Button } from "@mantine/core";
import { IconArrowBackUp, IconCircleCheck, IconHourglass, type TablerIcon } from "@tabler/icons-react";
import { useState } from "react";
import { useMutation } from "urql";
import type { FundReturnState } from "../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { StateMark, type Tone } from "../../ui/StateWord.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "./funding.module.css";
import { messages } from "./messages.ts";
import { ReasonField } from "./ReasonField.tsx";

const FundReturnItem_FundReturn = graphql(`
  fragment FundReturnItem_FundReturn on FundReturn {
    id
    version
    amount
    reason
    state
    sentOn
    refusalReason
    reopenedAt
    allowed
    sentBy { name }
  }
`);
const ConfirmReturn = graphql(`
  mutation ConfirmReturn($input: ConfirmReturnInput!) {
    confirmReturn(input: $input) { __typename ... on Failure { code } }
  }
`);
const RefuseReturn = graphql(`
  mutation RefuseReturn($input: RefuseReturnInput!) {
    refuseReturn(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);
const ReopenAfterReturn = graphql(`
  mutation ReopenAfterReturn($input: ReopenAfterReturnInput!) {
    reopenAfterReturn(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

const STATES: Record<FundReturnState, readonly [TablerIcon, Tone]> = {
  SENT: [IconHourglass, "quiet"],
  CONFIRMED: [IconCircleCheck, "accent"],
  REFUSED: [IconArrowBackUp, "quiet"],
};

interface FundReturnItemProps {
  fundReturn: FragmentType<typeof FundReturnItem_FundReturn>;
  say: (value: string | bigint) => string;
}

/** What was sent back, what the giver says to it, and whether an office makes it owed again. */
export function FundReturnItem({ say, ...props }: FundReturnItemProps) {
  const one = readFragment(FundReturnItem_FundReturn, props.fundReturn);
  const t = useMessages(messages);
  const { date } = useFormat();
  const outcome = useOutcome(say);
  const [open, setOpen] = useState<"refuse" | "reopen" | null>(null);
  const [reason, setReason] = useState("");
  const [, confirm] = useMutation(ConfirmReturn);
  const [, refuse] = useMutation(RefuseReturn);
  const [, reopen] = useMutation(ReopenAfterReturn);
  const [icon, tone] = STATES[one.state];
  const amount = say(one.amount);
  const which = (idempotencyKey: string) => ({ idempotencyKey, fundReturnId: one.id, version: one.version });
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <span>{t("return.line", { amount, reason: one.reason })}</span>
        <StateMark icon={icon} tone={tone}>
          {t(`return.state.${one.state}`)}
        </StateMark>
      </div>
      <div className={classes.quiet}>
        <span>{t("return.by", { person: one.sentBy.name, day: date(one.sentOn) })}</span>
        {one.refusalReason && <span>{t("return.refusal", { reason: one.refusalReason })}</span>}
        {one.reopenedAt && <span>{t("return.reopened")}</span>}
      </div>
      {one.allowed.length > 0 && !open && (
        <div className={classes.acts}>
          {one.allowed.includes("confirm") && (
            <ConfirmButton
              label={t("return.confirm")}
              question={t("return.confirmQuestion", { amount })}
              confirmLabel={t("return.confirmNow", { amount })}
              onConfirm={async (key) =>
                outcome(await confirm({ input: which(key) }), (data) => data.confirmReturn)
              }
              onDone={() => toast(t("return.confirmed"))}
            />
          )}
          {one.allowed.includes("refuse") && (
            <Button variant="default" onClick={() => setOpen("refuse")}>
              {t("return.refuse")}
            </Button>
          )}
          {one.allowed.includes("reopen") && (
            <Button variant="default" onClick={() => setOpen("reopen")}>
              {t("return.reopen")}
            </Button>
          )}
        </div>
      )}
      {open && (
        <div className={classes.form}>
          <ActionForm
            submitLabel={open === "refuse" ? t("return.refuseNow") : t("return.reopenNow", { amount })}
            blocked={reason.trim() === "" ? t("reasonMissing") : null}
            onCancel={() => setOpen(null)}
            onDone={() => {
              toast(open === "refuse" ? t("return.refused") : t("return.reopenDone"));
              setOpen(null);
            }}
            onSubmit={async (key) => {
              const input = { ...which(key), reason: reason.trim() };
              return open === "refuse"
                ? outcome(await refuse({ input }), (data) => data.refuseReturn)
                : outcome(await reopen({ input }), (data) => data.reopenAfterReturn);
            }}
          >
            <ReasonField label={t("reason")} value={reason} onChange={setReason} required autoFocus />
          </ActionForm>
        </div>
      )}
    </li>
  );
}
