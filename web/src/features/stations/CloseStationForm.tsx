import { NativeSelect, Textarea } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import type { ClosureReason } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { todayInChina, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import classes from "./stations.module.css";

const CloseStation = graphql(`
  mutation CloseStation($input: CloseStationInput!) {
    closeStation(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

const REASONS = ["REPAIR", "STAFF", "WEATHER", "EVENT", "OTHER"] as const satisfies readonly ClosureReason[];

interface CloseStationFormProps {
  stationId: string;
  onClose: () => void;
}

/** From which day to which it is closed, and why: visitors read it. */
export function CloseStationForm({ stationId, onClose }: CloseStationFormProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const outcome = useOutcome();
  const [, close] = useMutation(CloseStation);
  const today = todayInChina();
  const [reason, setReason] = useState<ClosureReason>("REPAIR");
  const [note, setNote] = useState("");
  const [startsOn, setStartsOn] = useState(today);
  const [endsOn, setEndsOn] = useState("");
  const needsNote = reason === "OTHER";
  return (
    <ActionForm
      submitLabel={t("closure.submit", { day: startsOn ? date(startsOn) : "" })}
      blocked={
        !startsOn ? t("closure.missing") : needsNote && note.trim() === "" ? t("closure.noteMissing") : null
      }
      onCancel={onClose}
      onDone={() => {
        toast(t("closure.done"));
        onClose();
      }}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await close({
            input: {
              idempotencyKey,
              stationId,
              reason,
              note: note.trim() || null,
              startsOn,
              endsOn: endsOn || null,
            },
          }),
          (data) => data.closeStation,
        )
      }
    >
      <NativeSelect
        label={t("closure.reason")}
        data={REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
        value={reason}
        onChange={({ currentTarget }) =>
          setReason(REASONS.find((it) => it === currentTarget.value) ?? "REPAIR")
        }
      />
      <Textarea
        label={t(needsNote ? "closure.noteNeeded" : "closure.note")}
        required={needsNote}
        autosize
        minRows={2}
        maxLength={200}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
      <DateField label={t("closure.from")} required value={startsOn} min={today} onChange={setStartsOn} />
      <DateField
        label={t("closure.to")}
        {...(endsOn ? {} : { description: t("closure.toHint") })}
        value={endsOn}
        min={startsOn || today}
        onChange={setEndsOn}
      />
      <p className={classes.quiet}>{t("closure.stays")}</p>
    </ActionForm>
  );
}
