import { Button, CloseButton, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../../gql/index.ts";
import { type Measure, todayInChina } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useOutcome } from "../../../lib/outcome.ts";
import { NOTHING_TYPED, prefilled, type TypedQuantity } from "../../../lib/typed-quantity.ts";
import { ActionForm } from "../../../ui/ActionForm.tsx";
import { DateField } from "../../../ui/DateField.tsx";
import { QuantityField } from "../../../ui/QuantityField.tsx";
import { SearchField } from "../../../ui/SearchField.tsx";
import { toast } from "../../../ui/toast.ts";
import classes from "./market.module.css";
import { messages } from "./messages.ts";

const UnitsToInvite = graphql(`
  query UnitsToInvite($needId: ID!, $text: String) {
    unitsToInvite(needId: $needId, text: $text) { id name }
  }
`);
const ClaimNeedJointly = graphql(`
  mutation ClaimNeedJointly($input: ClaimNeedJointlyInput!) {
    claimNeedJointly(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

interface JointFormProps {
  need: { id: string; measure: Measure; unit: string | null; free: bigint };
  givers: readonly { id: string; name: string }[];
  wishedOn: string | null;
  say: (quantity: string | bigint) => string;
  onClose: () => void;
}

type Invited = { id: string; name: string; amount: TypedQuantity };

/** A unit takes on its part, leads, and asks others to take on theirs. */
export function JointForm({ need, givers, wishedOn, say, onClose }: JointFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome(say);
  const [, claim] = useMutation(ClaimNeedJointly);
  const today = todayInChina();
  const inTwoWeeks = new Date(Date.parse(`${today}T00:00:00Z`) + 14 * 86_400_000).toISOString().slice(0, 10);
  const [giverId, setGiverId] = useState(givers[0]?.id ?? "");
  const [own, setOwn] = useState<TypedQuantity>(NOTHING_TYPED);
  const [promisedOn, setPromisedOn] = useState(wishedOn && wishedOn >= today ? wishedOn : inTwoWeeks);
  const [invited, setInvited] = useState<Invited[]>([]);
  const [text, setText] = useState("");
  const [{ data, fetching }] = useQuery({ query: UnitsToInvite, variables: { needId: need.id, text } });
  const others = (data?.unitsToInvite ?? []).filter(({ id }) => !invited.some((one) => one.id === id));
  const amounts = [own, ...invited.map(({ amount }) => amount)];
  const together = amounts.reduce((sum, { quantity }) => sum + BigInt(quantity ?? "0"), 0n);
  const set = (id: string, amount: TypedQuantity) =>
    setInvited((all) => all.map((one) => (one.id === id ? { ...one, amount } : one)));
  return (
    <ActionForm
      submitLabel={invited.length > 0 ? t("joint.submit", { count: invited.length }) : t("joint.submitPlain")}
      blocked={
        invited.length === 0
          ? t("joint.choose")
          : amounts.some(({ quantity }) => quantity === null)
            ? t("joint.enter")
            : together > need.free
              ? t("joint.tooMuch", { quantity: say(need.free) })
              : null
      }
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await claim({
            input: {
              idempotencyKey,
              needId: need.id,
              giverId,
              quantity: own.quantity ?? "0",
              promisedOn,
              parts: invited.map(({ id, amount }) => ({
                giverId: id,
                quantity: amount.quantity ?? "0",
                promisedOn,
              })),
            },
          }),
          (result) => result.claimNeedJointly,
        )
      }
      onDone={() => {
        toast(t("joint.done"));
        onClose();
      }}
    >
      {givers.length > 1 && (
        <NativeSelect
          label={t("joint.leads")}
          value={giverId}
          onChange={({ currentTarget }) => setGiverId(currentTarget.value)}
          data={givers.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <QuantityField
        label={t("joint.own")}
        measure={need.measure}
        unit={need.unit}
        value={own.text}
        onChange={(typed, quantity) => setOwn({ text: typed, quantity })}
        required
      />
      <DateField
        label={t("joint.promisedOn")}
        value={promisedOn}
        onChange={setPromisedOn}
        min={today}
        required
      />
      {invited.map(({ id, name, amount }) => (
        <div key={id} className={classes.chosen}>
          <QuantityField
            label={t("joint.partOf", { name })}
            measure={need.measure}
            unit={need.unit}
            value={amount.text}
            onChange={(typed, quantity) => set(id, { text: typed, quantity })}
            required
          />
          <CloseButton
            size={44}
            aria-label={t("joint.remove", { name })}
            onClick={() => setInvited((all) => all.filter((one) => one.id !== id))}
          />
        </div>
      ))}
      <fieldset className={classes.group}>
        <legend>{t("joint.others")}</legend>
        <SearchField label={t("joint.search")} value={text} onChange={setText} />
        <div className={classes.chips} style={{ marginTop: 8 }}>
          {others.slice(0, 8).map(({ id, name }) => (
            <Button
              key={id}
              variant="default"
              onClick={() => {
                const left = need.free - together;
                const amount = left > 0n ? prefilled(need.measure, left) : NOTHING_TYPED;
                setInvited((all) => [...all, { id, name, amount }]);
              }}
            >
              {t("joint.add", { name })}
            </Button>
          ))}
          {!fetching && others.length === 0 && invited.length === 0 && (
            <p className={classes.quiet}>{t("joint.nobody")}</p>
          )}
        </div>
      </fieldset>
      <p className={classes.quiet}>{t("joint.next")}</p>
    </ActionForm>
  );
}
