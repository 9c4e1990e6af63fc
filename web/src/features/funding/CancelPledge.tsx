import { Button } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "./funding.module.css";
import { useSayOf } from "./line-words.ts";
import { messages } from "./messages.ts";
import { ReasonField } from "./ReasonField.tsx";

const CancelPledge_Pledge = graphql(`
  fragment CancelPledge_Pledge on Pledge { id version lines { measure good words { promised } } }
`);
const CancelPledgeMutation = graphql(`
  mutation CancelPledge($input: CancelPledgeInput!) {
    cancelPledge(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

/** The whole pledge ends: nothing more is promised, what was sent goes its way. */
export function CancelPledge(props: { pledge: FragmentType<typeof CancelPledge_Pledge> }) {
  const pledge = readFragment(CancelPledge_Pledge, props.pledge);
  const t = useMessages(messages);
  const sayOf = useSayOf();
  const outcome = useOutcome();
  const [, cancel] = useMutation(CancelPledgeMutation);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const unsent = pledge.lines
    .filter(({ words }) => words.promised !== "0")
    .map((line) => sayOf(line)(line.words.promised))
    .join(" + ");
  if (!open)
    return (
      <div className={classes.acts}>
        <Button variant="default" onClick={() => setOpen(true)}>
          {t("act.cancel")}
        </Button>
      </div>
    );
  return (
    <ActionForm
      danger
      submitLabel={t("cancel.submit")}
      blocked={reason.trim() === "" ? t("reasonMissing") : null}
      onCancel={() => setOpen(false)}
      onDone={() => {
        setOpen(false);
        toast(t("cancel.done"));
      }}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await cancel({
            input: { idempotencyKey, pledgeId: pledge.id, version: pledge.version, reason: reason.trim() },
          }),
          (data) => data.cancelPledge,
        )
      }
    >
      <p>{t("cancel.about", { amount: unsent })}</p>
      <ReasonField label={t("reason")} value={reason} onChange={setReason} required autoFocus />
    </ActionForm>
  );
}
