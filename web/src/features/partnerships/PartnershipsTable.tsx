import { useNavigate } from "@tanstack/react-router";
import type { PartnershipsTable_PartnershipFragment } from "../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import type { OrganizationKind } from "../../lib/viewer.ts";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { TextLink } from "../../ui/links.tsx";
import { messages } from "./messages.ts";
import { OwedBars } from "./OwedBars.tsx";
import { PartnershipStateMark } from "./PartnershipStateMark.tsx";

const PartnershipsTable_Partnership = graphql(`
  fragment PartnershipsTable_Partnership on Partnership {
    id
    kind
    basis
    state
    startsOn
    endsOn
    isLead
    daysUnacknowledged
    leader { name }
    sectionName
    giver { id name shortName }
    receiver { id name shortName }
    ...OwedBars_Partnership
  }
`);

type Row = PartnershipsTable_PartnershipFragment;

interface PartnershipsTableProps {
  caption: string;
  rows: readonly FragmentType<typeof PartnershipsTable_Partnership>[];
  /** For whom: one's own side is left out of the row. */
  side?: OrganizationKind;
}

/** One row per partnership: who, how, until when, where it stands, what is owed first. */
export function PartnershipsTable({ caption, rows: masked, side }: PartnershipsTableProps) {
  const t = useMessages(messages);
  const { date } = useFormat();
  const navigate = useNavigate();
  const rows = masked.map((row) => readFragment(PartnershipsTable_Partnership, row));
  const nameOf = ({ name, shortName }: { name: string; shortName?: string | null }) => shortName ?? name;
  const first = side === "PARTNER_UNIT" ? "receiver" : "giver";
  const link = (row: Row, which: "giver" | "receiver") => (
    <TextLink to="/partnerships/$id" params={{ id: row.id }}>
      {nameOf(row[which])}
    </TextLink>
  );
  const columns: Column<Row>[] = [
    {
      key: "first",
      title: t(`column.${first}`),
      phone: "title",
      render: (row) => link(row, first),
    },
  ];
  if (side !== "PARTNER_UNIT" && side !== "COMMUNITY")
    columns.push({ key: "receiver", title: t("column.receiver"), render: (row) => nameOf(row.receiver) });
  columns.push(
    {
      key: "kind",
      title: t("column.kind"),
      render: (row) =>
        [t(`kind.${row.kind}`), row.leader?.name, row.sectionName, row.isLead && t("isLead")]
          .filter(Boolean)
          .join(" · "),
    },
    {
      key: "owed",
      title: t("column.owed"),
      render: (row) => <OwedBars partnership={row} />,
    },
    {
      key: "state",
      title: t("column.state"),
      render: (row) => (
        <>
          <PartnershipStateMark state={row.state} />
          {row.daysUnacknowledged != null && row.daysUnacknowledged > 0 && (
            <div>{t("list.unacknowledged", { days: row.daysUnacknowledged })}</div>
          )}
        </>
      ),
    },
    {
      key: "term",
      title: t("column.term"),
      render: (row) => t("until", { day: date(row.endsOn) }),
    },
  );
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      onRowClick={({ id }) => void navigate({ to: "/partnerships/$id", params: { id } })}
    />
  );
}
