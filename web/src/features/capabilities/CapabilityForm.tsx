import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import type { CapabilityPer } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { type KindWords, useKindWords } from "../../lib/kind-words.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { NOTHING_TYPED, prefilled } from "../../lib/typed-quantity.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { QuantityField } from "../../ui/QuantityField.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";

const CapabilityKinds = graphql(`
  query CapabilityKinds { city { id kinds { id code nameZh nameEn measure unitZh unitEn } } }
`);

const AddCapability = graphql(`
  mutation AddCapability($input: AddCapabilityInput!) {
    addCapability(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

const ChangeCapability = graphql(`
  mutation ChangeCapability($input: ChangeCapabilityInput!) {
    changeCapability(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

const PERS: readonly CapabilityPer[] = ["ONCE", "WEEK", "MONTH", "QUARTER", "YEAR"];

/** A capability as the form needs it. */
export interface CapabilityFields {
  id: string;
  description: string;
  good?: string | null;
  skill?: string | null;
  quantity?: string | null;
  per: CapabilityPer;
  validFrom: string;
  validTo?: string | null;
  version: number;
  kind: KindWords & { id: string };
}

interface CapabilityFormProps {
  organizationId: string;
  /** The one that is changed; absent: a new one. */
  capability?: CapabilityFields;
  onClose: () => void;
}

/** What the unit can give: kind, a few words, how much and how often, from a day on. */
export function CapabilityForm({ organizationId, capability, onClose }: CapabilityFormProps) {
  const t = useMessages(messages);
  const words = useKindWords();
  const outcome = useOutcome();
  const [{ data }] = useQuery({ query: CapabilityKinds });
  const [, add] = useMutation(AddCapability);
  const [, change] = useMutation(ChangeCapability);
  const [kindId, setKindId] = useState(capability?.kind.id ?? "");
  const [description, setDescription] = useState(capability?.description ?? "");
  const [good, setGood] = useState(capability?.good ?? "");
  const [skill, setSkill] = useState(capability?.skill ?? "");
  const [isOpen, setIsOpen] = useState(capability ? capability.quantity == null : false);
  const [amount, setAmount] = useState(
    capability?.quantity ? prefilled(capability.kind.measure, capability.quantity) : NOTHING_TYPED,
  );
  const [per, setPer] = useState<CapabilityPer>(capability?.per ?? "QUARTER");
  const [validFrom, setValidFrom] = useState(capability?.validFrom ?? todayInChina());
  const [validTo, setValidTo] = useState(capability?.validTo ?? "");
  const kinds = data?.city?.kinds;
  if (!kinds) return <RowsSkeleton />;
  const kind = kinds.find(({ id }) => id === kindId);
  const goods = kind?.measure === "GOODS";
  const blocked = !kind
    ? t("form.missingKind")
    : description.trim() === ""
      ? t("form.missingText")
      : goods && good.trim() === ""
        ? t("form.missingGood")
        : !isOpen && amount.quantity === null
          ? t("form.missingAmount")
          : null;
  const fields = {
    kindId,
    description,
    good: goods ? good : null,
    skill: !goods && skill.trim() ? skill : null,
    quantity: isOpen ? null : amount.quantity,
    per,
    validFrom,
    validTo: validTo || null,
  };
  return (
    <ActionForm
      submitLabel={capability ? t("form.submitChange") : t("form.submitAdd")}
      blocked={blocked}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        capability
          ? outcome(
              await change({
                input: {
                  idempotencyKey,
                  capabilityId: capability.id,
                  version: capability.version,
                  ...fields,
                },
              }),
              (result) => result.changeCapability,
            )
          : outcome(
              await add({ input: { idempotencyKey, organizationId, ...fields } }),
              (result) => result.addCapability,
            )
      }
      onDone={() => {
        toast(capability ? t("form.changed") : t("form.added"));
        onClose();
      }}
    >
      <NativeSelect
        required
        label={t("form.what")}
        value={kindId}
        onChange={({ currentTarget }) => {
          setKindId(currentTarget.value);
          setAmount(NOTHING_TYPED);
        }}
        data={[
          { value: "", label: t("form.missingKind") },
          ...kinds.map((one) => ({ value: one.id, label: words.name(one) })),
        ]}
      />
      <TextInput
        required
        label={t("form.description")}
        description={t("form.descriptionHint")}
        maxLength={200}
        value={description}
        onChange={({ currentTarget }) => setDescription(currentTarget.value)}
      />
      {goods ? (
        <TextInput
          required
          label={t("form.good")}
          maxLength={40}
          value={good}
          onChange={({ currentTarget }) => setGood(currentTarget.value)}
        />
      ) : (
        <TextInput
          label={t("form.skill")}
          description={t("form.skillHint")}
          maxLength={40}
          value={skill}
          onChange={({ currentTarget }) => setSkill(currentTarget.value)}
        />
      )}
      <Checkbox
        size="md"
        label={t("form.isOpen")}
        checked={isOpen}
        onChange={({ currentTarget }) => setIsOpen(currentTarget.checked)}
      />
      {kind && !isOpen && (
        <QuantityField
          required
          label={t("form.howMuch")}
          measure={kind.measure}
          unit={words.unit(kind, good || null)}
          value={amount.text}
          onChange={(text, quantity) => setAmount({ text, quantity })}
        />
      )}
      <NativeSelect
        label={t("form.per")}
        value={per}
        onChange={({ currentTarget }) => setPer(PERS.find((one) => one === currentTarget.value) ?? per)}
        data={PERS.map((value) => ({ value, label: t(`per.${value}`) }))}
      />
      <DateField required label={t("form.validFrom")} value={validFrom} onChange={setValidFrom} />
      <DateField label={t("form.validTo")} value={validTo} onChange={setValidTo} min={validFrom} />
    </ActionForm>
  );
}
