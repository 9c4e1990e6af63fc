import { type FragmentType, graphql, readFragment } from "../../gql/index.ts";
import { clockOf, dateOf, useFormat } from "../../lib/format.ts";
import { useMessages } from "../../lib/i18n.ts";
import { TextLink } from "../../ui/links.tsx";
import classes from "./activities.module.css";
import { messages } from "./messages.ts";
import { SessionHostActs } from "./SessionHostActs.tsx";
import { SessionStateMark, useSeatWords } from "./session-words.tsx";

const SessionRow_ActivitySession = graphql(`
  fragment SessionRow_ActivitySession on ActivitySession {
    id
    startsAt
    endsAt
    originalStartsAt
    ...SessionStateMark_ActivitySession
    ...SeatWords_ActivitySession
    ...SessionHostActs_ActivitySession
  }
`);

interface SessionRowProps {
  session: FragmentType<typeof SessionRow_ActivitySession>;
  /** Whether the person may move and cancel it. */
  mayManage: boolean;
}

/** One session in the list of its series: when, moved from where, how it stands, and what its host may do. */
export function SessionRow({ mayManage, ...props }: SessionRowProps) {
  const session = readFragment(SessionRow_ActivitySession, props.session);
  const t = useMessages(messages);
  const { date } = useFormat();
  const seats = useSeatWords();
  const on = dateOf(session.startsAt);
  const planned = dateOf(session.originalStartsAt);
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <span>
          <TextLink to="/sessions/$id" params={{ id: session.id }}>
            {date(on)} {clockOf(session.startsAt)}–{clockOf(session.endsAt)}
          </TextLink>
          {planned !== on && (
            <span className={classes.quiet}> {t("series.movedFrom", { day: date(planned) })}</span>
          )}
        </span>
        <span className={classes.quiet}>{seats(session)}</span>
      </div>
      <SessionStateMark session={session} brief />
      {mayManage && <SessionHostActs session={session} folded />}
    </li>
  );
}
