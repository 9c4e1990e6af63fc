import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { QuantityField } from "../../ui/QuantityField.tsx";
import type { DeliveryFormProps } from "./DeliveryActs.tsx";
import { messages } from "./messages.ts";

const AcceptPart = graphql(`
  mutation AcceptPart($input: AcceptDeliveryInput!) {
    acceptDelivery(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code } }
      ... on Delivery { id }
    }
  }
`);

/** Only a part arrived: how much, when, and why not the rest, which then goes to the office. */
export function AcceptPartForm({ delivery, unit, onDone, onCancel }: DeliveryFormProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const outcome = useOutcome();
  const [, accept] = useMutation(AcceptPart);
  const [amount, setAmount] = useState({ text: "", quantity: null as string | null });
  const [arrivedOn, setArrivedOn] = useState(todayInChina());
  const [reason, setReason] = useState("");
  const arrives = delivery.kind.measure === "MONEY" || delivery.kind.measure === "GOODS";
  const { quantity } = amount;
  const fits = quantity !== null && BigInt(quantity) > 0n && BigInt(quantity) < BigInt(delivery.quantity);
  const say = (value: string) => format.quantity({ measure: delivery.kind.measure, value, unit });
  const rest = fits ? say(String(BigInt(delivery.quantity) - BigInt(quantity))) : "";
  return (
    <ActionForm
      submitLabel={fits ? t("part.submit", { quantity: say(quantity), rest }) : t("part.submitPlain")}
      blocked={
        !fits
          ? t("part.between", { quantity: say(delivery.quantity) })
          : reason.trim() === ""
            ? t("reasonMissing")
            : null
      }
      onCancel={onCancel}
      onDone={() => onDone(t("part.done", { rest }))}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await accept({
            input: {
              idempotencyKey,
              deliveryId: delivery.id,
              version: delivery.version,
              quantity,
              reason: reason.trim(),
              arrivedOn: arrives ? arrivedOn : null,
            },
          }),
          (data) => data.acceptDelivery,
        )
      }
    >
      <QuantityField
        label={t("part.howMuch")}
        measure={delivery.kind.measure}
        unit={unit}
        value={amount.text}
        onChange={(text, digits) => setAmount({ text, quantity: digits })}
        required
        autoFocus
      />
      {arrives && (
        <DateField
          label={t("part.arrivedOn")}
          value={arrivedOn}
          onChange={setArrivedOn}
          max={todayInChina()}
        />
      )}
      <Textarea
        label={t("part.reason")}
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
