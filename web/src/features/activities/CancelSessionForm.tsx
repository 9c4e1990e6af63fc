import { Radio, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import type { SessionInHand } from "./session-in-hand.ts";

const CancelSession = graphql(`
  mutation CancelSession($input: CancelSessionInput!) {
    cancelSession(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

const REASONS = ["WEATHER", "HOLIDAY", "OTHER"] as const;

/** Cancels this session alone, with a reason; whoever signed up is told. */
export function CancelSessionForm({ session, onClose }: { session: SessionInHand; onClose: () => void }) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, cancel] = useMutation(CancelSession);
  const [reason, setReason] = useState<(typeof REASONS)[number]>("WEATHER");
  const [note, setNote] = useState("");
  return (
    <ActionForm
      danger
      submitLabel={t("cancel.submit")}
      blocked={reason === "OTHER" && note.trim() === "" ? t("cancel.missing") : null}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await cancel({
            input: {
              idempotencyKey,
              sessionId: session.id,
              version: session.version,
              reason,
              note: note.trim() || null,
            },
          }),
          (data) => data.cancelSession,
        )
      }
      onDone={() => {
        toast(t("cancel.done"));
        onClose();
      }}
      onCancel={onClose}
    >
      <Radio.Group
        label={t("cancel.why")}
        description={t("cancel.hint")}
        value={reason}
        onChange={(value) => setReason(REASONS.find((it) => it === value) ?? "WEATHER")}
      >
        <Stack gap={4} mt={4}>
          {REASONS.map((value) => (
            <Radio key={value} value={value} label={t(`reason.${value}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label={t("cancel.note")}
        required={reason === "OTHER"}
        maxLength={500}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
    </ActionForm>
  );
}
