import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import classes from "./volunteers.module.css";

const EntryItem_VolunteerEntry = graphql(`
  fragment EntryItem_VolunteerEntry on VolunteerEntry {
    id
    version
    onDate
    title
    issuer
    minutes
    answer
    organization { id name }
    enteredBy { name }
  }
`);

const AnswerEntry = graphql(`
  mutation AnswerVolunteerEntry($input: AnswerVolunteerEntryInput!) {
    answerVolunteerEntry(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

const WithdrawEntry = graphql(`
  mutation WithdrawVolunteerEntry($input: WithdrawVolunteerEntryInput!) {
    withdrawVolunteerEntry(input: $input) { __typename ... on Failure { code } }
  }
`);

interface EntryItemProps {
  entry: FragmentType<typeof EntryItem_VolunteerEntry>;
  own: boolean;
  organizations: readonly { id: string }[];
}

/** One line: its day, words and author; the person may answer, the organization may take it back. */
export function EntryItem({ own, organizations, ...props }: EntryItemProps) {
  const entry = readFragment(EntryItem_VolunteerEntry, props.entry);
  const t = useMessages(messages);
  const { date, quantity } = useFormat();
  const outcome = useOutcome();
  const [, answer] = useMutation(AnswerEntry);
  const [, withdraw] = useMutation(WithdrawEntry);
  const [answering, setAnswering] = useState(false);
  const [text, setText] = useState(entry.answer ?? "");
  const which = { entryId: entry.id, version: entry.version };
  const mayWithdraw = !own && organizations.some(({ id }) => id === entry.organization.id);
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <span>
          {date(entry.onDate)} {entry.title}
          {entry.minutes && ` · ${quantity({ measure: "MINUTES", value: entry.minutes })}`}
        </span>
        <span className={classes.quiet}>
          {[
            ...(entry.issuer ? [entry.issuer] : []),
            t("entries.by", { organization: entry.organization.name, person: entry.enteredBy.name }),
          ].join(" · ")}
        </span>
        {entry.answer && !answering && <span>{t("entries.answer", { answer: entry.answer })}</span>}
      </div>
      {own && !answering && (
        <Button variant="subtle" onClick={() => setAnswering(true)}>
          {t(entry.answer ? "entries.answerAgain" : "entries.answerAct")}
        </Button>
      )}
      {mayWithdraw && (
        <ConfirmButton
          variant="subtle"
          label={t("entries.withdraw")}
          question={t("entries.withdrawQuestion")}
          confirmLabel={t("entries.withdrawNow")}
          onConfirm={async (idempotencyKey) =>
            outcome(
              await withdraw({ input: { idempotencyKey, ...which } }),
              (data) => data.withdrawVolunteerEntry,
            )
          }
          onDone={() => toast(t("entries.withdrawn"))}
        />
      )}
      {answering && (
        <div className={classes.form}>
          <ActionForm
            submitLabel={t("entries.answerNow")}
            blocked={text.trim() ? null : t("entries.answerMissing")}
            onSubmit={async (idempotencyKey) =>
              outcome(
                await answer({ input: { idempotencyKey, ...which, answer: text.trim() } }),
                (data) => data.answerVolunteerEntry,
              )
            }
            onDone={() => {
              toast(t("entries.answered"));
              setAnswering(false);
            }}
            onCancel={() => setAnswering(false)}
          >
            <Textarea
              label={t("entries.answerLabel")}
              required
              autosize
              minRows={2}
              maxLength={500}
              value={text}
              onChange={({ currentTarget }) => setText(currentTarget.value)}
            />
          </ActionForm>
        </div>
      )}
    </li>
  );
}
