import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { QuantityField } from "../../ui/QuantityField.tsx";
import { toast } from "../../ui/toast.ts";
import type { FormProps } from "./form-props.ts";
import { messages } from "./messages.ts";
import { TextField } from "./TextField.tsx";

const AmendObligation = graphql(`
  mutation AmendObligation($input: AmendObligationInput!) {
    amendObligation(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

/** An office changes what is owed, or until when. What stood before stays visible. */
export function AmendObligationForm({ promise, onClose }: FormProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const kinds = useKindWords();
  const outcome = useOutcome();
  const [, amend] = useMutation(AmendObligation);
  const [typed, setTyped] = useState("");
  const [quantity, setQuantity] = useState<string | null>(null);
  const [dueOn, setDueOn] = useState("");
  const [reason, setReason] = useState("");
  const now = kinds.quantity(promise.kind, promise.quantity, promise.good);
  const changed = quantity !== null || dueOn !== "";
  const blocked =
    typed !== "" && quantity === null
      ? t("amend.blockedQuantity")
      : !changed
        ? t("amend.blocked")
        : reason.trim() === ""
          ? t("blockedReason")
          : null;
  const submitLabel =
    quantity === null
      ? t("amend.submit")
      : t("amend.submitTo", { quantity: kinds.quantity(promise.kind, quantity, promise.good) });
  return (
    <ActionForm
      submitLabel={submitLabel}
      blocked={blocked}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await amend({
            input: {
              idempotencyKey,
              obligationId: promise.id,
              version: promise.version,
              quantity,
              dueOn: dueOn || null,
              reason,
            },
          }),
          (data) => data.amendObligation,
        )
      }
      onDone={() => {
        toast(t("amend.done"));
        onClose();
      }}
    >
      <QuantityField
        autoFocus
        measure={promise.kind.measure}
        unit={kinds.unit(promise.kind, promise.good)}
        label={t("amend.quantity", { now })}
        value={typed}
        onChange={(text, value) => {
          setTyped(text);
          setQuantity(value);
        }}
      />
      <DateField label={t("amend.dueOn", { now: date(promise.dueOn) })} value={dueOn} onChange={setDueOn} />
      <TextField required label={t("reason")} value={reason} onChange={setReason} />
    </ActionForm>
  );
}
