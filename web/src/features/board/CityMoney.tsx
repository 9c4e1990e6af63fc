import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { ChartFrame } from "../../ui/charts/ChartFrame.tsx";
import { MoneyRiver } from "../../ui/MoneyRiver.tsx";
import classes from "./board.module.css";
import { messages } from "./messages.ts";
import { NumberLink } from "./NumberLink.tsx";

const CityMoney_BoardTotal = graphql(`
  fragment CityMoney_BoardTotal on BoardTotal {
    divisionId
    name
    directly
    pledged
    sent
    received
    spent
    stuck
    stuckPartnerships
  }
`);

const STATIONS = ["pledged", "sent", "received", "spent"] as const;

/** The money of a territory from pledge to voucher, and how much of it waits. */
export function CityMoney({ total }: { total: FragmentType<typeof CityMoney_BoardTotal> }) {
  const t = useMessages(messages);
  const { money, moneyShort } = useFormat();
  const place = readFragment(CityMoney_BoardTotal, total);
  return (
    <ChartFrame
      title={t("city.moneyTitle")}
      description={t("city.moneyText", {
        pledged: moneyShort(place.pledged),
        spent: moneyShort(place.spent),
      })}
      table={{
        head: [t("city.station"), t("city.amount")],
        rows: STATIONS.map((station) => ({
          key: station,
          cells: [t(`city.column.${station}`), money(place[station])],
        })),
      }}
    >
      {() => (
        <>
          <MoneyRiver amounts={place} />
          {place.stuckPartnerships > 0 && (
            <p className={classes.quiet}>
              {t("city.column.stuck")}{" "}
              <NumberLink
                place={place}
                what={t("city.column.stuck")}
                count={place.stuckPartnerships}
                filters={{ stuckWorkdays: 0 }}
              >
                {t("city.stuck", { amount: money(place.stuck), count: place.stuckPartnerships })}
              </NumberLink>
            </p>
          )}
        </>
      )}
    </ChartFrame>
  );
}
