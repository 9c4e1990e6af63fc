import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import type { DeliveryFormProps } from "./DeliveryActs.tsx";
import { messages } from "./messages.ts";

const DisputeDelivery = graphql(`
  mutation DisputeDelivery($input: DisputeDeliveryInput!) {
    disputeDelivery(input: $input) { __typename ... on Failure { code } ... on Delivery { id } }
  }
`);

/** Nothing of it arrived as stated: why. The office then decides. */
export function DisputeForm({ delivery, onDone, onCancel }: DeliveryFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, dispute] = useMutation(DisputeDelivery);
  const [reason, setReason] = useState("");
  return (
    <ActionForm
      submitLabel={t("dispute.submit")}
      blocked={reason.trim() === "" ? t("reasonMissing") : null}
      onCancel={onCancel}
      onDone={() => onDone(t("dispute.done"))}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await dispute({
            input: {
              idempotencyKey,
              deliveryId: delivery.id,
              version: delivery.version,
              reason: reason.trim(),
            },
          }),
          (data) => data.disputeDelivery,
        )
      }
    >
      <Textarea
        label={t("dispute.reason")}
        description={t("dispute.next")}
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
