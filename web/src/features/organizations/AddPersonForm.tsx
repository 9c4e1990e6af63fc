import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import { OrganizationSelect } from "./OrganizationSelect.tsx";
import { type ChosenRole, RoleFields } from "./RoleFields.tsx";

const CreatePerson = graphql(`
  mutation CreatePerson($input: CreatePersonInput!) {
    createPerson(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on Person { id name }
    }
  }
`);

interface AddPersonFormProps {
  /** Where, as far as it is known. */
  organizationId: string;
  /** Whether it may be nowhere else. */
  fixed: boolean;
  onCancel: () => void;
  onAdded: (person: { id: string; name: string }) => void;
}

/** A person with a first role; the link that makes an account comes after. */
export function AddPersonForm({ organizationId, fixed, onCancel, onAdded }: AddPersonFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const [, create] = useMutation(CreatePerson);
  const [where, setWhere] = useState(organizationId);
  const [name, setName] = useState("");
  const [phone, setPhone] = useState("");
  const [role, setRole] = useState<ChosenRole>({ role: null, title: "", startsOn: todayInChina() });
  const blocked =
    where === ""
      ? t("person.organizationMissing")
      : name.trim() === ""
        ? t("person.nameMissing")
        : role.role === null
          ? t("person.roleMissing")
          : null;
  return (
    <ActionForm
      submitLabel={t("person.addSubmit", { name: name.trim() })}
      blocked={blocked}
      onCancel={onCancel}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await create({
            input: {
              idempotencyKey,
              organizationId: where,
              name: name.trim(),
              phone: phone.trim() || null,
              role: role.role ?? "MEMBER",
              title: role.title.trim() || null,
              startsOn: role.startsOn || null,
            },
          }),
          (data) => data.createPerson,
          undefined,
          (member) => {
            if (member.__typename !== "Person") return;
            toast(t("person.added", { name: member.name }));
            onAdded({ id: member.id, name: member.name });
          },
        )
      }
    >
      {!fixed && (
        <OrganizationSelect required label={t("person.organization")} value={where} onChange={setWhere} />
      )}
      <TextInput
        required
        label={t("people.name")}
        value={name}
        maxLength={50}
        autoComplete="off"
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        label={t("people.phone")}
        type="tel"
        value={phone}
        maxLength={20}
        autoComplete="off"
        onChange={({ currentTarget }) => setPhone(currentTarget.value)}
      />
      <RoleFields organizationId={where} value={role} onChange={setRole} />
    </ActionForm>
  );
}
