import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { messages } from "./messages.ts";
import { ReasonField } from "./ReasonField.tsx";

const QueryExpense = graphql(`
  mutation QueryExpense($input: QueryExpenseInput!) {
    queryExpense(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);
const AnswerExpenseQuery = graphql(`
  mutation AnswerExpenseQuery($input: AnswerExpenseQueryInput!) {
    answerExpenseQuery(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);
const ReverseExpense = graphql(`
  mutation ReverseExpense($input: ReverseExpenseInput!) {
    reverseExpense(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

interface FormProps {
  /** Closes the form and says what happened. */
  onDone: (said: string) => void;
  onCancel: () => void;
}

/** A giver asks about a voucher that its money paid. */
export function AskAboutExpenseForm({ expenseId, onDone, onCancel }: FormProps & { expenseId: string }) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, ask] = useMutation(QueryExpense);
  const [question, setQuestion] = useState("");
  return (
    <ActionForm
      submitLabel={t("expense.queryNow")}
      blocked={question.trim() === "" ? t("expense.questionMissing") : null}
      onCancel={onCancel}
      onDone={() => onDone(t("expense.queryDone"))}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await ask({ input: { idempotencyKey, expenseId, question: question.trim() } }),
          (data) => data.queryExpense,
        )
      }
    >
      <ReasonField label={t("expense.question")} value={question} onChange={setQuestion} required autoFocus />
    </ActionForm>
  );
}

/** The receiver answers a question, once. */
export function AnswerQueryForm(props: FormProps & { query: { id: string; question: string } }) {
  const { query, onDone, onCancel } = props;
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, send] = useMutation(AnswerExpenseQuery);
  const [answer, setAnswer] = useState("");
  return (
    <ActionForm
      submitLabel={t("expense.answerNow")}
      blocked={answer.trim() === "" ? t("expense.answerMissing") : null}
      onCancel={onCancel}
      onDone={() => onDone(t("expense.answerDone"))}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await send({ input: { idempotencyKey, queryId: query.id, answer: answer.trim() } }),
          (data) => data.answerExpenseQuery,
        )
      }
    >
      <ReasonField
        label={t("expense.answerLabel", { question: query.question })}
        value={answer}
        onChange={setAnswer}
        required
        autoFocus
      />
    </ActionForm>
  );
}

/** A wrong voucher is taken back beside the old one; its money is available again. */
export function ReverseExpenseForm(
  props: FormProps & { expense: { id: string; version: number }; amount: string },
) {
  const { expense, amount, onDone, onCancel } = props;
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, reverse] = useMutation(ReverseExpense);
  const [reason, setReason] = useState("");
  return (
    <ActionForm
      danger
      submitLabel={t("expense.reverseNow", { amount })}
      blocked={reason.trim() === "" ? t("reasonMissing") : null}
      onCancel={onCancel}
      onDone={() => onDone(t("expense.reverseDone"))}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await reverse({
            input: { idempotencyKey, expenseId: expense.id, version: expense.version, reason: reason.trim() },
          }),
          (data) => data.reverseExpense,
        )
      }
    >
      <ReasonField
        label={t("reason")}
        description={t("expense.reverseHint")}
        value={reason}
        onChange={setReason}
        required
        autoFocus
      />
    </ActionForm>
  );
}
