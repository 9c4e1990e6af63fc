import { Radio, TextInput } from "@mantine/core";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useRoleWords } from "../../lib/role-words.ts";
import type { Role } from "../../lib/viewer.ts";
import { DateField } from "../../ui/DateField.tsx";
import { messages } from "./messages.ts";
import { ROLES_OF } from "./roles-of.ts";

const KindOfOrganization = graphql(`
  query KindOfOrganization($id: ID!) {
    node(id: $id) { __typename ... on Organization { id kind } }
  }
`);

/** A role about to be given. */
export interface ChosenRole {
  role: Role | null;
  title: string;
  startsOn: string;
}

interface RoleFieldsProps {
  /** Decides which roles there are; empty while nothing is chosen. */
  organizationId: string;
  value: ChosenRole;
  onChange: (value: ChosenRole) => void;
}

/** As what, the job title, and from when. */
export function RoleFields({ organizationId, value, onChange }: RoleFieldsProps) {
  const t = useMessages(messages);
  const words = useRoleWords();
  const [{ data }] = useQuery({
    query: KindOfOrganization,
    variables: { id: organizationId },
    pause: organizationId === "",
  });
  const kind = data?.node?.__typename === "Organization" ? data.node.kind : null;
  const roles = organizationId !== "" && kind ? ROLES_OF[kind] : [];
  return (
    <>
      {roles.length > 0 && (
        <Radio.Group
          required
          label={t("person.role")}
          value={value.role}
          onChange={(role) => onChange({ ...value, role: roles.find((it) => it === role) ?? null })}
        >
          {roles.map((role) => (
            <Radio
              key={role}
              value={role}
              label={words.role(role)}
              description={t(`person.roleDoes.${role}`)}
              style={{ paddingBlock: 6 }}
            />
          ))}
        </Radio.Group>
      )}
      <TextInput
        label={t("person.jobTitle")}
        value={value.title}
        maxLength={60}
        onChange={({ currentTarget }) => onChange({ ...value, title: currentTarget.value })}
      />
      <DateField
        label={t("person.startsOn")}
        value={value.startsOn}
        onChange={(startsOn) => onChange({ ...value, startsOn })}
      />
    </>
  );
}
