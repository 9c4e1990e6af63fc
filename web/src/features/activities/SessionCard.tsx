import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { clockOf } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { useLocale } from "../../lib/locale.tsx";
import { TextLink } from "../../ui/links.tsx";
import classes from "./activities.module.css";
import { messages } from "./messages.ts";
import { SignUpActs } from "./SignUpActs.tsx";
import { SessionStateMark, useSeatWords } from "./session-words.tsx";

const SessionCard_ActivitySession = graphql(`
  fragment SessionCard_ActivitySession on ActivitySession {
    id
    startsAt
    endsAt
    place
    activity { title kind { nameZh nameEn } hosts { organization { id name shortName } } }
    ...SessionStateMark_ActivitySession
    ...SeatWords_ActivitySession
    ...SignUpActs_ActivitySession
  }
`);

/** One session of the calendar: when, what, where, by whom, how many places; and signing up by one tap. */
export function SessionCard(props: { session: FragmentType<typeof SessionCard_ActivitySession> }) {
  const session = readFragment(SessionCard_ActivitySession, props.session);
  const t = useMessages(messages);
  const { locale } = useLocale();
  const seats = useSeatWords();
  const { activity } = session;
  return (
    <article className={classes.card}>
      <div className={classes.cardHead}>
        <span>
          {clockOf(session.startsAt)}–{clockOf(session.endsAt)}{" "}
          <TextLink to="/sessions/$id" params={{ id: session.id }} className={classes.title}>
            {activity.title}
          </TextLink>
        </span>
        <SessionStateMark session={session} brief />
      </div>
      <div className={classes.quiet}>
        {[
          locale === "zh" ? activity.kind.nameZh : activity.kind.nameEn,
          session.place,
          activity.hosts
            .map(({ organization }) => organization.shortName ?? organization.name)
            .join(t("list")),
          seats(session),
        ]
          .filter(Boolean)
          .join("\u00a0· ")}
      </div>
      <div className={classes.acts}>
        <SignUpActs session={session} />
      </div>
    </article>
  );
}
