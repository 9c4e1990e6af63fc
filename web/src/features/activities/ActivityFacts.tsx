import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import { useScheduleWords } from "../../ui/calendar/recurrence-words.ts";
import { TextLink } from "../../ui/links.tsx";
import { Facts } from "../../ui/Panel.tsx";
import classes from "./activities.module.css";
import { messages } from "./messages.ts";
import { endOf } from "./plan-draft.ts";

const ActivityFacts_Activity = graphql(`
  fragment ActivityFacts_Activity on Activity {
    body
    place
    capacity
    skills
    audience
    firstOn
    startTime
    durationMinutes
    recurrence
    holidays
    endsOn
    endReason
    onBehalf
    createdAt
    createdBy { name }
    kind { nameZh nameEn }
    hosts { organization { id name } }
    partnerships { id giver { id name } receiver { id name } }
  }
`);

/** What, when, where, by whom and for whom. */
export function ActivityFacts(props: { activity: FragmentType<typeof ActivityFacts_Activity> }) {
  const activity = readFragment(ActivityFacts_Activity, props.activity);
  const t = useMessages(messages);
  const { locale } = useLocale();
  const { instant } = useFormat();
  const say = useScheduleWords();
  const { startTime, durationMinutes } = activity;
  return (
    <Facts
      facts={[
        { label: t("facts.kind"), value: locale === "zh" ? activity.kind.nameZh : activity.kind.nameEn },
        {
          label: t("facts.when"),
          value: say({
            rule: activity.recurrence ?? null,
            firstOn: activity.firstOn,
            from: startTime,
            to: endOf(startTime, durationMinutes),
            holidays: activity.holidays,
            endsOn: activity.endsOn ?? null,
          }),
        },
        { label: t("facts.place"), value: activity.place },
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
        {
          label: t("facts.capacity"),
          value:
            activity.capacity === null || activity.capacity === undefined
              ? t("seats.any")
              : t("facts.places", { count: activity.capacity }),
        },
        { label: t("facts.audience"), value: t(`audience.${activity.audience}`) },
        ...(activity.skills.length > 0
          ? [{ label: t("facts.skills"), value: activity.skills.join(t("list")) }]
          : []),
        ...(activity.body
          ? [{ label: t("facts.body"), value: <p className={classes.text}>{activity.body}</p> }]
          : []),
        ...(activity.endReason ? [{ label: t("facts.endReason"), value: activity.endReason }] : []),
        {
          label: t("facts.by"),
          value: t(activity.onBehalf ? "facts.byOffice" : "facts.byPerson", {
            person: activity.createdBy.name,
            at: instant(activity.createdAt),
          }),
        },
      ]}
    />
  );
}
