import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";

const ChangePerson = graphql(`
  mutation ChangePerson($input: ChangePersonInput!) {
    changePerson(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

interface ChangePersonFormProps {
  person: { id: string; name: string; phone: string; version: number };
  onClose: () => void;
}

/** Corrects a name or a phone. */
export function ChangePersonForm({ person, onClose }: ChangePersonFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, change] = useMutation(ChangePerson);
  const [name, setName] = useState(person.name);
  const [phone, setPhone] = useState(person.phone);
  const same = name.trim() === person.name && phone.trim() === person.phone;
  return (
    <ActionForm
      submitLabel={t("person.changeSubmit")}
      blocked={name.trim() === "" ? t("person.nameMissing") : same ? t("nothingChanged") : null}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await change({
            input: {
              idempotencyKey,
              personId: person.id,
              version: person.version,
              name: name.trim(),
              phone: phone.trim() || null,
            },
          }),
          (data) => data.changePerson,
        )
      }
      onDone={() => {
        toast(t("person.changed"));
        onClose();
      }}
    >
      <TextInput
        required
        label={t("people.name")}
        value={name}
        maxLength={50}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        label={t("people.phone")}
        type="tel"
        value={phone}
        maxLength={20}
        onChange={({ currentTarget }) => setPhone(currentTarget.value)}
      />
    </ActionForm>
  );
}
