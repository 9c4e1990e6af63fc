import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { clockOf, dateOf, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import { TextLink } from "../../ui/links.tsx";
import { Facts } from "../../ui/Panel.tsx";
import classes from "./activities.module.css";
import { messages } from "./messages.ts";
import { useSeatWords } from "./session-words.tsx";

const SessionFacts_ActivitySession = graphql(`
  fragment SessionFacts_ActivitySession on ActivitySession {
    id
    startsAt
    endsAt
    originalStartsAt
    place
    state
    cancelNote
    activity {
      id
      body
      skills
      audience
      recurrence
      kind { nameZh nameEn }
      hosts { organization { id name } }
      partnerships { id giver { name } receiver { name } }
    }
    ...SeatWords_ActivitySession
  }
`);

/** When, where, by whom, for whom, how many places. */
export function SessionFacts(props: { session: FragmentType<typeof SessionFacts_ActivitySession> }) {
  const session = readFragment(SessionFacts_ActivitySession, props.session);
  const t = useMessages(messages);
  const { locale } = useLocale();
  const { date, relativeDay } = useFormat();
  const seats = useSeatWords();
  const { activity } = session;
  const on = dateOf(session.startsAt);
  const planned = dateOf(session.originalStartsAt);
  return (
    <Facts
      facts={[
        {
          label: t("facts.when"),
          value: (
            <>
              {date(on)} {clockOf(session.startsAt)}–{clockOf(session.endsAt)}
              <div className={classes.quiet}>
                {relativeDay(on)}
                {planned !== on && ` · ${t("series.movedFrom", { day: date(planned) })}`}
              </div>
            </>
          ),
        },
        { label: t("facts.place"), value: session.place },
        { label: t("facts.kind"), value: locale === "zh" ? activity.kind.nameZh : activity.kind.nameEn },
        {
          label: t("facts.hosts"),
          value: activity.hosts.map(({ organization }) => organization.name).join(t("list")),
        },
        {
          label: t("facts.served"),
          value:
            activity.partnerships.length === 0
              ? t("facts.none")
              : activity.partnerships.map(({ id, giver, receiver }) => (
                  <div key={id}>
                    <TextLink to="/partnerships/$id" params={{ id }}>
                      {giver.name} × {receiver.name}
                    </TextLink>
                  </div>
                )),
        },
        ...(session.state === "CANCELLED"
          ? session.cancelNote
            ? [{ label: t("facts.cancelNote"), value: session.cancelNote }]
            : []
          : [{ label: t("facts.capacity"), value: seats(session) }]),
        { label: t("facts.audience"), value: t(`audience.${activity.audience}`) },
        ...(activity.skills.length > 0
          ? [{ label: t("facts.skills"), value: activity.skills.join(t("list")) }]
          : []),
        ...(activity.body
          ? [{ label: t("facts.body"), value: <p className={classes.text}>{activity.body}</p> }]
          : []),
        {
          label: t(activity.recurrence ? "facts.series" : "facts.activityLabel"),
          value: (
            <TextLink to="/activities/$id" params={{ id: activity.id }}>
              {t(activity.recurrence ? "facts.allSessions" : "facts.activity")}
            </TextLink>
          ),
        },
      ]}
    />
  );
}
