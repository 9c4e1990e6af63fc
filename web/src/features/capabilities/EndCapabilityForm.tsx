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

const EndCapability = graphql(`
  mutation EndCapability($input: EndCapabilityInput!) {
    endCapability(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

interface EndCapabilityFormProps {
  capability: { id: string; description: string; validFrom: string; version: number };
  onClose: () => void;
}

/** The unit can give it no longer after a day. */
export function EndCapabilityForm({ capability, onClose }: EndCapabilityFormProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const outcome = useOutcome();
  const [, end] = useMutation(EndCapability);
  const [validTo, setValidTo] = useState(todayInChina());
  return (
    <ActionForm
      submitLabel={validTo ? t("ending.submit", { day: date(validTo) }) : t("ending.submitPlain")}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await end({
            input: { idempotencyKey, capabilityId: capability.id, version: capability.version, validTo },
          }),
          (data) => data.endCapability,
        )
      }
      onDone={() => {
        toast(t("ending.done", { name: capability.description }));
        onClose();
      }}
    >
      <DateField
        required
        label={t("ending.lastDay")}
        value={validTo}
        onChange={setValidTo}
        min={capability.validFrom}
      />
    </ActionForm>
  );
}
