import { Button } from "@mantine/core";
import { IconCopy, IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../../gql/index.ts";
import { todayInChina, useFormat } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useOutcome } from "../../../lib/outcome.ts";
import { useRights } from "../../../lib/rights.ts";
import { ActionButton } from "../../../ui/ActionButton.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { QrCode } from "../../../ui/QrCode.tsx";
import { toast } from "../../../ui/toast.ts";
import classes from "./market.module.css";
import { messages } from "./messages.ts";

const SolvedPanel_HelpRequest = graphql(`
  fragment SolvedPanel_HelpRequest on HelpRequest {
    id
    version
    state
    hasAsker
    saidUnsolved
    reopenedCount
    receiver { id }
    asker { name contact }
    questions { id awaitedUntil answer words answeredAt }
  }
`);
const AskIfSolved = graphql(`
  mutation AskIfSolved($input: AskIfSolvedInput!) {
    askIfSolved(input: $input) {
      __typename
      ... on SolvedQuestion { id path }
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

/** Who asked, what they said, and the link that asks them; nothing where nobody asked. */
export function SolvedPanel(props: { request: FragmentType<typeof SolvedPanel_HelpRequest> }) {
  const request = readFragment(SolvedPanel_HelpRequest, props.request);
  const t = useMessages(messages);
  const { date, instant } = useFormat();
  const rights = useRights();
  const outcome = useOutcome();
  const [, ask] = useMutation(AskIfSolved);
  const [path, setPath] = useState<string | null>(null);
  const { id, version, state, hasAsker, saidUnsolved, asker, questions, receiver } = request;
  if (!hasAsker) return null;
  const inside = rights.in(receiver.id, ["LIAISON", "MANAGER", "GRID_MEMBER"]);
  const desk = rights.in(receiver.id, ["LIAISON", "MANAGER"]);
  const last = questions.at(-1);
  const open = last && last.answer === null && state === "DELIVERED" ? last : null;
  const answered = questions.filter(({ answer }) => answer !== null);
  const mayAsk = desk && (state === "DELIVERED" || saidUnsolved);
  if (!inside && answered.length === 0) return null;
  const url = path ? new URL(path, window.location.origin).href : null;
  async function copy(text: string) {
    try {
      await navigator.clipboard.writeText(text);
      toast(t("solved.copied"));
    } catch {
      // Without TLS browsers refuse the clipboard: the link is selected on a tap instead.
      toast(t("solved.copyByHand"), { tone: "failed" });
    }
  }
  return (
    <Panel title={t("solved.title")}>
      {inside && (
        <p>
          {t("solved.asker", {
            who: asker ? [asker.name, asker.contact].filter(Boolean).join(" · ") : t("solved.someone"),
          })}
        </p>
      )}
      {answered.map(({ id: key, answer, words, answeredAt }) => (
        <p key={key}>
          <strong>{answer === "YES" ? t("solved.yes") : t("solved.notYet")}</strong>
          {words && <> · {words}</>}{" "}
          {answeredAt && <span className={classes.quiet}>{instant(answeredAt)}</span>}
        </p>
      ))}
      {saidUnsolved && desk && <p>{t("solved.follow")}</p>}
      {open && (
        <p>
          {t(open.awaitedUntil < todayInChina() ? "solved.overdue" : "solved.waiting", {
            day: date(open.awaitedUntil),
          })}
        </p>
      )}
      {mayAsk && !open && !saidUnsolved && <p>{t("solved.notAsked")}</p>}
      {url && (
        <div className={classes.handOver} role="status">
          <b>{t("solved.once")}</b>
          <code className={classes.link}>{url}</code>
          <QrCode text={url} label={t("solved.qr")} />
          <div className={`${classes.chips} ${classes.noPrint}`}>
            <Button leftSection={<IconCopy size={18} aria-hidden />} onClick={() => void copy(url)}>
              {t("solved.copy")}
            </Button>
            <Button
              variant="default"
              leftSection={<IconPrinter size={18} aria-hidden />}
              onClick={() => window.print()}
            >
              {t("solved.print")}
            </Button>
          </div>
        </div>
      )}
      {mayAsk && !url && (
        <ActionButton
          label={open ? t("solved.askAgain") : t("solved.ask")}
          variant={open ? "default" : "filled"}
          onAct={async (idempotencyKey) =>
            outcome(
              await ask({ input: { idempotencyKey, helpRequestId: id, version } }),
              (data) => data.askIfSolved,
              undefined,
              (member) => {
                if (member.__typename === "SolvedQuestion") setPath(member.path ?? null);
              },
            )
          }
        />
      )}
    </Panel>
  );
}
