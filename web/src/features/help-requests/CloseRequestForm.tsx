import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { messages } from "./messages.ts";

const CloseHelpRequest = graphql(`
  mutation CloseHelpRequest($input: CloseHelpRequestInput!) {
    closeHelpRequest(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

interface CloseRequestFormProps {
  request: { id: string; version: number };
  solved: boolean;
  onDone: (said: string) => void;
  onCancel: () => void;
}

/** The receiver says how it ended: solved, or not solved and why. */
export function CloseRequestForm({ request, solved, onDone, onCancel }: CloseRequestFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, close] = useMutation(CloseHelpRequest);
  const [note, setNote] = useState("");
  return (
    <ActionForm
      submitLabel={solved ? t("close.submit") : t("close.submitUnsolved")}
      blocked={!solved && note.trim() === "" ? t("reasonMissing") : null}
      onCancel={onCancel}
      onDone={() => onDone(t("close.done"))}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await close({
            input: {
              idempotencyKey,
              helpRequestId: request.id,
              version: request.version,
              solved,
              note: note.trim() || null,
            },
          }),
          (data) => data.closeHelpRequest,
        )
      }
    >
      <Textarea
        label={solved ? t("close.note") : t("close.reason")}
        {...(solved ? {} : { description: t("close.reasonHint") })}
        value={note}
        required={!solved}
        autosize
        minRows={2}
        maxLength={500}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
    </ActionForm>
  );
}
