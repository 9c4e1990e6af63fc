import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../../gql/index.ts";
import type { Measure } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useOutcome } from "../../../lib/outcome.ts";
import { prefilled } from "../../../lib/typed-quantity.ts";
import { ActionForm } from "../../../ui/ActionForm.tsx";
import { QuantityField } from "../../../ui/QuantityField.tsx";
import { toast } from "../../../ui/toast.ts";
import { messages } from "./messages.ts";

const RecordUse = graphql(`
  mutation RecordUse($input: RecordUseInput!) {
    recordUse(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

interface UseFormProps {
  need: { id: string; version: number; accepted: string; measure: Measure; unit: string | null };
  say: (quantity: string | bigint) => string;
  onClose: () => void;
}

/** The community says how much of what arrived is in use; all of it, unless it says less. */
export function UseForm({ need, say, onClose }: UseFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome(say);
  const [, record] = useMutation(RecordUse);
  const [amount, setAmount] = useState(prefilled(need.measure, need.accepted));
  const { quantity } = amount;
  return (
    <ActionForm
      submitLabel={quantity ? t("use.submit", { quantity: say(quantity) }) : t("use.submitPlain")}
      blocked={
        quantity === null
          ? t("use.enter")
          : BigInt(quantity) > BigInt(need.accepted)
            ? t("use.tooMuch", { quantity: say(need.accepted) })
            : null
      }
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await record({
            input: { idempotencyKey, needId: need.id, version: need.version, used: quantity ?? "0" },
          }),
          (data) => data.recordUse,
        )
      }
      onDone={() => {
        toast(t("use.done"));
        onClose();
      }}
    >
      <QuantityField
        label={t("use.howMuch")}
        measure={need.measure}
        unit={need.unit}
        value={amount.text}
        onChange={(text, value) => setAmount({ text, quantity: value })}
        required
      />
    </ActionForm>
  );
}
