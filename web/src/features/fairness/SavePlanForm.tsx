import { TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { useMutation } from "urql";
import type { PairingPlanOptionsInput } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";

const SavePairingPlan = graphql(`
  mutation SavePairingPlan($input: SavePairingPlanInput!) {
    savePairingPlan(input: $input) {
      __typename
      ... on PairingPlan { id }
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

interface SavePlanFormProps {
  officeId: string;
  options: PairingPlanOptionsInput;
  chosen: readonly { giverId: string; receiverId: string }[];
  onSaved: (id: string) => void;
}

/** Keeps the plan as it is, with what was ticked; the document comes after. */
export function SavePlanForm({ officeId, options, chosen, onSaved }: SavePlanFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, save] = useMutation(SavePairingPlan);
  const [title, setTitle] = useState("");
  const saved = useRef<string | null>(null);
  return (
    <ActionForm
      submitLabel={t("plan.save", { count: chosen.length })}
      blocked={title.trim() === "" ? t("plan.nameMissing") : null}
      onSubmit={async (idempotencyKey) => {
        const result = await save({
          input: { idempotencyKey, officeId, title, options, chosen: [...chosen] },
        });
        if (result.data?.savePairingPlan.__typename === "PairingPlan")
          saved.current = result.data.savePairingPlan.id;
        return outcome(result, (data) => data.savePairingPlan);
      }}
      onDone={() => {
        toast(t("plan.saved"));
        if (saved.current) onSaved(saved.current);
      }}
    >
      <TextInput
        required
        label={t("plan.name")}
        description={t("plan.nameHint")}
        maxLength={60}
        value={title}
        onChange={({ currentTarget }) => setTitle(currentTarget.value)}
      />
    </ActionForm>
  );
}
