import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../../gql/index.ts";
import { todayInChina, useFormat } from "../../../lib/format.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useLocale } from "../../../lib/locale.tsx";
import { useOutcome } from "../../../lib/outcome.ts";
import { ActionForm } from "../../../ui/ActionForm.tsx";
import { DateField } from "../../../ui/DateField.tsx";
import { toast } from "../../../ui/toast.ts";
import { messages } from "./messages.ts";

const EndActivityKind = graphql(`
  mutation EndActivityKind($input: EndActivityKindInput!) {
    endActivityKind(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

interface EndActivityKindFormProps {
  kind: { id: string; version: number; nameZh: string; nameEn: string };
  onClose: () => void;
}

/** The last day on which something of this kind may be planned. What is planned goes ahead. */
export function EndActivityKindForm({ kind, onClose }: EndActivityKindFormProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const { date } = useFormat();
  const outcome = useOutcome();
  const [, end] = useMutation(EndActivityKind);
  const [validTo, setValidTo] = useState(todayInChina());
  const name = locale === "zh" ? kind.nameZh : kind.nameEn;
  return (
    <ActionForm
      danger
      submitLabel={t("endSubmit", { name, day: validTo ? date(validTo) : "" })}
      blocked={validTo ? null : t("dayMissing")}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await end({ input: { idempotencyKey, activityKindId: kind.id, version: kind.version, validTo } }),
          (data) => data.endActivityKind,
        )
      }
      onDone={() => {
        toast(t("saved"));
        onClose();
      }}
    >
      <p style={{ margin: 0 }}>{t("endWhat")}</p>
      <DateField required label={t("lastDay")} value={validTo} onChange={setValidTo} />
    </ActionForm>
  );
}
