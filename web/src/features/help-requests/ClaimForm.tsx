import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { type Measure, todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { prefilled } from "../../lib/typed-quantity.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { QuantityField } from "../../ui/QuantityField.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";

const ClaimNeed = graphql(`
  mutation ClaimNeed($input: ClaimNeedInput!) {
    claimNeed(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

interface ClaimFormProps {
  need: { id: string; measure: Measure; unit: string | null; free: bigint };
  givers: readonly { id: string; name: string }[];
  wishedOn: string | null;
  say: (quantity: string | bigint) => string;
  onClose: () => void;
}

/** When nothing is wished for: two weeks from now. */
function twoWeeksFrom(today: string): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + 14 * 86_400_000).toISOString().slice(0, 10);
}

/** A unit takes on what is left of a need, or a part of it, by a day. */
export function ClaimForm({ need, givers, wishedOn, say, onClose }: ClaimFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome(say);
  const [, claim] = useMutation(ClaimNeed);
  const today = todayInChina();
  const [giverId, setGiverId] = useState(givers[0]?.id ?? "");
  const [amount, setAmount] = useState(prefilled(need.measure, need.free));
  const [promisedOn, setPromisedOn] = useState(
    wishedOn && wishedOn >= today ? wishedOn : twoWeeksFrom(today),
  );
  const { quantity } = amount;
  const tooMuch = quantity !== null && BigInt(quantity) > need.free;
  return (
    <ActionForm
      submitLabel={quantity ? t("claim.submit", { quantity: say(quantity) }) : t("claim.submitPlain")}
      blocked={
        quantity === null
          ? t("claim.enterAmount")
          : tooMuch
            ? t("claim.tooMuch", { quantity: say(need.free) })
            : promisedOn < today
              ? t("claim.enterDay")
              : null
      }
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await claim({
            input: { idempotencyKey, needId: need.id, giverId, quantity: quantity ?? "0", promisedOn },
          }),
          (data) => data.claimNeed,
        )
      }
      onDone={() => {
        toast(t("claim.done", { quantity: say(quantity ?? "0") }));
        onClose();
      }}
    >
      {givers.length > 1 && (
        <NativeSelect
          label={t("claim.giver")}
          value={giverId}
          onChange={({ currentTarget }) => setGiverId(currentTarget.value)}
          data={givers.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {need.measure !== "DONE" && (
        <QuantityField
          label={t("claim.howMuch")}
          measure={need.measure}
          unit={need.unit}
          value={amount.text}
          onChange={(text, value) => setAmount({ text, quantity: value })}
          required
          autoFocus
        />
      )}
      <DateField
        label={t("claim.promisedOn")}
        description={t("claim.next")}
        value={promisedOn}
        onChange={setPromisedOn}
        min={today}
        required
      />
    </ActionForm>
  );
}
