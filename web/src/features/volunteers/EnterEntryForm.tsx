import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { DateField } from "../../ui/DateField.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";

const EnterEntry = graphql(`
  mutation EnterVolunteerEntry($input: EnterVolunteerEntryInput!) {
    enterVolunteerEntry(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

const KINDS = ["TRAINING", "HONOUR", "EVALUATION"] as const;

interface EnterEntryFormProps {
  personId: string;
  organization: { id: string; name: string };
  onClose: () => void;
}

/** A manager writes training, an honour or an evaluation into the record of one of its people. */
export function EnterEntryForm({ personId, organization, onClose }: EnterEntryFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, enter] = useMutation(EnterEntry);
  const [kind, setKind] = useState<(typeof KINDS)[number]>("TRAINING");
  const [onDate, setOnDate] = useState(todayInChina());
  const [title, setTitle] = useState("");
  const [issuer, setIssuer] = useState("");
  const [minutes, setMinutes] = useState("");
  return (
    <ActionForm
      submitLabel={t("entries.submit")}
      blocked={onDate && title.trim() ? null : t("entries.missing")}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await enter({
            input: {
              idempotencyKey,
              organizationId: organization.id,
              personId,
              kind,
              onDate,
              title: title.trim(),
              issuer: issuer.trim() || null,
              minutes: kind === "TRAINING" && minutes ? minutes : null,
            },
          }),
          (data) => data.enterVolunteerEntry,
        )
      }
      onDone={() => {
        toast(t("entries.entered"));
        onClose();
      }}
      onCancel={onClose}
    >
      <NativeSelect
        label={t("entries.what")}
        value={kind}
        onChange={({ currentTarget }) =>
          setKind(KINDS.find((it) => it === currentTarget.value) ?? "TRAINING")
        }
        data={KINDS.map((value) => ({ value, label: t(`entries.kind.${value}`) }))}
      />
      <DateField label={t("entries.on")} required value={onDate} max={todayInChina()} onChange={setOnDate} />
      <TextInput
        label={t("entries.words")}
        required
        maxLength={120}
        value={title}
        onChange={({ currentTarget }) => setTitle(currentTarget.value)}
      />
      <TextInput
        label={t("entries.issuer")}
        maxLength={80}
        value={issuer}
        onChange={({ currentTarget }) => setIssuer(currentTarget.value)}
      />
      {kind === "TRAINING" && (
        <TextInput
          label={t("entries.minutes")}
          inputMode="numeric"
          maxLength={5}
          value={minutes}
          onChange={({ currentTarget }) => setMinutes(currentTarget.value.replace(/\D/g, ""))}
        />
      )}
    </ActionForm>
  );
}
