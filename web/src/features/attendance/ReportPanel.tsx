import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "./attendance.module.css";
import { ConfirmActs } from "./ConfirmActs.tsx";
import { messages } from "./messages.ts";
import { PartItem } from "./PartItem.tsx";

const ReportPanel_SessionReport = graphql(`
  fragment ReportPanel_SessionReport on SessionReport {
    id
    state
    note
    version
    reportedAt
    reportedBy { name }
    reportedByOrganization { name }
    parts { id allowed people minutes typedMinutes ...PartItem_SessionPart }
  }
`);

const ReportSession = graphql(`
  mutation ReportSession($input: ReportSessionInput!) {
    reportSession(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
      ... on SessionReport { id }
    }
  }
`);

interface ReportPanelProps {
  session: { id: string; endsAt: string; state: string };
  report: FragmentType<typeof ReportPanel_SessionReport> | null;
  /** How many are on the list. */
  present: number;
  /** Whether the person may report for a host. */
  mayReport: boolean;
}

/** What the host says of a session that was held, what the other side says to it, and what it then counts as. */
export function ReportPanel({ session, present, mayReport, ...props }: ReportPanelProps) {
  const t = useMessages(messages);
  const { instant } = useFormat();
  const outcome = useOutcome();
  const [, send] = useMutation(ReportSession);
  const report = props.report && readFragment(ReportPanel_SessionReport, props.report);
  const isOver = Date.parse(session.endsAt) <= Date.now();
  const mayNow = mayReport && isOver && session.state !== "CANCELLED" && report?.state !== "REPORTED";
  if (!report && !mayNow) return null;
  const waiting = report?.parts.filter(({ allowed }) => allowed.includes("confirm")) ?? [];
  return (
    <Panel title={t("report.title")}>
      <div className={classes.stack}>
        {report && (
          <p className={classes.quiet}>
            {t(report.state === "REOPENED" ? "report.reopened" : "report.by", {
              organization: report.reportedByOrganization.name,
              person: report.reportedBy.name,
              at: instant(report.reportedAt),
            })}
          </p>
        )}
        {report?.note && <p>{report.note}</p>}
        {mayNow && (
          <ConfirmButton
            label={t(report ? "report.again" : "report.send")}
            question={t("report.question", { count: present })}
            confirmLabel={t("report.now", { count: present })}
            onConfirm={async (idempotencyKey) =>
              outcome(
                await send({
                  input: { idempotencyKey, sessionId: session.id, version: report?.version ?? null },
                }),
                (data) => data.reportSession,
              )
            }
            onDone={() => toast(t("report.sent"))}
          />
        )}
        {report && waiting.length > 0 && (
          <ConfirmActs
            sessionId={session.id}
            version={report.version}
            people={waiting.reduce((sum, { people }) => sum + people, 0)}
            minutes={waiting.reduce((sum, { minutes }) => sum + BigInt(minutes), 0n)}
            typed={waiting.reduce((sum, { typedMinutes }) => sum + BigInt(typedMinutes), 0n)}
          />
        )}
        {report && (
          <ul className={classes.parts}>
            {report.parts.map((part) => (
              <PartItem key={part.id} part={part} />
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}
