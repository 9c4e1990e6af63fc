import { NativeSelect } from "@mantine/core";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { messages } from "./messages.ts";

const HostMembers = graphql(`
  query HostMembers($id: ID!) {
    node(id: $id) {
      __typename
      ... on Organization { id name memberships { id person { id name } } }
    }
  }
`);

interface MemberSelectProps {
  /** The host whose people may be chosen. */
  organizationId: string;
  /** Others who may be chosen as well. */
  also?: readonly { id: string; name: string }[];
  value: string;
  onChange: (personId: string) => void;
}

/** Chooses somebody of a host by name. */
export function MemberSelect({ organizationId, also = [], value, onChange }: MemberSelectProps) {
  const t = useMessages(messages);
  const [{ data }] = useQuery({ query: HostMembers, variables: { id: organizationId } });
  const members = data?.node?.__typename === "Organization" ? data.node.memberships : [];
  const people = new Map([...also, ...members.map(({ person }) => person)].map(({ id, name }) => [id, name]));
  return (
    <NativeSelect
      label={t("list.member")}
      required
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data={[
        { value: "", label: t("list.memberMissing") },
        ...[...people].map(([id, label]) => ({ value: id, label })),
      ]}
    />
  );
}
