import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { NOTHING_TYPED } from "../../lib/typed-quantity.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { QuantityField } from "../../ui/QuantityField.tsx";
import type { LineFormProps } from "./LineActs.tsx";
import { messages } from "./messages.ts";
import { ReasonField } from "./ReasonField.tsx";

const RaisePledge = graphql(`
  mutation RaisePledge($input: RaisePledgeInput!) {
    raisePledge(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

/** More is promised: into the last open instalment, or as one of its own. */
export function RaisePledgeForm({ line, say, onDone, onCancel }: LineFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome(say);
  const [, raise] = useMutation(RaisePledge);
  const open = line.instalments.length > 0;
  const [amount, setAmount] = useState(NOTHING_TYPED);
  const [own, setOwn] = useState(!open);
  const [dueOn, setDueOn] = useState("");
  const [reason, setReason] = useState("");
  const { quantity } = amount;
  return (
    <ActionForm
      submitLabel={quantity ? t("raise.submit", { amount: say(quantity) }) : t("raise.submitPlain")}
      blocked={quantity === null ? t("amountMissing") : own && dueOn === "" ? t("raise.due") : null}
      onCancel={onCancel}
      onDone={() => onDone(t("raise.done", { amount: say(quantity ?? "0") }))}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await raise({
            input: {
              idempotencyKey,
              pledgeLineId: line.id,
              version: line.version,
              amount: quantity ?? "0",
              dueOn: own ? dueOn : null,
              reason: reason.trim() || null,
            },
          }),
          (data) => data.raisePledge,
        )
      }
    >
      <QuantityField
        label={t("raise.amount")}
        measure={line.measure}
        unit={line.good}
        value={amount.text}
        onChange={(text, value) => setAmount({ text, quantity: value })}
        required
        autoFocus
      />
      {open && (
        <NativeSelect
          label={t("raise.where")}
          value={own ? "own" : "last"}
          onChange={({ currentTarget }) => setOwn(currentTarget.value === "own")}
          data={[
            { value: "last", label: t("raise.last") },
            { value: "own", label: t("raise.own") },
          ]}
        />
      )}
      {own && (
        <DateField label={t("raise.due")} value={dueOn} onChange={setDueOn} min={todayInChina()} required />
      )}
      <ReasonField label={t("raise.reason")} value={reason} onChange={setReason} />
    </ActionForm>
  );
}
