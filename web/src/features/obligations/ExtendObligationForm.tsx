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

const ExtendObligation = graphql(`
  mutation ExtendObligation($input: ExtendObligationInput!) {
    extendObligation(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

/** An office grants a later due date of its own accord. */
export function ExtendObligationForm({ promise, onClose }: FormProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const outcome = useOutcome();
  const [, extend] = useMutation(ExtendObligation);
  const [dueOn, setDueOn] = useState("");
  const [reason, setReason] = useState("");
  const later = dueOn > promise.dueOn;
  return (
    <ActionForm
      submitLabel={later ? t("extend.submitUntil", { day: date(dueOn) }) : t("extend.submit")}
      blocked={!later ? t("ask.blockedDate") : reason.trim() === "" ? t("blockedReason") : null}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await extend({
            input: { idempotencyKey, obligationId: promise.id, version: promise.version, dueOn, reason },
          }),
          (data) => data.extendObligation,
        )
      }
      onDone={() => {
        toast(t("extend.done"));
        onClose();
      }}
    >
      <DateField
        autoFocus
        required
        label={t("ask.until", { due: date(promise.dueOn) })}
        value={dueOn}
        onChange={setDueOn}
        min={promise.dueOn}
      />
      <TextField required label={t("reason")} value={reason} onChange={setReason} />
    </ActionForm>
  );
}
