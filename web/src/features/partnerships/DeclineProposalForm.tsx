import { Button } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import { TextField } from "../obligations/TextField.tsx";
import { messages } from "./messages.ts";
import { AnswerProposal } from "./mutations.ts";
import classes from "./partnership.module.css";

/** The other side declines a proposal and may say why. */
export function DeclineProposalButton({
  partnershipId,
  version,
}: {
  partnershipId: string;
  version: number;
}) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, answer] = useMutation(AnswerProposal);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  if (!open)
    return (
      <Button variant="default" onClick={() => setOpen(true)}>
        {t("decline.label")}
      </Button>
    );
  return (
    <div className={classes.form}>
      <ActionForm
        submitLabel={t("decline.label")}
        onCancel={() => setOpen(false)}
        onSubmit={async (idempotencyKey) =>
          outcome(
            await answer({
              input: { idempotencyKey, partnershipId, version, accept: false, reason: reason || null },
            }),
            (data) => data.answerProposal,
          )
        }
        onDone={() => toast(t("decline.done"))}
      >
        <TextField autoFocus label={t("decline.reason")} value={reason} onChange={setReason} />
      </ActionForm>
    </div>
  );
}
