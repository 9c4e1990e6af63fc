import { TextInput } from "@mantine/core";
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

const EndActivity = graphql(`
  mutation EndActivity($input: EndActivityInput!) {
    endActivity(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

interface EndActivityFormProps {
  activity: { id: string; version: number };
  onClose: () => void;
}

/** Ends a series with a day: what was planned after it is cancelled. */
export function EndActivityForm({ activity, onClose }: EndActivityFormProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const outcome = useOutcome();
  const [, end] = useMutation(EndActivity);
  const [lastOn, setLastOn] = useState(todayInChina());
  const [reason, setReason] = useState("");
  return (
    <ActionForm
      danger
      submitLabel={t("end.submit", { day: lastOn ? date(lastOn) : "" })}
      blocked={!lastOn || !reason.trim() ? t("end.missing") : null}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await end({
            input: {
              idempotencyKey,
              activityId: activity.id,
              version: activity.version,
              lastOn,
              reason: reason.trim(),
            },
          }),
          (data) => data.endActivity,
        )
      }
      onDone={() => {
        toast(t("end.done"));
        onClose();
      }}
      onCancel={onClose}
    >
      <DateField label={t("end.lastOn")} required value={lastOn} min={todayInChina()} onChange={setLastOn} />
      <TextInput
        label={t("end.reason")}
        required
        maxLength={500}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </ActionForm>
  );
}
