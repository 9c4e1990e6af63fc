import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import type { OrganizationKind } from "../../lib/viewer.ts";
import { messages } from "./messages.ts";

const PairableOrganizations = graphql(`
  query PairableOrganizations($search: String, $kind: OrganizationKind) {
    organizations(first: 30, search: $search, kind: $kind) {
      edges { node { id name shortName } }
    }
  }
`);

/** An organization that was chosen. */
export interface ChosenOrganization {
  id: string;
  name: string;
}

interface OrganizationFieldProps {
  label: string;
  description?: string;
  kind: OrganizationKind;
  value: ChosenOrganization | null;
  onChange: (organization: ChosenOrganization | null) => void;
  required?: boolean;
}

/** Finds an organization by a part of its name. */
export function OrganizationField({
  label,
  description,
  kind,
  value,
  onChange,
  required,
}: OrganizationFieldProps) {
  const t = useMessages(messages);
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed === value?.name ? "" : typed, 250);
  const [{ data }] = useQuery({ query: PairableOrganizations, variables: { search: search || null, kind } });
  const found = data?.organizations.edges.map(({ node }) => node) ?? [];
  const options = found.map(({ id, name }) => ({ value: id, label: name }));
  if (value && !options.some((it) => it.value === value.id))
    options.unshift({ value: value.id, label: value.name });
  return (
    <Select
      label={label}
      {...(description ? { description } : {})}
      required={required ?? false}
      searchable
      clearable
      placeholder={t("field.searchName")}
      nothingFoundMessage={t("field.nothingFound")}
      filter={({ options: all }) => all}
      data={options}
      value={value?.id ?? null}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(id, option) => onChange(id ? { id, name: option?.label ?? "" } : null)}
    />
  );
}
