import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../../gql/index.ts";
import { useMessages } from "../../../lib/i18n.ts";
import { useOutcome } from "../../../lib/outcome.ts";
import { ActionForm } from "../../../ui/ActionForm.tsx";
import { messages } from "./messages.ts";

const KeepRequestToPartners = graphql(`
  mutation KeepRequestToPartners($input: KeepRequestToPartnersInput!) {
    keepRequestToPartners(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

interface KeepFormProps {
  request: { id: string; version: number };
  onDone: () => void;
  onCancel: () => void;
}

/** The desk keeps a request to its paired units, and says why. */
export function KeepForm({ request, onDone, onCancel }: KeepFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, keep] = useMutation(KeepRequestToPartners);
  const [reason, setReason] = useState("");
  return (
    <ActionForm
      submitLabel={t("window.keepSubmit")}
      blocked={reason.trim() === "" ? t("window.reasonMissing") : null}
      onCancel={onCancel}
      onDone={onDone}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await keep({
            input: { idempotencyKey, helpRequestId: request.id, version: request.version, reason },
          }),
          (data) => data.keepRequestToPartners,
        )
      }
    >
      <Textarea
        label={t("window.keepReason")}
        value={reason}
        required
        autosize
        minRows={2}
        maxLength={200}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </ActionForm>
  );
}
