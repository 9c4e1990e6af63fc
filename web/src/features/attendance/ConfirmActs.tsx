import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { ConfirmButton } from "../../ui/ConfirmButton.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "./attendance.module.css";
import { messages } from "./messages.ts";

const ConfirmSession = graphql(`
  mutation ConfirmSession($input: ConfirmSessionInput!) {
    confirmSession(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

const DisputeSession = graphql(`
  mutation DisputeSession($input: DisputeSessionInput!) {
    disputeSession(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

interface ConfirmActsProps {
  sessionId: string;
  /** Of the report that was read. */
  version: number;
  people: number;
  minutes: bigint;
  typed: bigint;
}

/** The other side confirms what it saw in two taps, or says what is wrong. */
export function ConfirmActs({ sessionId, version, people, minutes, typed }: ConfirmActsProps) {
  const t = useMessages(messages);
  const { quantity } = useFormat();
  const outcome = useOutcome();
  const [, confirm] = useMutation(ConfirmSession);
  const [, dispute] = useMutation(DisputeSession);
  const [disputing, setDisputing] = useState(false);
  const [reason, setReason] = useState("");
  const time = quantity({ measure: "MINUTES", value: minutes });
  const typedTime = quantity({ measure: "MINUTES", value: typed });
  const what = { people, time, typed: typedTime };
  if (disputing)
    return (
      <div className={classes.form}>
        <ActionForm
          submitLabel={t("confirm.disputeNow")}
          blocked={reason.trim() ? null : t("confirm.reasonMissing")}
          onSubmit={async (idempotencyKey) =>
            outcome(
              await dispute({ input: { idempotencyKey, sessionId, version, reason: reason.trim() } }),
              (data) => data.disputeSession,
            )
          }
          onDone={() => {
            toast(t("confirm.disputed"));
            setDisputing(false);
          }}
          onCancel={() => setDisputing(false)}
        >
          <Textarea
            label={t("confirm.reason")}
            required
            autosize
            minRows={2}
            maxLength={500}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
        </ActionForm>
      </div>
    );
  return (
    <div className={classes.acts}>
      <ConfirmButton
        label={t("confirm.act")}
        question={t(typed > 0n ? "confirm.questionTyped" : "confirm.question", what)}
        confirmLabel={t("confirm.now", what)}
        onConfirm={async (idempotencyKey) =>
          outcome(
            await confirm({ input: { idempotencyKey, sessionId, version } }),
            (data) => data.confirmSession,
          )
        }
        onDone={() => toast(t("confirm.done", what))}
      />
      <Button variant="default" onClick={() => setDisputing(true)}>
        {t("confirm.dispute")}
      </Button>
    </div>
  );
}
