import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { useRights } from "../../lib/rights.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import { MemberSelect } from "./MemberSelect.tsx";
import { messages } from "./messages.ts";

const TypeAttendance = graphql(`
  mutation TypeAttendance($input: TypeAttendanceInput!) {
    typeAttendance(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

interface TypeHoursFormProps {
  session: { id: string; startsAt: string; endsAt: string };
  hosts: readonly { id: string; name: string }[];
  /** Who signed up. */
  signed: readonly { id: string; name: string }[];
  onClose: () => void;
}

/** Hours that nobody measured: typed afterwards, apart in every sum, nothing without a second person. */
export function TypeHoursForm({ session, hosts, signed, onClose }: TypeHoursFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const rights = useRights();
  const [, type] = useMutation(TypeAttendance);
  const [personId, setPersonId] = useState("");
  const whole = Math.round((Date.parse(session.endsAt) - Date.parse(session.startsAt)) / 60_000);
  const [minutes, setMinutes] = useState(String(whole));
  const [reason, setReason] = useState("");
  const desk = hosts.find(({ id }) => rights.in(id, ["MANAGER", "LIAISON"]));
  // An office types for whichever host it is.
  const [hostId, setHostId] = useState(desk?.id ?? hosts[0]?.id ?? "");
  return (
    <ActionForm
      submitLabel={t("list.typedSubmit")}
      blocked={personId && Number(minutes) > 0 && reason.trim() ? null : t("list.typedMissing")}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await type({
            input: { idempotencyKey, sessionId: session.id, personId, minutes, reason: reason.trim() },
          }),
          (data) => data.typeAttendance,
        )
      }
      onDone={() => {
        toast(t("list.typedDone"));
        onClose();
      }}
      onCancel={onClose}
    >
      <p style={{ margin: 0 }}>
        {t("list.typedHint")} {!desk && t("typedForHosts")}
      </p>
      {!desk && hosts.length > 1 && (
        <NativeSelect
          label={t("whosePeople")}
          required
          value={hostId}
          onChange={({ currentTarget }) => {
            setHostId(currentTarget.value);
            setPersonId("");
          }}
          data={hosts.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {hostId && (
        <MemberSelect organizationId={hostId} also={signed} value={personId} onChange={setPersonId} />
      )}
      <TextInput
        label={t("list.typedMinutes")}
        required
        inputMode="numeric"
        maxLength={4}
        value={minutes}
        onChange={({ currentTarget }) => setMinutes(currentTarget.value.replace(/\D/g, ""))}
      />
      <TextInput
        label={t("list.typedReason")}
        required
        maxLength={500}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </ActionForm>
  );
}
