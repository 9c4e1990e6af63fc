import { Checkbox } from "@mantine/core";
import { useState } from "react";
import { graphql } from "../../gql/index.ts";
import { fromMinor } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { usePages } from "../../lib/pages.ts";
import { errorCode, errorId } from "../../lib/urql-client.ts";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { TextLink } from "../../ui/links.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { RowsSkeleton } from "../../ui/Skeletons.tsx";
import classes from "./fairness.module.css";
import { messages } from "./messages.ts";

const FairnessUnits = graphql(`
  query FairnessUnits($first: Int!, $after: String, $text: String, $none: Boolean) {
    fairnessUnits(first: $first, after: $after, text: $text, none: $none) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { id name communities residents capabilities offered } }
    }
  }
`);

type Row = {
  id: string;
  name: string;
  communities: number;
  residents: string;
  capabilities: number;
  offered: string[];
};

/** The units and what they carry, those with nothing first. */
export function UnitsPanel() {
  const t = useMessages(messages);
  const [text, setText] = useState("");
  const [none, setNone] = useState(false);
  const pages = usePages(
    FairnessUnits,
    { first: 50, text: text || null, none },
    (data) => data.fairnessUnits,
  );
  const columns: Column<Row>[] = [
    { key: "unit", title: t("column.unit"), phone: "title", render: ({ name }) => name },
    {
      key: "communities",
      title: t("column.communities"),
      numeric: true,
      render: ({ id, communities }) => (
        <TextLink to="/board" search={{ giver: uuidOf(id) }}>
          {communities}
        </TextLink>
      ),
    },
    {
      key: "people",
      title: t("column.people"),
      numeric: true,
      render: ({ residents }) => fromMinor(residents, 0),
    },
    {
      key: "capabilities",
      title: t("column.capabilities"),
      render: ({ id, capabilities, offered }) => (
        <span className={classes.names}>
          {capabilities === 0 ? (
            <span className={classes.quiet}>{t("offers", { count: 0 })}</span>
          ) : (
            <TextLink to="/capabilities" search={{ organizationId: id }}>
              {t("offers", { count: capabilities })}
            </TextLink>
          )}
          <span className={classes.quiet}>{offered.join(" · ")}</span>
        </span>
      ),
    },
  ];
  return (
    <>
      <SearchField label={t("searchUnits")} value={text} onChange={setText} />
      <Checkbox
        size="md"
        label={t("onlyNone")}
        checked={none}
        onChange={({ currentTarget }) => setNone(currentTarget.checked)}
      />
      {pages.error && !pages.rows && (
        <ErrorNotice code={errorCode(pages.error)} id={errorId(pages.error)} onRetry={pages.retry} />
      )}
      {!pages.rows && !pages.error && <RowsSkeleton />}
      {pages.rows?.length === 0 && <EmptyState title={t("emptyUnits")} next={t("emptyUnitsNext")} />}
      {pages.rows && pages.rows.length > 0 && (
        <>
          <DataTable
            caption={t("unitsCaption")}
            columns={columns}
            rows={pages.rows}
            rowKey={({ id }) => id}
          />
          <LoadMore pages={pages} />
        </>
      )}
    </>
  );
}
