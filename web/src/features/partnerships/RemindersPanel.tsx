import { useEffect, useRef, useState } from "react";
import { useMutation } from "urql";
import type { RemindersPanel_PartnershipSnapshotFragment } from "../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { useRights } from "../../lib/rights.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { toast } from "../../ui/toast.ts";
import { TextField } from "../obligations/TextField.tsx";
import { messages } from "./messages.ts";

const RemindersPanel_PartnershipSnapshot = graphql(`
  fragment RemindersPanel_PartnershipSnapshot on PartnershipSnapshot {
    reminders { id text sentAt seenAt answeredAt toOrganizationId sentBy { name } }
  }
`);

const MarkReminderSeen = graphql(`
  mutation MarkReminderSeen($input: MarkReminderSeenInput!) {
    markReminderSeen(input: $input) { __typename ... on Failure { code } }
  }
`);

const AnswerReminder = graphql(`
  mutation AnswerReminder($input: AnswerReminderInput!) {
    answerReminder(input: $input) { __typename ... on Failure { code } ... on ValidationError { problems { code path } } }
  }
`);

type Reminder = RemindersPanel_PartnershipSnapshotFragment["reminders"][number];

/** Reminders that wait for an answer of the organization in whose role the person looks. */
export function RemindersPanel(props: {
  snapshot: FragmentType<typeof RemindersPanel_PartnershipSnapshot>;
  live: boolean;
}) {
  const { reminders } = readFragment(RemindersPanel_PartnershipSnapshot, props.snapshot);
  const t = useMessages(messages);
  const rights = useRights();
  const waiting = reminders.filter(
    (reminder) => !reminder.answeredAt && rights.in(reminder.toOrganizationId, ["MANAGER", "LIAISON"]),
  );
  if (!props.live || waiting.length === 0) return null;
  return (
    <Panel title={t("reminders.title")}>
      {waiting.map((reminder) => (
        <ReminderToAnswer key={reminder.id} reminder={reminder} />
      ))}
    </Panel>
  );
}

/** One reminder; showing it is what "seen" means. */
function ReminderToAnswer({ reminder }: { reminder: Reminder }) {
  const t = useMessages(messages);
  const { instant } = useFormat();
  const outcome = useOutcome();
  const [, see] = useMutation(MarkReminderSeen);
  const [, answer] = useMutation(AnswerReminder);
  const [text, setText] = useState("");
  const told = useRef(false);
  useEffect(() => {
    if (reminder.seenAt || told.current) return;
    told.current = true;
    void see({ input: { idempotencyKey: `seen-${reminder.id}`, reminderId: reminder.id } });
  }, [reminder.id, reminder.seenAt, see]);
  return (
    <ActionForm
      submitLabel={t("reminders.submit")}
      blocked={text.trim() === "" ? t("reminders.blocked") : null}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await answer({ input: { idempotencyKey, reminderId: reminder.id, answer: text.trim() } }),
          (data) => data.answerReminder,
        )
      }
      onDone={() => toast(t("reminders.done"))}
    >
      <p>
        {t("reminders.said", { by: reminder.sentBy.name, at: instant(reminder.sentAt) })} {reminder.text}
      </p>
      <TextField required label={t("reminders.answer")} value={text} onChange={setText} />
    </ActionForm>
  );
}
