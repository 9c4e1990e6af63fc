import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { TextField } from "../obligations/TextField.tsx";
import { BulkOutcomes, type RowOutcome } from "./BulkOutcomes.tsx";
import { type BoardRow, rowKey } from "./board-row.ts";
import { inBatches } from "./in-batches.ts";
import { messages } from "./messages.ts";

const RemindPartnerships = graphql(`
  mutation RemindPartnerships($input: RemindPartnershipsInput!) {
    remindPartnerships(input: $input) {
      __typename
      ... on ReminderBatch { outcomes { partnershipId code } }
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

interface BulkFormProps {
  rows: readonly BoardRow[];
  onClose: () => void;
}

/** Reminds one side of every chosen pair with one text; then tells what came of each. */
export function RemindManyForm({ rows, onClose }: BulkFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, remind] = useMutation(RemindPartnerships);
  const [to, setTo] = useState<"GIVER" | "RECEIVER">("GIVER");
  const [text, setText] = useState(t("remind.proposal"));
  const [came, setCame] = useState<readonly RowOutcome[] | null>(null);
  if (came) return <BulkOutcomes outcomes={came} onClose={onClose} />;
  const count = rows.length;
  const submit = async (idempotencyKey: string) => {
    const all: RowOutcome[] = [];
    const result = await inBatches(rows, idempotencyKey, async (part, key) =>
      outcome(
        await remind({
          input: {
            idempotencyKey: key,
            partnershipIds: part.map(({ partnership }) => partnership.id),
            to,
            text: text.trim(),
          },
        }),
        (data) => data.remindPartnerships,
        undefined,
        (answer) => {
          if (answer.__typename !== "ReminderBatch") return;
          for (const { partnershipId, code } of answer.outcomes)
            all.push({
              key: partnershipId,
              row: part.find((row) => rowKey(row) === uuidOf(partnershipId)),
              done: t("outcome.reminded"),
              code: code ?? null,
            });
        },
      ),
    );
    if (result.kind === "done") setCame(all);
    return result;
  };
  return (
    <ActionForm
      submitLabel={t(to === "GIVER" ? "remind.submitGiver" : "remind.submitReceiver", { count })}
      blocked={text.trim() === "" ? t("remind.blocked") : null}
      onCancel={onClose}
      onSubmit={submit}
    >
      <SegmentedControl
        aria-label={t("remind.to")}
        value={to}
        onChange={(value) => setTo(value === "RECEIVER" ? "RECEIVER" : "GIVER")}
        data={[
          { value: "GIVER", label: t("remind.giver") },
          { value: "RECEIVER", label: t("remind.receiver") },
        ]}
      />
      <TextField autoFocus required label={t("remind.text")} value={text} onChange={setText} rows={4} />
    </ActionForm>
  );
}
