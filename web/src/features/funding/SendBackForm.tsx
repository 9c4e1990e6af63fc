import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { NOTHING_TYPED } from "../../lib/typed-quantity.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { QuantityField } from "../../ui/QuantityField.tsx";
import type { LineFormProps } from "./LineActs.tsx";
import { messages } from "./messages.ts";
import { ReasonField } from "./ReasonField.tsx";

const SendBack = graphql(`
  mutation SendBack($input: SendBackInput!) {
    sendBack(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

/** The receiver sends back what it has not spent. */
export function SendBackForm({ line, say, onDone, onCancel }: LineFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome(say);
  const [, send] = useMutation(SendBack);
  const [amount, setAmount] = useState(NOTHING_TYPED);
  const [reason, setReason] = useState("");
  const { quantity } = amount;
  const most = say(line.available);
  return (
    <ActionForm
      submitLabel={quantity ? t("back.submit", { amount: say(quantity) }) : t("back.submitPlain")}
      blocked={
        quantity === null
          ? t("amountMissing")
          : BigInt(quantity) > BigInt(line.available)
            ? t("back.tooMuch", { amount: most })
            : reason.trim() === ""
              ? t("reasonMissing")
              : null
      }
      onCancel={onCancel}
      onDone={() => onDone(t("back.done"))}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await send({
            input: { idempotencyKey, pledgeLineId: line.id, amount: quantity ?? "0", reason: reason.trim() },
          }),
          (data) => data.sendBack,
        )
      }
    >
      <QuantityField
        label={t("back.amount")}
        description={t("back.hint", { amount: most })}
        measure={line.measure}
        unit={line.good}
        value={amount.text}
        onChange={(text, value) => setAmount({ text, quantity: value })}
        required
        autoFocus
      />
      <ReasonField label={t("reason")} value={reason} onChange={setReason} required />
    </ActionForm>
  );
}
