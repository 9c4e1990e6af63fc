import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import { TextField } from "./TextField.tsx";

const Remind = graphql(`
  mutation Remind($input: RemindInput!) {
    remind(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

interface RemindFormProps {
  partnershipId: string;
  /** The one obligation it is about; left out: the partnership as a whole. */
  obligationId?: string;
  giverName: string;
  receiverName: string;
  /** What it says before the person changes it. */
  proposal: string;
  /** An office may remind either side; a receiver only the giver. */
  eitherSide: boolean;
  onClose: () => void;
}

/** Reminds a side; the text is proposed, the person may change it. */
export function RemindForm(props: RemindFormProps) {
  const { partnershipId, obligationId, giverName, receiverName, proposal, eitherSide, onClose } = props;
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, remind] = useMutation(Remind);
  const [to, setTo] = useState<"GIVER" | "RECEIVER">("GIVER");
  const [text, setText] = useState(proposal);
  const name = to === "GIVER" ? giverName : receiverName;
  return (
    <ActionForm
      submitLabel={t("remind.submit", { name })}
      blocked={text.trim() === "" ? t("remind.blocked") : null}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await remind({
            input: { idempotencyKey, partnershipId, obligationId: obligationId ?? null, to, text },
          }),
          (data) => data.remind,
        )
      }
      onDone={() => {
        toast(t("remind.done", { name }));
        onClose();
      }}
    >
      {eitherSide && (
        <SegmentedControl
          aria-label={t("remind.to")}
          value={to}
          onChange={(value) => setTo(value === "RECEIVER" ? "RECEIVER" : "GIVER")}
          data={[
            { value: "GIVER", label: giverName },
            { value: "RECEIVER", label: receiverName },
          ]}
        />
      )}
      <TextField autoFocus required label={t("remind.text")} value={text} onChange={setText} />
    </ActionForm>
  );
}
