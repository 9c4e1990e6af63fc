import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { toast } from "../../ui/toast.ts";
import type { FormProps } from "./form-props.ts";
import { messages } from "./messages.ts";
import { TextField } from "./TextField.tsx";

const ExplainLateness = graphql(`
  mutation ExplainLateness($input: ExplainLatenessInput!) {
    explainLateness(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

/** The giver says why a promise is late, and by when it is expected now. Changes no date. */
export function ExplainLatenessForm({ promise, onClose }: FormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, explain] = useMutation(ExplainLateness);
  const [text, setText] = useState("");
  const [expectedOn, setExpectedOn] = useState("");
  return (
    <ActionForm
      submitLabel={t("explain.submit")}
      blocked={text.trim() === "" ? t("explain.blocked") : null}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await explain({
            input: { idempotencyKey, obligationId: promise.id, text, expectedOn: expectedOn || null },
          }),
          (data) => data.explainLateness,
        )
      }
      onDone={() => {
        toast(t("explain.done"));
        onClose();
      }}
    >
      <TextField
        autoFocus
        required
        label={t("explain.text")}
        description={t("explain.hint")}
        value={text}
        onChange={setText}
      />
      <DateField
        label={t("explain.expectedOn")}
        value={expectedOn}
        onChange={setExpectedOn}
        min={todayInChina()}
      />
    </ActionForm>
  );
}
