import { Select } from "@mantine/core";
import { useState } from "react";
import { useQuery } from "urql";
import type { OrganizationKind } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { messages } from "./messages.ts";

const OrganizationChoices = graphql(`
  query OrganizationChoices($search: String, $kind: OrganizationKind, $chosen: ID!) {
    organizations(first: 30, search: $search, kind: $kind) { edges { node { id name } } }
    node(id: $chosen) { __typename ... on Organization { id name } }
  }
`);

interface OrganizationSelectProps {
  label: string;
  description?: string;
  /** Id of an organization, or empty. */
  value: string;
  onChange: (id: string) => void;
  kind?: OrganizationKind;
  /** Not to be chosen: itself. */
  except?: string;
  required?: boolean;
}

/** Chooses one organization by typing a part of its name; the server searches. */
export function OrganizationSelect(props: OrganizationSelectProps) {
  const { label, description, value, onChange, kind, except, required } = props;
  const t = useMessages(messages);
  const [search, setSearch] = useState("");
  const [{ data }] = useQuery({
    query: OrganizationChoices,
    // An id that is nobody's finds nothing: the list comes without a chosen one.
    variables: {
      search,
      kind: kind ?? null,
      chosen: value || "Organization:00000000-0000-7000-8000-000000000000",
    },
  });
  const chosen = data?.node?.__typename === "Organization" ? data.node : null;
  const found = data?.organizations.edges.map(({ node }) => node) ?? [];
  const all = chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : found;
  return (
    <Select
      label={label}
      {...(description ? { description } : {})}
      required={required ?? false}
      searchable
      clearable={!required}
      value={value || null}
      onChange={(id) => onChange(id ?? "")}
      onSearchChange={(text) => setSearch(text === chosen?.name ? "" : text)}
      // The server has searched already.
      filter={({ options }) => options}
      data={all.filter(({ id }) => id !== except).map(({ id, name }) => ({ value: id, label: name }))}
      nothingFoundMessage={t("select.nothing")}
      placeholder={t("select.type")}
      clearButtonProps={{ "aria-label": t("select.clear") }}
    />
  );
}
