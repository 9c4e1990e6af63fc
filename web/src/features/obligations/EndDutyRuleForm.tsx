import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";

const EndDutyRule = graphql(`
  mutation EndDutyRule($input: EndDutyRuleInput!) {
    endDutyRule(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

interface EndDutyRuleFormProps {
  ruleId: string;
  version: number;
  name: string;
  onClose: () => void;
}

/** A rule no longer applies to periods that begin from a day on; what it has opened stays owed. */
export function EndDutyRuleForm({ ruleId, version, name, onClose }: EndDutyRuleFormProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const outcome = useOutcome();
  const [, end] = useMutation(EndDutyRule);
  const [validTo, setValidTo] = useState("");
  return (
    <ActionForm
      danger
      submitLabel={
        validTo ? t("endRule.submitOn", { name, day: date(validTo) }) : t("endRule.submit", { name })
      }
      blocked={validTo <= todayInChina() ? t("endRule.blocked") : null}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await end({ input: { idempotencyKey, dutyRuleId: ruleId, version, validTo } }),
          (data) => data.endDutyRule,
        )
      }
      onDone={() => {
        toast(t("endRule.done"));
        onClose();
      }}
    >
      <DateField
        autoFocus
        required
        label={t("endRule.from")}
        value={validTo}
        onChange={setValidTo}
        min={todayInChina()}
      />
      <p style={{ margin: 0 }}>{t("endRule.what")}</p>
    </ActionForm>
  );
}
