import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";

const EndKind = graphql(`
  mutation EndKind($input: EndKindInput!) {
    endKind(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

interface EndKindFormProps {
  kind: { id: string; version: number; nameZh: string; nameEn: string };
  onClose: () => void;
}

/** The last day on which a kind is counted. What stands in it goes on. */
export function EndKindForm({ kind, onClose }: EndKindFormProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const { date } = useFormat();
  const outcome = useOutcome();
  const [, end] = useMutation(EndKind);
  const [validTo, setValidTo] = useState(todayInChina());
  const name = locale === "zh" ? kind.nameZh : kind.nameEn;
  return (
    <ActionForm
      danger
      submitLabel={t("kinds.endSubmit", { name, day: validTo ? date(validTo) : "" })}
      blocked={validTo === "" ? t("settings.dayMissing") : null}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await end({ input: { idempotencyKey, kindId: kind.id, version: kind.version, validTo } }),
          (data) => data.endKind,
        )
      }
      onDone={() => {
        toast(t("kinds.saved"));
        onClose();
      }}
    >
      <p style={{ margin: 0 }}>{t("kinds.endWhat")}</p>
      <DateField required label={t("kinds.lastDay")} value={validTo} onChange={setValidTo} />
    </ActionForm>
  );
}
