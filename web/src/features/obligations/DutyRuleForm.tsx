import { Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { type Measure, todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { typedQuantity } from "../../lib/typed-quantity.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { QuantityField } from "../../ui/QuantityField.tsx";
import { toast } from "../../ui/toast.ts";
import {
  APPLIES_TO,
  PARTNERSHIP_KINDS,
  PERIOD_KINDS,
  PRO_RATINGS,
  useRuleSentence,
} from "./DutyRuleWords.tsx";
import { messages } from "./messages.ts";

const CreateDutyRule = graphql(`
  mutation CreateDutyRule($input: CreateDutyRuleInput!) {
    createDutyRule(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

const SupersedeDutyRule = graphql(`
  mutation SupersedeDutyRule($input: SupersedeDutyRuleInput!) {
    supersedeDutyRule(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

const DutyRuleForm_City = graphql(`
  fragment DutyRuleForm_City on City {
    kinds { id nameZh nameEn measure unitZh unitEn validTo }
  }
`);

/** A version of a rule as the form begins with it. */
export interface FormerRule {
  id: string;
  version: number;
  name: string;
  kind: { id: string; measure: Measure };
  quantity: string;
  good: string | null;
  periodKind: (typeof PERIOD_KINDS)[number];
  appliesTo: (typeof APPLIES_TO)[number];
  partnershipKind: (typeof PARTNERSHIP_KINDS)[number] | null;
  proRating: (typeof PRO_RATINGS)[number];
  unitClass: string | null;
  qualifier: string | null;
}

interface DutyRuleFormProps {
  city: FragmentType<typeof DutyRuleForm_City>;
  /** The version that a new one follows; left out: a new rule. */
  former?: FormerRule;
  onClose: () => void;
}

/** The first day of the quarter after this one: the usual beginning of a new rule. */
function nextQuarter(today: string): string {
  const [year = 0, month = 1] = today.split("-").map(Number);
  const first = Math.floor((month - 1) / 3) * 3 + 4;
  return first > 12 ? `${year + 1}-01-01` : `${year}-${String(first).padStart(2, "0")}-01`;
}

/** A new rule, or a new version of one for periods that begin later. */
export function DutyRuleForm({ city, former, onClose }: DutyRuleFormProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const words = useKindWords();
  const outcome = useOutcome();
  const sentence = useRuleSentence();
  const [, create] = useMutation(CreateDutyRule);
  const [, supersede] = useMutation(SupersedeDutyRule);
  const kinds = readFragment(DutyRuleForm_City, city).kinds.filter(({ validTo }) => !validTo);
  const [name, setName] = useState(former?.name ?? "");
  const [kindId, setKindId] = useState<string | null>(former?.kind.id ?? null);
  const [typed, setTyped] = useState(former ? typedQuantity(former.kind.measure, former.quantity) : "");
  const [quantity, setQuantity] = useState<string | null>(former?.quantity ?? null);
  const [good, setGood] = useState(former?.good ?? "");
  const [periodKind, setPeriodKind] = useState<FormerRule["periodKind"]>(former?.periodKind ?? "QUARTER");
  const [appliesTo, setAppliesTo] = useState<FormerRule["appliesTo"]>(former?.appliesTo ?? "EACH");
  const [partnershipKind, setPartnershipKind] = useState<string>(former?.partnershipKind ?? "ALL");
  const [proRating, setProRating] = useState<FormerRule["proRating"]>(former?.proRating ?? "DAYS");
  const [unitClass, setUnitClass] = useState(former?.unitClass ?? "");
  const [qualifier, setQualifier] = useState(former?.qualifier ?? "");
  const [validFrom, setValidFrom] = useState(nextQuarter(todayInChina()));
  const kind = kinds.find(({ id }) => id === kindId);
  const pairedAs = PARTNERSHIP_KINDS.find((it) => it === partnershipKind) ?? null;

  const blocked =
    name.trim() === ""
      ? t("rule.blockedName")
      : !kind
        ? t("rule.blockedKind")
        : quantity === null
          ? t("amend.blockedQuantity")
          : kind.measure === "GOODS" && good.trim() === ""
            ? t("rule.blockedGood")
            : validFrom === ""
              ? t("rule.blockedFrom")
              : null;

  async function send(idempotencyKey: string) {
    const fields = {
      idempotencyKey,
      name,
      kindId: kindId ?? "",
      quantity: quantity ?? "",
      good: kind?.measure === "GOODS" ? good : null,
      periodKind,
      appliesTo,
      partnershipKind: pairedAs,
      proRating,
      unitClass: unitClass || null,
      qualifier: qualifier || null,
      validFrom,
    };
    if (!former) return outcome(await create({ input: fields }), (data) => data.createDutyRule);
    const input = { ...fields, dutyRuleId: former.id, version: former.version };
    return outcome(await supersede({ input }), (data) => data.supersedeDutyRule);
  }

  return (
    <ActionForm
      submitLabel={former ? t("rule.submitVersion", { day: date(validFrom) }) : t("rule.submit")}
      blocked={blocked}
      onCancel={onClose}
      onSubmit={send}
      onDone={() => {
        toast(t("rule.done"));
        onClose();
      }}
    >
      <TextInput
        required
        label={t("rule.name")}
        description={t("rule.nameHint")}
        maxLength={80}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Select
        required
        label={t("rule.kind")}
        data={kinds.map((it) => ({ value: it.id, label: words.name(it) }))}
        value={kindId}
        allowDeselect={false}
        onChange={(value) => {
          setKindId(value);
          setTyped("");
          setQuantity(null);
        }}
      />
      {kind?.measure === "GOODS" && (
        <TextInput
          required
          label={t("rule.good")}
          maxLength={80}
          value={good}
          onChange={({ currentTarget }) => setGood(currentTarget.value)}
        />
      )}
      {kind && (
        <QuantityField
          required
          measure={kind.measure}
          unit={words.unit(kind, good || null)}
          label={t("rule.quantity")}
          value={typed}
          onChange={(text, value) => {
            setTyped(text);
            setQuantity(value);
          }}
        />
      )}
      <Select
        label={t("rule.period")}
        data={PERIOD_KINDS.map((value) => ({ value, label: t(`periodKind.${value}`) }))}
        value={periodKind}
        allowDeselect={false}
        onChange={(value) => value && setPeriodKind(value)}
      />
      <Select
        label={t("rule.appliesTo")}
        data={APPLIES_TO.map((value) => ({ value, label: t(`appliesTo.${value}`) }))}
        value={appliesTo}
        allowDeselect={false}
        onChange={(value) => value && setAppliesTo(value)}
      />
      <Select
        label={t("rule.partnershipKind")}
        data={[
          { value: "ALL", label: t("rule.allKinds") },
          ...PARTNERSHIP_KINDS.map((value) => ({
            value: value as string,
            label: t(`partnershipKind.${value}`),
          })),
        ]}
        value={partnershipKind}
        allowDeselect={false}
        onChange={(value) => value && setPartnershipKind(value)}
      />
      <Select
        label={t("rule.proRating")}
        description={t(`proRatingHint.${proRating}`)}
        data={PRO_RATINGS.map((value) => ({ value, label: t(`proRating.${value}`) }))}
        value={proRating}
        allowDeselect={false}
        onChange={(value) => value && setProRating(value)}
      />
      <TextInput
        label={t("rule.unitClass")}
        description={t("rule.unitClassHint")}
        maxLength={80}
        value={unitClass}
        onChange={({ currentTarget }) => setUnitClass(currentTarget.value)}
      />
      <TextInput
        label={t("rule.qualifier")}
        description={t("rule.qualifierHint")}
        maxLength={80}
        value={qualifier}
        onChange={({ currentTarget }) => setQualifier(currentTarget.value)}
      />
      <DateField required label={t("rule.validFrom")} value={validFrom} onChange={setValidFrom} />
      {kind && quantity !== null && (
        <p style={{ margin: 0 }}>
          {t("rule.willOpen")} {sentence({ kind, quantity, good: good || null, periodKind, appliesTo })}
        </p>
      )}
    </ActionForm>
  );
}
