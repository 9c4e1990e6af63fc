import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import type { DeliveryFormProps } from "./DeliveryActs.tsx";
import { messages } from "./messages.ts";

const ReverseAcceptance = graphql(`
  mutation ReverseAcceptance($input: ReverseAcceptanceInput!) {
    reverseAcceptance(input: $input) { __typename ... on Failure { code } ... on Delivery { id } }
  }
`);

/** Takes one's own acceptance back: a new fact beside the old one, nothing is edited away. */
export function ReverseForm({ delivery, onDone, onCancel }: DeliveryFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, reverse] = useMutation(ReverseAcceptance);
  const [reason, setReason] = useState("");
  return (
    <ActionForm
      danger
      submitLabel={t("reverse.submit")}
      blocked={reason.trim() === "" ? t("reasonMissing") : null}
      onCancel={onCancel}
      onDone={() => onDone(t("reverse.done"))}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await reverse({
            input: {
              idempotencyKey,
              deliveryId: delivery.id,
              version: delivery.version,
              reason: reason.trim(),
            },
          }),
          (data) => data.reverseAcceptance,
        )
      }
    >
      <Textarea
        label={t("reverse.reason")}
        value={reason}
        required
        autosize
        minRows={2}
        maxLength={500}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ActionForm>
  );
}
