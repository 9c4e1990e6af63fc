import { Button } from "@mantine/core";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../../gql/index.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useRights } from "../../../lib/rights.ts";
import { errorCode, errorId } from "../../../lib/urql-client.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { TextLink } from "../../../ui/links.tsx";
import { PageHeader } from "../../../ui/PageHeader.tsx";
import { Page, Panel } from "../../../ui/Panel.tsx";
import { PageSkeleton } from "../../../ui/Skeletons.tsx";
import { messages } from "./messages.ts";
import { NoticeList } from "./NoticeList.tsx";
import { PolicyForm } from "./PolicyForm.tsx";
import { PolicyItem } from "./PolicyItem.tsx";
import { SUBJECTS } from "./policy-words.ts";
import classes from "./reminders.module.css";

const ReminderPolicies = graphql(`
  query ReminderPolicies {
    city { id settings { key value } }
    reminderPolicies { id subject active ...PolicyItem_ReminderPolicy }
  }
`);

/** A dry run is the office's of the whole city: others see the rules without it. */
const ReminderPreview = graphql(`
  query ReminderPreview {
    reminderPreview { people sent suppressed quiet lines { policyId people things suppressed } }
  }
`);

/** The city's ladder of reminders as sentences, what it would send today, and what it sent. */
export function RemindersPage() {
  const t = useMessages(messages);
  const rights = useRights();
  const mayManage = rights.inOffice(["MANAGER"]);
  const [adding, setAdding] = useState(false);
  const [{ data, error }, refetch] = useQuery({ query: ReminderPolicies });
  const [{ data: trial }] = useQuery({ query: ReminderPreview });
  if (!data)
    return error ? (
      <ErrorNotice
        code={errorCode(error)}
        id={errorId(error)}
        onRetry={() => refetch({ requestPolicy: "network-only" })}
      />
    ) : (
      <PageSkeleton />
    );
  const setting = (key: string) => data.city.settings.find((one) => one.key === key)?.value ?? "";
  const preview = trial?.reminderPreview;
  const today = (id: string) => {
    const line = preview?.lines.find(({ policyId }) => policyId === id);
    return line && line.people + line.suppressed > 0
      ? t("preview.line", {
          people: line.people,
          things: line.things,
          suppressed: line.suppressed,
        })
      : null;
  };
  const add = (
    <Button variant={adding ? "default" : "filled"} onClick={() => setAdding(!adding)}>
      {t("add")}
    </Button>
  );
  return (
    <Page>
      <PageHeader title={t("title")} subtitle={t("subtitle")} actions={mayManage && add} />
      <p className={classes.quiet}>
        {t("peace", {
          cap: setting("reminderCapPerWeek"),
          from: setting("quietFrom"),
          to: setting("quietTo"),
          workdays: setting("remindersOnWorkdaysOnly"),
        })}{" "}
        <TextLink to="/office/settings">{t("toSettings")}</TextLink>
        {" · "}
        <TextLink to="/office/webhooks">{t("toWebhooks")}</TextLink>
      </p>
      {adding && (
        <Panel title={t("add")}>
          <PolicyForm former={null} onClose={() => setAdding(false)} />
        </Panel>
      )}
      {preview && (
        <Panel title={t("preview.title")}>
          <p>
            {preview.sent + preview.suppressed === 0
              ? t("preview.none")
              : t("preview.sum", {
                  people: preview.people,
                  sent: preview.sent,
                  suppressed: preview.suppressed,
                })}{" "}
            {preview.quiet && t("preview.quiet")}
          </p>
          <p className={classes.quiet}>{t("preview.hint")}</p>
        </Panel>
      )}
      {data.reminderPolicies.length === 0 && <EmptyState title={t("emptyTitle")} next={t("emptyNext")} />}
      {SUBJECTS.map((subject) => {
        const rungs = data.reminderPolicies.filter((policy) => policy.subject === subject);
        if (rungs.length === 0) return null;
        return (
          <Panel key={subject} title={t(`subject.${subject}`)}>
            <ul className={classes.rows} aria-label={t("list", { subject: t(`subject.${subject}`) })}>
              {rungs.map((policy) => (
                <PolicyItem key={policy.id} policy={policy} mayManage={mayManage} today={today(policy.id)} />
              ))}
            </ul>
          </Panel>
        );
      })}
      <NoticeList />
    </Page>
  );
}
