import { Anchor, Button } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { dateOf, todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import classes from "./volunteers.module.css";

const CertificatesPanel_ServiceCertificate = graphql(`
  fragment CertificatesPanel_ServiceCertificate on ServiceCertificate {
    id
    number
    fromDay
    toDay
    minutes
    typedMinutes
    issuedAt
    revokedAt
    checkCode
    path
  }
`);

const IssueCertificate = graphql(`
  mutation IssueCertificate($input: IssueCertificateInput!) {
    issueCertificate(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
      ... on ServiceCertificate { id }
    }
  }
`);

interface CertificatesPanelProps {
  certificates: readonly FragmentType<typeof CertificatesPanel_ServiceCertificate>[];
}

/** One's certificates, each with the code by which anybody checks it, and asking for another one. */
export function CertificatesPanel({ certificates }: CertificatesPanelProps) {
  const t = useMessages(messages);
  const { date, quantity } = useFormat();
  const outcome = useOutcome();
  const today = todayInChina();
  const [, issue] = useMutation(IssueCertificate);
  const [asking, setAsking] = useState(false);
  const [fromDay, setFromDay] = useState(`${today.slice(0, 4)}-01-01`);
  const [toDay, setToDay] = useState(today);
  return (
    <Panel
      title={t("certificates.title")}
      actions={
        !asking && (
          <Button variant="default" onClick={() => setAsking(true)}>
            {t("certificates.ask")}
          </Button>
        )
      }
    >
      {asking && (
        <div className={classes.form}>
          <ActionForm
            submitLabel={t("certificates.submit")}
            blocked={fromDay && toDay >= fromDay ? null : t("certificates.missing")}
            onSubmit={async (idempotencyKey) =>
              outcome(
                await issue({ input: { idempotencyKey, fromDay, toDay } }),
                (data) => data.issueCertificate,
              )
            }
            onDone={() => {
              toast(t("certificates.issued"));
              setAsking(false);
            }}
            onCancel={() => setAsking(false)}
          >
            <p className={classes.quiet}>{t("certificates.hint")}</p>
            <DateField
              label={t("certificates.from")}
              required
              value={fromDay}
              max={today}
              onChange={setFromDay}
            />
            <DateField label={t("certificates.to")} required value={toDay} max={today} onChange={setToDay} />
          </ActionForm>
        </div>
      )}
      {certificates.length === 0 && !asking && <p className={classes.quiet}>{t("certificates.none")}</p>}
      <ul className={classes.rows}>
        {certificates.map((masked) => {
          const one = readFragment(CertificatesPanel_ServiceCertificate, masked);
          const time = (value: string) => quantity({ measure: "MINUTES", value });
          return (
            <li key={one.id} className={classes.row}>
              <div className={classes.what}>
                <span>
                  {t("certificates.number", { number: one.number })} · {date(one.fromDay)}–{date(one.toDay)}
                </span>
                <span className={classes.quiet}>
                  {[
                    time(one.minutes),
                    ...(BigInt(one.typedMinutes) > 0n
                      ? [t("certificates.typed", { time: time(one.typedMinutes) })]
                      : []),
                    one.revokedAt
                      ? t("certificates.revoked", { day: date(dateOf(one.revokedAt)) })
                      : t("certificates.issuedOn", { day: date(dateOf(one.issuedAt)) }),
                  ].join(" · ")}
                </span>
                {one.checkCode && (
                  <span className={`${classes.quiet} ${classes.code}`}>
                    {t("certificates.code", { code: one.checkCode })}
                  </span>
                )}
              </div>
              {one.path && (
                <Anchor href={one.path} target="_blank" rel="noreferrer">
                  {t("certificates.open")}
                </Anchor>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
