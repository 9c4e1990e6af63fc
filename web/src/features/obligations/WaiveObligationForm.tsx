import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useKindWords } from "../../lib/kind-words.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import type { FormProps } from "./form-props.ts";
import { messages } from "./messages.ts";
import { TextField } from "./TextField.tsx";

const WaiveObligation = graphql(`
  mutation WaiveObligation($input: WaiveObligationInput!) {
    waiveObligation(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

/** An office waives what nobody has claimed; it stays visible who did and why. */
export function WaiveObligationForm({ promise, onClose }: FormProps) {
  const t = useMessages(messages);
  const kinds = useKindWords();
  const outcome = useOutcome();
  const [, waive] = useMutation(WaiveObligation);
  const [reason, setReason] = useState("");
  const quantity = kinds.quantity(promise.kind, promise.unclaimed, promise.good);
  return (
    <ActionForm
      danger
      submitLabel={t("waive.submit", { quantity })}
      blocked={reason.trim() === "" ? t("blockedReason") : null}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await waive({
            input: { idempotencyKey, obligationId: promise.id, version: promise.version, reason },
          }),
          (data) => data.waiveObligation,
        )
      }
      onDone={() => {
        toast(t("waive.done", { quantity }));
        onClose();
      }}
    >
      <p style={{ margin: 0 }}>{t("waive.what", { quantity })}</p>
      <TextField autoFocus required label={t("reason")} value={reason} onChange={setReason} />
    </ActionForm>
  );
}
