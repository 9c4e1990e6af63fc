import { Button } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../../gql/index.ts";
import { type Measure, todayInChina } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useOutcome } from "../../../lib/outcome.ts";
import { prefilled } from "../../../lib/typed-quantity.ts";
import { ActionForm } from "../../../ui/ActionForm.tsx";
import { DateField } from "../../../ui/DateField.tsx";
import { QuantityField } from "../../../ui/QuantityField.tsx";
import { toast } from "../../../ui/toast.ts";
import { messages } from "./messages.ts";

const MarkOnTheWay = graphql(`
  mutation MarkOnTheWay($input: MarkOnTheWayInput!) {
    markOnTheWay(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

interface OnTheWayFormProps {
  claim: { id: string; version: number; left: bigint; marked: boolean; promisedOn: string };
  measure: Measure;
  unit: string | null;
  say: (quantity: string | bigint) => string;
  onClose: () => void;
}

/** The unit says what is on the way and when it will be there; or that it is not. */
export function OnTheWayForm({ claim, measure, unit, say, onClose }: OnTheWayFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome(say);
  const [, mark] = useMutation(MarkOnTheWay);
  const today = todayInChina();
  const [amount, setAmount] = useState(prefilled(measure, claim.left));
  const [expectedOn, setExpectedOn] = useState([claim.promisedOn, today].sort().at(-1) ?? today);
  const { quantity } = amount;
  const send = async (idempotencyKey: string, much: string) =>
    outcome(
      await mark({
        input: { idempotencyKey, claimId: claim.id, version: claim.version, quantity: much, expectedOn },
      }),
      (data) => data.markOnTheWay,
    );
  const [takingBack, setTakingBack] = useState(false);
  return (
    <ActionForm
      submitLabel={
        takingBack
          ? t("way.takeBack")
          : quantity
            ? t("way.submit", { quantity: say(quantity) })
            : t("way.submitPlain")
      }
      blocked={
        takingBack ? null : quantity === null ? t("way.enter") : expectedOn < today ? t("way.enterDay") : null
      }
      onCancel={onClose}
      onSubmit={(key) => send(key, takingBack ? "0" : (quantity ?? "0"))}
      onDone={() => {
        toast(t("way.done"));
        onClose();
      }}
    >
      {!takingBack && measure !== "DONE" && (
        <QuantityField
          label={t("way.howMuch")}
          measure={measure}
          unit={unit}
          value={amount.text}
          onChange={(text, value) => setAmount({ text, quantity: value })}
          required
        />
      )}
      {!takingBack && (
        <DateField
          label={t("way.expectedOn")}
          value={expectedOn}
          onChange={setExpectedOn}
          min={today}
          required
        />
      )}
      {claim.marked && !takingBack && (
        <Button variant="subtle" style={{ justifySelf: "start" }} onClick={() => setTakingBack(true)}>
          {t("way.takeBack")}
        </Button>
      )}
    </ActionForm>
  );
}
