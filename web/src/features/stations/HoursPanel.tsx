import { Button } from "@mantine/core";
import { useState } from "react";
import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useMessages } from "../../lib/i18n.ts";
import { Panel } from "../../ui/Panel.tsx";
import { HoursForm } from "./HoursForm.tsx";
import { messages } from "./messages.ts";
import classes from "./stations.module.css";
import { WEEK } from "./week-draft.ts";

const HoursPanel_Station = graphql(`
  fragment HoursPanel_Station on Station {
    opensOnHolidays
    hours { weekday opens closes }
    ...HoursForm_Station
  }
`);

interface HoursPanelProps {
  station: FragmentType<typeof HoursPanel_Station>;
  mayKeep: boolean;
}

/** The opening hours of the week, and for the desk the form that sets them. */
export function HoursPanel({ mayKeep, ...props }: HoursPanelProps) {
  const station = readFragment(HoursPanel_Station, props.station);
  const t = useMessages(messages);
  const [changing, setChanging] = useState(false);
  const { hours, opensOnHolidays } = station;
  return (
    <Panel
      title={t("hours.title")}
      actions={
        mayKeep && (
          <Button
            variant="default"
            size="sm"
            aria-expanded={changing}
            aria-label={`${t("hours.change")} ${t("hours.title")}`}
            onClick={() => setChanging(!changing)}
          >
            {t("hours.change")}
          </Button>
        )
      }
    >
      {changing ? (
        <HoursForm station={station} onClose={() => setChanging(false)} />
      ) : hours.length === 0 ? (
        <p className={classes.quiet}>{t("hours.none")}</p>
      ) : (
        <>
          <table className={classes.week}>
            <tbody>
              {WEEK.map((day) => {
                const spans = hours.filter(({ weekday }) => String(weekday) === day);
                return (
                  <tr key={day}>
                    <th scope="row">{t(`weekday.${day}`)}</th>
                    <td>
                      {spans.map(({ opens, closes }) => `${opens}–${closes}`).join(t("separator")) ||
                        t("hours.closed")}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          <p className={classes.quiet}>{t(opensOnHolidays ? "hours.onHolidays" : "hours.notOnHolidays")}</p>
        </>
      )}
    </Panel>
  );
}
