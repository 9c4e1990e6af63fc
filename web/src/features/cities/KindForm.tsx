import { Radio, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";

const CreateKind = graphql(`
  mutation CreateKind($input: CreateKindInput!) {
    createKind(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

const ChangeKind = graphql(`
  mutation ChangeKind($input: ChangeKindInput!) {
    changeKind(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

const MEASURES = ["MONEY", "GOODS", "MINUTES", "COUNT", "DONE"] as const;
type Measure = (typeof MEASURES)[number];

interface KindFormProps {
  /** The kind that changes; null for a new one. */
  former: {
    id: string;
    version: number;
    measure: Measure;
    nameZh: string;
    nameEn: string;
    unitZh: string;
    unitEn: string;
  } | null;
  onClose: () => void;
}

/** Both names, and for occasions the counting word; what a kind counts is chosen once. */
export function KindForm({ former, onClose }: KindFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, create] = useMutation(CreateKind);
  const [, change] = useMutation(ChangeKind);
  const [measure, setMeasure] = useState<Measure>(former?.measure ?? "COUNT");
  const [code, setCode] = useState("");
  const [validFrom, setValidFrom] = useState(todayInChina());
  const [texts, setTexts] = useState({
    nameZh: former?.nameZh ?? "",
    nameEn: former?.nameEn ?? "",
    unitZh: former?.unitZh ?? "",
    unitEn: former?.unitEn ?? "",
  });
  const { nameZh, nameEn, unitZh, unitEn } = texts;
  const counts = measure === "COUNT";
  const missing = !nameZh.trim() || !nameEn.trim() || (counts && (!unitZh.trim() || !unitEn.trim()));
  const units = counts ? { unitZh: unitZh.trim(), unitEn: unitEn.trim() } : {};
  const names = { nameZh: nameZh.trim(), nameEn: nameEn.trim(), ...units };
  const field = (key: keyof typeof texts, maxLength: number) => (
    <TextInput
      required
      label={t(`kinds.${key}`)}
      value={texts[key]}
      maxLength={maxLength}
      onChange={({ currentTarget }) => setTexts({ ...texts, [key]: currentTarget.value })}
    />
  );
  return (
    <ActionForm
      submitLabel={former ? t("kinds.save") : t("kinds.addNow", { name: nameZh.trim() })}
      blocked={
        missing
          ? t("kinds.missing")
          : !former && !/^[A-Z][A-Z0-9_]{1,39}$/.test(code)
            ? t("kinds.codeForm")
            : null
      }
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        former
          ? outcome(
              await change({
                input: { idempotencyKey, kindId: former.id, version: former.version, ...names },
              }),
              (data) => data.changeKind,
            )
          : outcome(
              await create({ input: { idempotencyKey, code, measure, validFrom, ...names } }),
              (data) => data.createKind,
            )
      }
      onDone={() => {
        toast(t("kinds.saved"));
        onClose();
      }}
    >
      {field("nameZh", 40)}
      {field("nameEn", 40)}
      {!former && (
        <>
          <Radio.Group
            label={t("kinds.measure")}
            value={measure}
            onChange={(value) => setMeasure(MEASURES.find((it) => it === value) ?? "COUNT")}
          >
            {MEASURES.map((one) => (
              <Radio key={one} value={one} label={t(`measure.${one}`)} style={{ paddingBlock: 6 }} />
            ))}
          </Radio.Group>
          <TextInput
            required
            label={t("kinds.code")}
            description={t("kinds.codeForm")}
            value={code}
            maxLength={40}
            onChange={({ currentTarget }) => setCode(currentTarget.value.normalize("NFKC").toUpperCase())}
          />
          <DateField required label={t("kinds.from")} value={validFrom} onChange={setValidFrom} />
        </>
      )}
      {counts && field("unitZh", 16)}
      {counts && field("unitEn", 16)}
    </ActionForm>
  );
}
