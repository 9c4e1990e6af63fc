import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import type { SessionInHand } from "./session-in-hand.ts";

const SetSessionCapacity = graphql(`
  mutation SetSessionCapacity($input: SetSessionCapacityInput!) {
    setSessionCapacity(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

/** How many places this session has; new ones go to who waits. */
export function CapacityForm({ session, onClose }: { session: SessionInHand; onClose: () => void }) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, set] = useMutation(SetSessionCapacity);
  const [typed, setTyped] = useState(session.capacity === null ? "" : String(session.capacity));
  const capacity = typed === "" ? null : Number(typed);
  return (
    <ActionForm
      submitLabel={capacity === null ? t("capacity.submitAny") : t("capacity.submit", { count: capacity })}
      blocked={
        capacity === 0 ? t("plan.missing.capacity") : capacity === session.capacity ? t("move.same") : null
      }
      onSubmit={async (idempotencyKey) =>
        outcome(
          await set({ input: { idempotencyKey, sessionId: session.id, version: session.version, capacity } }),
          (data) => data.setSessionCapacity,
        )
      }
      onDone={() => {
        toast(t("capacity.done"));
        onClose();
      }}
      onCancel={onClose}
    >
      <TextInput
        label={t("capacity.label")}
        inputMode="numeric"
        maxLength={5}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value.replace(/\D/g, ""))}
      />
    </ActionForm>
  );
}
