import { Select } from "@mantine/core";
import { useState } from "react";
import { useQuery } from "urql";
import type { DivisionLevel } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { messages } from "./messages.ts";

const DivisionChoices = graphql(`
  query DivisionChoices($search: String, $level: DivisionLevel, $chosen: ID!) {
    divisions(first: 30, search: $search, level: $level) {
      edges { node { id name level code parent { id name } } }
    }
    node(id: $chosen) { __typename ... on Division { id name level code parent { id name } } }
  }
`);

interface DivisionSelectProps {
  label: string;
  description?: string;
  /** Id of a division, or empty. */
  value: string;
  onChange: (id: string, name: string) => void;
  level?: DivisionLevel;
  required?: boolean;
}

/** Chooses one division of the city by a part of its name or the beginning of its code. */
export function DivisionSelect({
  label,
  description,
  value,
  onChange,
  level,
  required,
}: DivisionSelectProps) {
  const t = useMessages(messages);
  const [search, setSearch] = useState("");
  const [{ data }] = useQuery({
    query: DivisionChoices,
    // A number that is nobody's finds nothing: the list comes without a chosen one.
    variables: { search, level: level ?? null, chosen: value || "Division:999999999" },
  });
  const chosen = data?.node?.__typename === "Division" ? data.node : null;
  const found = data?.divisions.edges.map(({ node }) => node) ?? [];
  const all = chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : found;
  const words = (one: (typeof all)[number]) =>
    one.parent ? t("select.under", { name: one.name, parent: one.parent.name }) : one.name;
  return (
    <Select
      label={label}
      {...(description ? { description } : {})}
      required={required ?? false}
      searchable
      clearable={!required}
      value={value || null}
      onChange={(id) => onChange(id ?? "", all.find((one) => one.id === id)?.name ?? "")}
      onSearchChange={(text) => setSearch(chosen && text === words(chosen) ? "" : text)}
      // The server has searched already.
      filter={({ options }) => options}
      data={all.map((one) => ({ value: one.id, label: words(one) }))}
      nothingFoundMessage={t("select.nothing")}
      placeholder={t("select.type")}
      clearButtonProps={{ "aria-label": t("select.clear") }}
    />
  );
}
