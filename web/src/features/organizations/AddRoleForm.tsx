import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../gql/index.ts";
import { todayInChina } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useOutcome } from "../../lib/outcome.ts";
import { useRoleWords } from "../../lib/role-words.ts";
import { ActionForm } from "../../ui/ActionForm.tsx";
import { toast } from "../../ui/toast.ts";
import { messages } from "./messages.ts";
import { OrganizationSelect } from "./OrganizationSelect.tsx";
import { type ChosenRole, RoleFields } from "./RoleFields.tsx";

const AddMembership = graphql(`
  mutation AddMembership($input: AddMembershipInput!) {
    addMembership(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
    }
  }
`);

interface AddRoleFormProps {
  person: { id: string; name: string };
  organizationId: string;
  /** Whether it may be nowhere else. */
  fixed: boolean;
  onClose: () => void;
}

/** One more role of a known person. */
export function AddRoleForm({ person, organizationId, fixed, onClose }: AddRoleFormProps) {
  const t = useMessages(messages);
  const outcome = useOutcome();
  const words = useRoleWords();
  const [, add] = useMutation(AddMembership);
  const [where, setWhere] = useState(organizationId);
  const [role, setRole] = useState<ChosenRole>({ role: null, title: "", startsOn: todayInChina() });
  const blocked =
    where === "" ? t("person.organizationMissing") : role.role === null ? t("person.roleMissing") : null;
  return (
    <ActionForm
      submitLabel={
        role.role
          ? t("person.roleSubmit", { name: person.name, role: words.role(role.role) })
          : t("person.addRole")
      }
      blocked={blocked}
      onCancel={onClose}
      onSubmit={async (idempotencyKey) =>
        outcome(
          await add({
            input: {
              idempotencyKey,
              personId: person.id,
              organizationId: where,
              role: role.role ?? "MEMBER",
              title: role.title.trim() || null,
              startsOn: role.startsOn || null,
            },
          }),
          (data) => data.addMembership,
        )
      }
      onDone={() => {
        toast(t("person.roleAdded"));
        onClose();
      }}
    >
      {!fixed && (
        <OrganizationSelect required label={t("person.organization")} value={where} onChange={setWhere} />
      )}
      <RoleFields organizationId={where} value={role} onChange={setRole} />
    </ActionForm>
  );
}
