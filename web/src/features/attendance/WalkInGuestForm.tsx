import { Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { TimeField } from "../../ui/TimeField.tsx";
import { toast } from "../../ui/toast.ts";
import { arrivalOf, type Held, likelyArrival } from "./arrival.ts";
import { messages } from "./messages.ts";

const AddWalkInGuest = graphql(`
  mutation AddWalkInGuest($input: AddWalkInGuestInput!) {
    addWalkInGuest(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { path code params { name value } } }
    }
  }
`);

/** Somebody from outside joins on the spot: name and phone only, after they were told what happens to them. */
export function WalkInGuestForm({
  session,
  onClose,
}: {
  session: Held & { id: string };
  onClose: () => void;
}) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, add] = useMutation(AddWalkInGuest);
  const [name, setName] = useState("");
  const [phone, setPhone] = useState("");
  const [consent, setConsent] = useState(false);
  const [likely] = useState(() => likelyArrival(session));
  const [arrived, setArrived] = useState(likely);
  return (
    <ActionForm
      submitLabel={t("list.guestSubmit")}
      blocked={name.trim() && phone.trim() && consent ? null : t("list.guestMissing")}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await add({
            input: {
              idempotencyKey,
              sessionId: session.id,
              name: name.trim(),
              phone: phone.trim(),
              consent,
              arrivedAt: arrivalOf(session, arrived),
            },
          }),
          (data) => data.addWalkInGuest,
        )
      }
      onDone={() => {
        toast(t("list.added"));
        onClose();
      }}
      onCancel={onClose}
    >
      <TextInput
        label={t("list.guestName")}
        required
        maxLength={40}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        label={t("list.guestPhone")}
        required
        type="tel"
        maxLength={20}
        value={phone}
        onChange={({ currentTarget }) => setPhone(currentTarget.value)}
      />
      {likely !== "" && (
        <TimeField
          label={t("list.arrived")}
          description={t("list.arrivedHint")}
          value={arrived}
          onChange={setArrived}
        />
      )}
      <Checkbox
        label={t("list.consent")}
        checked={consent}
        onChange={({ currentTarget }) => setConsent(currentTarget.checked)}
      />
    </ActionForm>
  );
}
