import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import type { AppealFormProps } from "./appeal-form.ts";
import { messages } from "./messages.ts";

const SendAppealBack = graphql(`
  mutation SendAppealBack($input: SendAppealBackInput!) {
    sendAppealBack(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

/** The office sends an appeal back to its community and says why. */
export function SendBackForm({ appealId, version, onDone, onCancel }: AppealFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, sendBack] = useMutation(SendAppealBack);
  const [reason, setReason] = useState("");
  return (
    <ActionForm
      submitLabel={t("sendBack.submit")}
      blocked={reason.trim() === "" ? t("sendBack.missing") : null}
      onCancel={onCancel}
      onDone={() => onDone(t("sendBack.done"))}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await sendBack({ input: { idempotencyKey, appealId, version, reason } }),
          (data) => data.sendAppealBack,
        )
      }
    >
      <Textarea
        label={t("sendBack.reason")}
        value={reason}
        required
        autosize
        minRows={2}
        maxLength={500}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </ActionForm>
  );
}
