import { Button } from "@mantine/core";
import { IconCircleDashed, IconLock, IconProgress } from "@tabler/icons-react";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { StateMark } from "../../ui/StateWord.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import actClasses from "./ObligationActs.module.css";
import classes from "./ObligationView.module.css";
import { SealPeriodForm } from "./SealPeriodForm.tsx";

const PeriodItem_Period = graphql(`
  fragment PeriodItem_Period on Period { id version code kind opensOn closesOn sealedAt }
`);

const OpenDuties = graphql(`
  mutation OpenDuties($input: OpenDutiesInput!) {
    openDuties(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

interface PeriodItemProps {
  period: FragmentType<typeof PeriodItem_Period>;
  mayManage: boolean;
}

/** One period: its days, whether it is coming, running, over or sealed, and the next step. */
export function PeriodItem({ period, mayManage }: PeriodItemProps) {
  const t = useMessages(messages);
  const { date, instant } = useFormat();
  const outcome = useOutcome();
  const [, openDuties] = useMutation(OpenDuties);
  const [sealing, setSealing] = useState(false);
  const p = readFragment(PeriodItem_Period, period);
  const today = todayInChina();
  const phase = p.sealedAt
    ? "sealed"
    : p.closesOn < today
      ? "over"
      : p.opensOn > today
        ? "coming"
        : "running";
  const icon = phase === "sealed" ? IconLock : phase === "coming" ? IconCircleDashed : IconProgress;
  return (
    <div className={classes.row}>
      <div className={classes.head}>
        <span>
          <span className={classes.name}>{p.code}</span> {t(`periodKind.${p.kind}`)}
        </span>
        <StateMark icon={icon} tone={phase === "running" ? "accent" : phase === "over" ? "warn" : "quiet"}>
          {t(`periodPhase.${phase}`)}
        </StateMark>
      </div>
      <div className={classes.quiet}>
        <span>{t("periods.days", { from: date(p.opensOn), to: date(p.closesOn) })}</span>
        {p.sealedAt && <span>{t("periods.sealedAt", { at: instant(p.sealedAt) })}</span>}
        {phase === "over" && <span>{t("periods.canBeSealed")}</span>}
      </div>
      {mayManage && (phase === "running" || phase === "over") && (
        <div className={actClasses.buttons}>
          <ConfirmButton
            variant="default"
            label={t("periods.openDuties")}
            question={t("periods.openDutiesQuestion", { code: p.code })}
            confirmLabel={t("periods.openDutiesConfirm", { code: p.code })}
            onConfirm={async (idempotencyKey) =>
              outcome(
                await openDuties({ input: { idempotencyKey, periodId: p.id } }),
                (data) => data.openDuties,
              )
            }
            onDone={() => toast(t("periods.dutiesOpened", { code: p.code }))}
          />
          {phase === "over" && !sealing && (
            <Button variant="default" onClick={() => setSealing(true)}>
              {t("periods.seal")}
            </Button>
          )}
        </div>
      )}
      {sealing && (
        <div className={actClasses.form}>
          <SealPeriodForm
            periodId={p.id}
            version={p.version}
            code={p.code}
            onClose={() => setSealing(false)}
          />
        </div>
      )}
    </div>
  );
}
