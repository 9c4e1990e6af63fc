import { SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { TextField } from "../obligations/TextField.tsx";
import { BulkOutcomes, type RowOutcome } from "./BulkOutcomes.tsx";
import classes from "./board.module.css";
import { type BoardRow, rowKey } from "./board-row.ts";
import { inBatches } from "./in-batches.ts";
import { messages } from "./messages.ts";

const ExtendObligations = graphql(`
  mutation ExtendObligations($input: ExtendObligationsInput!) {
    extendObligations(input: $input) {
      __typename
      ... on ExtensionBatch { outcomes { partnershipId obligationId dueOnAfter code } }
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

const LONGEST_DAYS = 366;

interface ExtendManyFormProps {
  rows: readonly BoardRow[];
  onClose: () => void;
}

/** Grants a later due date to whatever is late in the chosen pairs; then tells what came of each promise. */
export function ExtendManyForm({ rows, onClose }: ExtendManyFormProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const outcome = useOutcome();
  const [, extend] = useMutation(ExtendObligations);
  const [by, setBy] = useState<"days" | "date">("days");
  const [days, setDays] = useState("10");
  const [dueOn, setDueOn] = useState("");
  const [reason, setReason] = useState("");
  const [came, setCame] = useState<readonly RowOutcome[] | null>(null);
  if (came) return <BulkOutcomes outcomes={came} onClose={onClose} />;
  const today = todayInChina();
  const count = Number(days);
  const someDays = /^\d+$/.test(days) && count >= 1 && count <= LONGEST_DAYS;
  const later = dueOn > today;
  const blocked =
    by === "days" && !someDays
      ? t("extend.blockedDays")
      : by === "date" && !later
        ? t("extend.blockedDate")
        : reason.trim() === ""
          ? t("extend.blockedReason")
          : null;
  const submit = async (idempotencyKey: string) => {
    const all: RowOutcome[] = [];
    const result = await inBatches(rows, idempotencyKey, async (part, key) =>
      outcome(
        await extend({
          input: {
            idempotencyKey: key,
            partnershipIds: part.map(({ partnership }) => partnership.id),
            reason: reason.trim(),
            ...(by === "days" ? { days: count } : { newDueOn: dueOn }),
          },
        }),
        (data) => data.extendObligations,
        undefined,
        (answer) => {
          if (answer.__typename !== "ExtensionBatch") return;
          const extended = new Map<string, number>();
          for (const { partnershipId, obligationId, dueOnAfter, code } of answer.outcomes) {
            const row = part.find((one) => partnershipId && rowKey(one) === uuidOf(partnershipId));
            const key = `${partnershipId} ${dueOnAfter}`;
            const count = (extended.get(key) ?? 0) + 1;
            if (code)
              all.push({ key: obligationId ?? partnershipId ?? String(all.length), row, done: null, code });
            else {
              // Promises of one pair that are due on the same day now are said in one line.
              const done = dueOnAfter ? t("outcome.until", { count, day: date(dueOnAfter) }) : null;
              const said = all.find((one) => one.key === key);
              if (said) said.done = done;
              else all.push({ key, row, done, code: null });
              extended.set(key, count);
            }
          }
        },
      ),
    );
    if (result.kind === "done") setCame(all);
    return result;
  };
  return (
    <ActionForm
      submitLabel={
        by === "days" && someDays
          ? t("extend.submitDays", { days: count })
          : by === "date" && later
            ? t("extend.submitDate", { day: date(dueOn) })
            : t("extend.submit")
      }
      blocked={blocked}
      onCancel={onClose}
      onSubmit={submit}
    >
      <p className={classes.quiet}>{t("extend.what")}</p>
      <SegmentedControl
        aria-label={t("extend.how")}
        value={by}
        onChange={(value) => setBy(value === "date" ? "date" : "days")}
        data={[
          { value: "days", label: t("extend.byDays") },
          { value: "date", label: t("extend.byDate") },
        ]}
      />
      {by === "days" ? (
        <TextInput
          autoFocus
          required
          label={t("extend.days")}
          inputMode="numeric"
          maxLength={3}
          value={days}
          onChange={({ currentTarget }) => setDays(currentTarget.value.replace(/\D/g, ""))}
        />
      ) : (
        <DateField
          autoFocus
          required
          label={t("extend.date")}
          value={dueOn}
          onChange={setDueOn}
          min={today}
        />
      )}
      <TextField
        required
        label={t("extend.reason")}
        description={t("extend.reasonHint")}
        value={reason}
        onChange={setReason}
      />
    </ActionForm>
  );
}
