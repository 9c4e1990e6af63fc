import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { QuantityField } from "../../ui/QuantityField.tsx";
import type { DeliveryFormProps } from "./DeliveryActs.tsx";
import { messages } from "./messages.ts";

const SettleDispute = graphql(`
  mutation SettleDispute($input: SettleDisputeInput!) {
    settleDispute(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code } }
      ... on Delivery { id }
    }
  }
`);

const EMPTY = { text: "", quantity: null as string | null };

/** The office decides the disputed part: arrived, owed again, written off. What arrived and what is lost are asked; the rest is owed again. */
export function SettleForm({ delivery, unit, onDone, onCancel }: DeliveryFormProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const outcome = useOutcome();
  const [, settle] = useMutation(SettleDispute);
  const [arrived, setArrived] = useState(EMPTY);
  const [writtenOff, setWrittenOff] = useState(EMPTY);
  const [note, setNote] = useState("");
  const disputed = BigInt(
    delivery.disputes.find(({ state }) => state === "OPEN")?.quantity ?? delivery.quantity,
  );
  const given = (field: typeof EMPTY) =>
    field.text.trim() === "" ? 0n : field.quantity === null ? -1n : BigInt(field.quantity);
  const yes = given(arrived);
  const lost = given(writtenOff);
  const again = disputed - yes - lost;
  const fits = yes >= 0n && lost >= 0n && again >= 0n;
  const say = (value: bigint) =>
    format.quantity({ measure: delivery.kind.measure, value: String(value), unit });
  return (
    <ActionForm
      submitLabel={t("settle.submit")}
      blocked={
        !fits
          ? t("settle.tooMuch", { quantity: say(disputed) })
          : note.trim() === ""
            ? t("settle.noteMissing")
            : null
      }
      onCancel={onCancel}
      onDone={() => onDone(t("settle.done"))}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await settle({
            input: {
              idempotencyKey,
              deliveryId: delivery.id,
              version: delivery.version,
              arrived: String(yes),
              notArrived: String(again),
              writtenOff: String(lost),
              note: note.trim(),
            },
          }),
          (data) => data.settleDispute,
        )
      }
    >
      <p>{t("settle.about", { quantity: say(disputed) })}</p>
      <QuantityField
        label={t("settle.arrived")}
        measure={delivery.kind.measure}
        unit={unit}
        value={arrived.text}
        onChange={(text, quantity) => setArrived({ text, quantity })}
        autoFocus
      />
      <QuantityField
        label={t("settle.writtenOff")}
        measure={delivery.kind.measure}
        unit={unit}
        value={writtenOff.text}
        onChange={(text, quantity) => setWrittenOff({ text, quantity })}
      />
      <p aria-live="polite">{fits ? t("settle.again", { quantity: say(again) }) : ""}</p>
      <Textarea
        label={t("settle.note")}
        value={note}
        required
        autosize
        minRows={2}
        maxLength={500}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </ActionForm>
  );
}
