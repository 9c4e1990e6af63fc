import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "urql";
import type { CityTable_BoardTotalFragment } from "../../gql/graphql.ts";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { TextLink } from "../../ui/links.tsx";
import type { BoardFilters } from "./board-address.ts";
import { messages } from "./messages.ts";
import { NumberLink } from "./NumberLink.tsx";

const CityTable_BoardTotal = graphql(`
  fragment CityTable_BoardTotal on BoardTotal {
    divisionId
    name
    directly
    communities
    communitiesWithoutUnit
    partnerships
    needing
    latePartnerships
    stuckPartnerships
    stuck
    disputedPartnerships
    unacknowledged
    pledged
  }
`);

const CityLevel = graphql(`
  query CityLevel($id: ID!) { node(id: $id) { __typename id ... on Division { level } } }
`);

type Total = CityTable_BoardTotalFragment & { whole: boolean };

interface CityTableProps {
  total: FragmentType<typeof CityTable_BoardTotal>;
  rows: readonly FragmentType<typeof CityTable_BoardTotal>[];
}

/** Levels below which nothing is summed any more. */
const LAST = ["STREET", "COMMUNITY", "GRID"];

/** The places of a territory in numbers, their sum first; a place's name leads to what lies below it. */
export function CityTable({ total, rows }: CityTableProps) {
  const t = useMessages(messages);
  const { moneyShort } = useFormat();
  // A card says only what there is.
  const phone = useMediaQuery("(max-width: 48em)") ?? false;
  const whole = readFragment(CityTable_BoardTotal, total);
  const [{ data }] = useQuery({ query: CityLevel, variables: { id: whole.divisionId } });
  const level = data?.node?.__typename === "Division" ? data.node.level : undefined;
  const deeper = level !== undefined && !LAST.includes(level);
  const all: Total[] = [
    { ...whole, whole: true },
    ...rows.map((row) => ({ ...readFragment(CityTable_BoardTotal, row), whole: false })),
  ];
  const number = (
    key: "standing" | "needs" | "late" | "disputes" | "unacknowledged",
    count: (total: Total) => number,
    filters: BoardFilters,
  ): Column<Total> => ({
    key,
    title: t(`city.column.${key}`),
    numeric: true,
    render: (place) =>
      phone && count(place) === 0 ? null : (
        <NumberLink place={place} what={t(`city.column.${key}`)} count={count(place)} filters={filters} />
      ),
  });
  const columns: Column<Total>[] = [
    {
      key: "place",
      title: t("city.place"),
      phone: "title",
      render: ({ name, whole: sum, directly, divisionId }) =>
        sum ? (
          <b>{t("city.whole")}</b>
        ) : directly ? (
          t("city.here", { name })
        ) : deeper ? (
          <TextLink
            to="/city"
            search={{ division: Number(uuidOf(divisionId)) }}
            title={t("city.drill", { name })}
          >
            {name}
          </TextLink>
        ) : (
          name
        ),
    },
    {
      key: "communities",
      title: t("city.column.communities"),
      numeric: true,
      render: ({ communities, communitiesWithoutUnit }) =>
        communitiesWithoutUnit > 0
          ? t("city.without", { communities, without: communitiesWithoutUnit })
          : communities,
    },
    number("standing", ({ partnerships }) => partnerships, {}),
    number("needs", ({ needing }) => needing, { needsMe: true }),
    number("late", ({ latePartnerships }) => latePartnerships, { lateWorkdays: 0 }),
    {
      key: "stuck",
      title: t("city.column.stuck"),
      numeric: true,
      render: (place) =>
        phone && place.stuckPartnerships === 0 ? null : (
          <NumberLink
            place={place}
            what={t("city.column.stuck")}
            count={place.stuckPartnerships}
            filters={{ stuckWorkdays: 0 }}
          >
            {moneyShort(place.stuck)}
          </NumberLink>
        ),
    },
    number("disputes", ({ disputedPartnerships }) => disputedPartnerships, { disputeOpen: true }),
    number("unacknowledged", ({ unacknowledged }) => unacknowledged, { unacknowledged: true }),
  ];
  return (
    <DataTable
      caption={t("city.tableTitle")}
      columns={columns}
      rows={all}
      rowKey={({ divisionId, whole: sum, directly }) => `${divisionId}${sum}${directly}`}
    />
  );
}
