import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { clockOf, dateOf, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { uuidOf } from "../../lib/node-id.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { LinkButton, TextLink } from "../../ui/links.tsx";
import { messages } from "./messages.ts";
import classes from "./stations.module.css";

const TimetablePanel_Station = graphql(`
  fragment TimetablePanel_Station on Station {
    closures { startsOn endsOn }
    timetable(from: $from, days: 28) {
      sessionId title startsAt endsAt isCancelled roomName place hosts placesLeft
    }
  }
`);

interface TimetablePanelProps {
  station: FragmentType<typeof TimetablePanel_Station>;
  mayPlan: boolean;
}

/** Four weeks of sessions under their days, each a link to itself where one may look at it. */
export function TimetablePanel(props: TimetablePanelProps) {
  const { timetable, closures } = readFragment(TimetablePanel_Station, props.station);
  const t = useMessages(messages);
  const { date } = useFormat();
  if (timetable.length === 0)
    return (
      <EmptyState
        title={t("timetable.empty")}
        next={t("timetable.emptyNext")}
        action={props.mayPlan && <LinkButton to="/activities/new">{t("stale.plan")}</LinkButton>}
      />
    );
  const days = [...new Set(timetable.map(({ startsAt }) => dateOf(startsAt)))];
  const isClosed = (day: string) =>
    closures.some(({ startsOn, endsOn }) => startsOn <= day && (!endsOn || day <= endsOn));
  return (
    <div>
      {days.map((day) => (
        <section key={day} aria-label={date(day)}>
          <h3 className={classes.day}>{date(day)}</h3>
          {timetable
            .filter(({ startsAt }) => dateOf(startsAt) === day)
            .map((entry) => (
              <div key={`${entry.startsAt} ${entry.title} ${entry.place}`} className={classes.entry}>
                <span className={classes.time}>
                  {clockOf(entry.startsAt)}–{clockOf(entry.endsAt)}
                </span>
                <div>
                  {entry.isCancelled ? (
                    <span className={classes.off}>{entry.title}</span>
                  ) : entry.sessionId ? (
                    <TextLink to="/sessions/$id" params={{ id: uuidOf(entry.sessionId) }}>
                      {entry.title}
                    </TextLink>
                  ) : (
                    entry.title
                  )}
                  <div className={classes.quiet}>
                    {entry.isCancelled && <span>{t("timetable.cancelled")}</span>}
                    <span>{entry.roomName ?? entry.place}</span>
                    <span>{t("timetable.hosts", { names: entry.hosts.join(t("separator")) })}</span>
                    {!entry.isCancelled && entry.placesLeft !== null && entry.placesLeft !== undefined && (
                      <span>
                        {entry.placesLeft > 0
                          ? t("timetable.left", { count: entry.placesLeft })
                          : t("timetable.full")}
                      </span>
                    )}
                    {!entry.isCancelled && entry.roomName && isClosed(day) && (
                      <strong>{t("timetable.closed")}</strong>
                    )}
                  </div>
                </div>
              </div>
            ))}
        </section>
      ))}
    </div>
  );
}
