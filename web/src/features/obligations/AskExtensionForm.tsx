import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { toast } from "../../ui/toast.ts";
import type { FormProps } from "./form-props.ts";
import { messages } from "./messages.ts";
import { TextField } from "./TextField.tsx";

const AskExtension = graphql(`
  mutation AskExtension($input: AskExtensionInput!) {
    askExtension(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

/** The giver asks the office for a later due date. */
export function AskExtensionForm({ promise, onClose }: FormProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const outcome = useOutcome();
  const [, ask] = useMutation(AskExtension);
  const [requestedDueOn, setRequestedDueOn] = useState("");
  const [reason, setReason] = useState("");
  const later = requestedDueOn > promise.dueOn;
  return (
    <ActionForm
      submitLabel={later ? t("ask.submitUntil", { day: date(requestedDueOn) }) : t("ask.submit")}
      blocked={!later ? t("ask.blockedDate") : reason.trim() === "" ? t("ask.blockedReason") : null}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await ask({ input: { idempotencyKey, obligationId: promise.id, requestedDueOn, reason } }),
          (data) => data.askExtension,
        )
      }
      onDone={() => {
        toast(t("ask.done"));
        onClose();
      }}
    >
      <DateField
        autoFocus
        required
        label={t("ask.until", { due: date(promise.dueOn) })}
        value={requestedDueOn}
        onChange={setRequestedDueOn}
        min={promise.dueOn}
      />
      <TextField required label={t("ask.reason")} value={reason} onChange={setReason} />
    </ActionForm>
  );
}
