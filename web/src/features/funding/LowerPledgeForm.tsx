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

const LowerPledge = graphql(`
  mutation LowerPledge($input: LowerPledgeInput!) {
    lowerPledge(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

/** Less is promised, of what is not sent. */
export function LowerPledgeForm({ line, say, onDone, onCancel }: LineFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome(say);
  const [, lower] = useMutation(LowerPledge);
  const [amount, setAmount] = useState(NOTHING_TYPED);
  const [reason, setReason] = useState("");
  const { quantity } = amount;
  const most = say(line.unsent);
  return (
    <ActionForm
      submitLabel={quantity ? t("lower.submit", { amount: say(quantity) }) : t("lower.submitPlain")}
      blocked={
        quantity === null
          ? t("amountMissing")
          : BigInt(quantity) > BigInt(line.unsent)
            ? t("lower.tooMuch", { amount: most })
            : reason.trim() === ""
              ? t("reasonMissing")
              : null
      }
      onCancel={onCancel}
      onDone={() => onDone(t("lower.done", { amount: say(quantity ?? "0") }))}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await lower({
            input: {
              idempotencyKey,
              pledgeLineId: line.id,
              version: line.version,
              amount: quantity ?? "0",
              reason: reason.trim(),
            },
          }),
          (data) => data.lowerPledge,
        )
      }
    >
      <QuantityField
        label={t("lower.amount")}
        description={t("lower.hint", { amount: most })}
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
