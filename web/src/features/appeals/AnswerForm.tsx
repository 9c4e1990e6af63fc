import { Checkbox, Textarea } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import type { AppealFormProps } from "./appeal-form.ts";
import { messages } from "./messages.ts";

const AnswerAppeal = graphql(`
  mutation AnswerAppeal($input: AnswerAppealInput!) {
    answerAppeal(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);
const DraftAppealAnswer = graphql(`
  mutation DraftAppealAnswer($input: DraftAppealAnswerInput!) {
    draftAppealAnswer(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

interface AnswerFormProps extends AppealFormProps {
  /** What somebody wrote down before. */
  draft: string;
  /** Kept for the desk instead of sent. */
  keepDraft: boolean;
}

/** The answer that the resident reads, or a draft of it for the desk. */
export function AnswerForm({ appealId, version, draft, keepDraft, onDone, onCancel }: AnswerFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, answer] = useMutation(AnswerAppeal);
  const [, keep] = useMutation(DraftAppealAnswer);
  const [text, setText] = useState(draft);
  const [cannot, setCannot] = useState(false);
  const which = { appealId, version, text };
  return (
    <ActionForm
      submitLabel={keepDraft ? t("answer.saveDraft") : t("answer.submit")}
      blocked={text.trim() === "" ? t("answer.missing") : null}
      onCancel={onCancel}
      onDone={() => onDone(keepDraft ? t("answer.drafted") : t("answer.done"))}
      onSubmit={async (idempotencyKey) =>
        keepDraft
          ? outcome(await keep({ input: { idempotencyKey, ...which } }), (data) => data.draftAppealAnswer)
          : outcome(
              await answer({ input: { idempotencyKey, ...which, solvable: !cannot } }),
              (data) => data.answerAppeal,
            )
      }
    >
      <Textarea
        label={t("answer.text")}
        description={t("answer.hint")}
        value={text}
        required
        autosize
        minRows={3}
        maxLength={1000}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      {!keepDraft && (
        <Checkbox
          label={t("answer.cannot")}
          checked={cannot}
          onChange={({ currentTarget }) => setCannot(currentTarget.checked)}
        />
      )}
    </ActionForm>
  );
}
