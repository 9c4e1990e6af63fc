import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { BarChart } from "../../ui/charts/BarChart.tsx";
import { messages } from "./messages.ts";
import { NumberLink } from "./NumberLink.tsx";

const CityLateness_BoardTotal = graphql(`
  fragment CityLateness_BoardTotal on BoardTotal { divisionId name directly partnerships latePartnerships }
`);

interface CityLatenessProps {
  total: FragmentType<typeof CityLateness_BoardTotal>;
  rows: readonly FragmentType<typeof CityLateness_BoardTotal>[];
}

/** How many pairs of each place are late and how many are not, as bars. */
export function CityLateness({ total, rows }: CityLatenessProps) {
  const t = useMessages(messages);
  const whole = readFragment(CityLateness_BoardTotal, total);
  const places = rows
    .map((row) => readFragment(CityLateness_BoardTotal, row))
    .filter(({ partnerships }) => partnerships > 0);
  const percent = Math.round((whole.latePartnerships / Math.max(1, whole.partnerships)) * 100);
  const keyOf = ({ divisionId, directly }: (typeof places)[number]) => `${divisionId}${directly}`;
  return (
    <BarChart
      title={t("city.lateTitle")}
      description={t("city.lateText", {
        late: whole.latePartnerships,
        total: whole.partnerships,
        percent: `${percent}%`,
      })}
      rowsAre={t("city.place")}
      series={[
        { key: "late", name: t("city.column.late") },
        { key: "inTime", name: t("city.inTime"), look: "hollow" },
      ]}
      rows={places.map((place) => ({
        key: keyOf(place),
        name: place.directly ? t("city.here", { name: place.name }) : place.name,
        values: { late: place.latePartnerships, inTime: place.partnerships - place.latePartnerships },
      }))}
      say={(value, { key }, series) => {
        const place = places.find((it) => keyOf(it) === key);
        if (!place || series !== "late") return value;
        return (
          <NumberLink
            place={place}
            what={t("city.column.late")}
            count={value}
            filters={{ lateWorkdays: 0 }}
          />
        );
      }}
    />
  );
}
